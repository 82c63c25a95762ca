"""`zayavka mail deliver`: exit 0 after the commit, else 75, so that the mail server keeps the letter (faults A5)."""

import json
import os
import signal
import sqlite3
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from random import Random

import pytest
import sqlalchemy as sa

from core.storage.engine import normalise
from tests.bots.email.ways_in.post import kept, letter, payloads
from tests.nursery import started

ROOT = Path(__file__).parents[4]
REAL = [sys.executable, "-m", "bots", "mail", "deliver"]
"""From the first import on, as the mail server starts it; the others are forked from what has imported it already."""


def command() -> list[str]:
    return started("-m", "bots", "mail", "deliver")


def environment(url: sa.URL, files: Path, **settings: str) -> dict[str, str]:
    clean = {name: value for name, value in os.environ.items() if not name.startswith("ZAYAVKA_")}
    given = {"DATABASE_URL": url.render_as_string(False), "FILES_URL": str(files), **settings}
    return clean | {"PYTHONPATH": str(ROOT)} | {f"ZAYAVKA_{name}": value for name, value in given.items()}


def deliver(
    raw: bytes, url: sa.URL, files: Path, *arguments: str, by: list[str] | None = None, **settings: str
) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run(
        [*(by or command()), *arguments], input=raw, cwd=files.parent, env=environment(url, files, **settings),
        capture_output=True, timeout=60, check=False,
    )  # fmt: skip


def test_a_piped_letter_is_a_row_and_its_repeat_is_none(url: sa.URL, tmp_path: Path) -> None:
    raw, files = letter().replace(b"\r\n", b"\n"), tmp_path / "files"
    ended = [deliver(raw, url, files, "--to", "desk@example.org", "--from", "a@b.example") for _ in range(2)]
    assert [one.returncode for one in ended] == [0, 0]
    opened = {"outcome": "opened", "ticket": "HD-1", "reason": None}
    read = [json.loads(one.stdout) for one in ended]
    assert read == [opened if url.get_backend_name() == "sqlite" else {"outcome": "accepted"}] * 2
    assert kept(url, files) == [raw]
    assert payloads(url)[0]["envelope"] == {"from": "a@b.example", "to": ["desk@example.org"]}
    assert payloads(url)[0]["arrived"] == "pipe"


def test_the_first_letter_of_all_brings_the_database_to_its_shape(tmp_path: Path) -> None:
    url, raw = normalise(f"sqlite:///{tmp_path / 'new.db'}"), letter()
    assert deliver(raw, url, tmp_path / "files", by=REAL).returncode == 0
    assert kept(url, tmp_path / "files") == [raw]


def test_a_letter_that_is_too_large_leaves_its_header(sqlite_url: sa.URL, tmp_path: Path) -> None:
    """Faults C3. The pipe is read to its end: a mail server takes a broken one for a failure."""
    raw = letter(body="x" * 3_000_000)
    ended = deliver(raw, sqlite_url, tmp_path / "files", MAIL_MB="1")
    assert ended.returncode == 0, ended.stderr
    [payload] = payloads(sqlite_url)
    assert payload["oversize"] == len(raw)
    assert kept(sqlite_url, tmp_path / "files") == [raw[: raw.index(b"\r\n\r\n") + 4]]


@pytest.mark.parametrize(
    "settings",
    [{"DATABASE_URL": "sqlite:////nowhere/x.db"}, {"DATABASE_URL": "nonsense"}, {"FILES_URL": "/dev/null/files"},
     {"MAIL_MB": "many"}, {"DATABASE_URL": "postgresql://nobody@127.0.0.1:9/x"}],
    ids=str,
)  # fmt: skip
def test_any_trouble_is_temporary(sqlite_url: sa.URL, tmp_path: Path, settings: dict[str, str]) -> None:
    ended = deliver(letter(), sqlite_url, tmp_path / "files", **settings)
    assert ended.returncode == 75
    assert ended.stderr and not ended.stdout
    assert payloads(sqlite_url) == []


@pytest.mark.parametrize("arguments", [["--nonsense"], ["--to"], ["extra"]], ids=str)
def test_a_mistake_on_the_command_line_bounces_nothing(
    sqlite_url: sa.URL, tmp_path: Path, arguments: list[str]
) -> None:
    assert deliver(letter(), sqlite_url, tmp_path / "files", *arguments).returncode == 75


def test_a_full_disk_is_temporary(sqlite_url: sa.URL, tmp_path: Path) -> None:
    """Faults A10: the system's own limit on the size of a file refuses the write, as a full disk would."""
    small = ["bash", "-c", "trap '' XFSZ; ulimit -f 64; exec \"$@\"", "bash", *REAL]
    ended = subprocess.run(
        small, input=letter(body="x" * 200_000), cwd=tmp_path, env=environment(sqlite_url, tmp_path / "files"),
        capture_output=True, timeout=60, check=False,
    )  # fmt: skip
    assert ended.returncode == 75, ended.stderr
    assert payloads(sqlite_url) == []


def test_a_busy_database_is_waited_for(sqlite_url: sa.URL, tmp_path: Path) -> None:
    """The product writes while the pipe does: one writer at a time, nobody is turned away."""
    raw = letter()
    with sqlite3.connect(str(sqlite_url.database), isolation_level=None) as holder:
        holder.execute("PRAGMA journal_mode=WAL")
        holder.execute("BEGIN IMMEDIATE")
        with ThreadPoolExecutor() as threads:
            ended = threads.submit(deliver, raw, sqlite_url, tmp_path / "files")
            time.sleep(2.5)
            assert not ended.done()
            holder.execute("COMMIT")
            assert ended.result().returncode == 0
    assert kept(sqlite_url, tmp_path / "files") == [raw]


def test_a_pipe_that_is_killed_has_promised_nothing(sqlite_url: sa.URL, tmp_path: Path) -> None:
    """Killed at any time; the mail server comes again until it hears 0. Nothing is lost, nothing is there twice."""
    dice, files, killed = Random(7), tmp_path / "files", 0
    letters = [letter(n) for n in range(3)]
    for raw in letters:
        for patience in (0.02, dice.uniform(0.05, 0.3), dice.uniform(0.1, 0.6), 60.0):
            process = subprocess.Popen(
                command(), cwd=tmp_path, env=environment(sqlite_url, files), stdin=subprocess.PIPE,
                stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
            )  # fmt: skip
            try:
                process.communicate(raw, timeout=patience)
            except subprocess.TimeoutExpired:
                process.send_signal(signal.SIGKILL)
                process.wait()
                killed += 1
            if process.returncode == 0:
                break
        assert process.returncode == 0
    assert killed >= 3
    assert kept(sqlite_url, files) == letters


def test_the_pipe_imports_no_chat_library(tmp_path: Path) -> None:
    heavy = {"aiogram", "slack_bolt", "alembic", "fastapi", "aiosmtpd", "imap_tools"}
    loaded = f"import sys, bots.cli.app, bots.wiring.pipe; print({heavy} & set(sys.modules))"
    ended = subprocess.run([sys.executable, "-c", loaded], cwd=ROOT, capture_output=True, text=True, check=True)
    assert ended.stdout == "set()\n"
