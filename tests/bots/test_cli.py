"""What keeps the product from running is said in one clear line, and it leaves with 2 (faults I7)."""

import os
import shutil
import sqlite3
import subprocess
import sys
import time
from pathlib import Path

import pytest
import sqlalchemy as sa

from tests.nursery import started

ROOT = Path(__file__).parents[2]


REAL = [sys.executable, "-m", "bots"]
"""From the first import on; the others are forked from a process that has imported it already."""


def zayavka(
    *arguments: str, folder: Path, by: list[str] | None = None, **settings: str
) -> subprocess.CompletedProcess[str]:
    """The command in a folder of its own, with nothing of this environment's settings."""
    clean = {name: value for name, value in os.environ.items() if not name.startswith("ZAYAVKA_")}
    given = {f"ZAYAVKA_{name.upper()}": value for name, value in settings.items()}
    return subprocess.run(
        [*(by or started("-m", "bots")), *arguments], cwd=folder, env=clean | {"PYTHONPATH": str(ROOT)} | given,
        capture_output=True, text=True, timeout=180, check=False,
    )  # fmt: skip


def refused(ended: subprocess.CompletedProcess[str]) -> str:
    """The one line that it left with."""
    assert ended.returncode == 2, ended.stderr
    lines = [line for line in ended.stderr.splitlines() if line.startswith("zayavka:")]
    assert len(lines) == 1, ended.stderr
    assert "Traceback" not in ended.stderr
    return lines[0]


BROKEN = {
    "half of slack": ({"slack_bot_token": "xoxb-1"}, "ZAYAVKA_SLACK_APP_TOKEN and ZAYAVKA_SLACK_CHANNEL missing"),
    "not a token": ({"telegram_token": "nonsense"}, "ZAYAVKA_TELEGRAM_TOKEN is not a bot token"),
    "nobody there": (
        {"telegram_token": "42:TEST", "telegram_api_url": "http://127.0.0.1:9"},
        "Telegram cannot be reached",
    ),
    "another engine": (
        {"telegram_token": "42:TEST", "database_url": "mysql://x/y"},
        "ZAYAVKA_DATABASE_URL names mysql",
    ),
    "no url": ({"telegram_token": "42:TEST", "database_url": "nonsense"}, "ZAYAVKA_DATABASE_URL is not a URL"),
    "in memory": ({"telegram_token": "42:TEST", "database_url": "sqlite://"}, "SQLite needs a file"),
    "no folder": (
        {"telegram_token": "42:TEST", "database_url": "sqlite:////nowhere/at/all.db"},
        "The database cannot be reached",
    ),
    "no postgres": (
        {"telegram_token": "42:TEST", "database_url": "postgresql://nobody@127.0.0.1:9/x"},
        "The database cannot be reached",
    ),
    "no profile": ({"telegram_token": "42:TEST", "profile": "nothing"}, "nothing.toml does not pass"),
    "moved clock": ({"telegram_token": "42:TEST", "clock": "file:/tmp/x"}, "every API URL must be on this machine"),
    "no such mode": ({"telegram_token": "42:TEST", "telegram_mode": "pigeon"}, "ZAYAVKA_TELEGRAM_MODE"),
}


@pytest.mark.parametrize("name", BROKEN)
def test_a_broken_setting_is_named_in_one_line(name: str, tmp_path: Path) -> None:
    settings, said = BROKEN[name]
    by = REAL if name == "nobody there" else None
    assert said in refused(zayavka("run", folder=tmp_path, by=by, **settings))


def test_a_broken_profile_is_told_finding_by_finding(tmp_path: Path) -> None:
    broken = tmp_path / "desk.toml"
    text = (ROOT / "profiles/default.toml").read_text()
    broken.write_text(text.replace('to = "canceled"', 'to = "cancelled"'))
    ended = zayavka("profile", "check", str(broken), folder=tmp_path)
    assert ended.returncode == 2
    assert "names the status 'cancelled', which is not defined" in ended.stdout
    assert "does not pass" in refused(zayavka("run", "--profile", str(broken), folder=tmp_path, telegram_token="42:X"))


def test_the_shipped_profile_has_nothing_to_mend(tmp_path: Path) -> None:
    for profile in sorted((ROOT / "profiles").glob("*.toml")):
        ended = zayavka("profile", "check", str(profile), folder=tmp_path)
        assert ended.returncode == 0, ended.stdout


def test_a_second_instance_on_the_same_file_leaves(tmp_path: Path, sqlite_url: sa.URL) -> None:
    shutil.copy(str(sqlite_url.database), tmp_path / "zayavka.db")
    holder = (
        "import fcntl, sys, time; handle = open('zayavka.db.lock', 'w'); fcntl.flock(handle, fcntl.LOCK_EX);"
        "print('held', flush=True); time.sleep(60)"
    )
    first = subprocess.Popen([sys.executable, "-c", holder], cwd=tmp_path, stdout=subprocess.PIPE, text=True)
    try:
        assert first.stdout is not None and first.stdout.readline() == "held\n"
        assert "Another zayavka already runs" in refused(zayavka("run", folder=tmp_path, telegram_token="42:TEST"))
    finally:
        first.kill()
        first.wait()


def test_a_database_that_stays_locked_is_said_in_one_line(tmp_path: Path, sqlite_url: sa.URL) -> None:
    shutil.copy(str(sqlite_url.database), tmp_path / "zayavka.db")
    with sqlite3.connect(tmp_path / "zayavka.db", isolation_level=None) as holder:
        holder.execute("BEGIN EXCLUSIVE")
        assert "locked" in refused(zayavka("run", folder=tmp_path, telegram_token="42:TEST"))
        holder.execute("ROLLBACK")


@pytest.mark.parametrize("asked", [("run",), ("db", "upgrade"), ("check",)])
def test_a_database_of_a_later_version_is_said_in_one_line(
    tmp_path: Path, sqlite_url: sa.URL, asked: tuple[str, ...]
) -> None:
    shutil.copy(str(sqlite_url.database), tmp_path / "zayavka.db")
    with sqlite3.connect(tmp_path / "zayavka.db") as conn:
        conn.execute("UPDATE alembic_version SET version_num = '9999'")
    ended = zayavka(*asked, folder=tmp_path, telegram_token="42:TEST")
    assert ended.returncode == 2 and "Traceback" not in ended.stderr
    assert "newer than this version" in ended.stdout + ended.stderr
    assert "db upgrade" not in ended.stdout + ended.stderr


def test_scripts_answer_without_importing_a_chat_library(tmp_path: Path, sqlite_url: sa.URL) -> None:
    shutil.copy(str(sqlite_url.database), tmp_path / "zayavka.db")
    assert zayavka("people", "grant", "anna@example.org", "administrator", folder=tmp_path).stdout == "granted\n"
    assert "anna@example.org" in zayavka("people", "list", "--json", folder=tmp_path).stdout
    audited = zayavka("people", "audit", folder=tmp_path).stdout
    assert "operator" in audited and "GrantRole" in audited and "administrator: — → +" in audited
    assert zayavka("people", "joined", folder=tmp_path).stdout == ""
    assert "no joining 7" in refused(zayavka("people", "part", "7", folder=tmp_path))
    assert zayavka("ticket", "list", folder=tmp_path, by=REAL).returncode == 0
    assert zayavka("inbox", "list", folder=tmp_path).stdout == zayavka("outbox", "list", folder=tmp_path).stdout == ""
    assert "missing" in refused(zayavka("ticket", "show", "HD-404", folder=tmp_path))
    loaded = (
        "import sys, bots.cli.app, bots.wiring.tools, bots.wiring.inspect;"
        "print({'aiogram', 'slack_bolt', 'sklearn'} & set(sys.modules))"
    )
    run = subprocess.run([sys.executable, "-c", loaded], cwd=ROOT, capture_output=True, text=True, check=True)
    assert run.stdout == "set()\n"


def test_check_names_everything_that_is_wrong_at_once(tmp_path: Path) -> None:
    begun = time.monotonic()
    ended = zayavka("check", folder=tmp_path, telegram_token="42:TEST", telegram_api_url="http://127.0.0.1:9",
                    slack_bot_token="xoxb-1", slack_app_token="xapp-1", slack_channel="triage",
                    slack_api_url="http://127.0.0.1:9/api/")  # fmt: skip
    assert ended.returncode == 2, ended.stderr
    assert "Telegram cannot be reached" in ended.stdout
    assert "Slack" in ended.stdout
    assert time.monotonic() - begun < 55
