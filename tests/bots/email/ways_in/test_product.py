"""The whole product with nothing but mail: a listener and a mailbox, from the settings to the rows (X10)."""

import signal
import smtplib
import socket
import subprocess
import time
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest
import sqlalchemy as sa

from bots.settings import read
from bots.wiring.inspect import inspect_all
from core.errors import Misconfigured
from tests.bots.email.ways_in.dovecot import Dovecot
from tests.bots.email.ways_in.post import kept, letter, payloads
from tests.bots.email.ways_in.test_pipe import deliver, environment
from tests.nursery import started

ROOT = Path(__file__).parents[4]


def until(holds: Callable[[], bool], process: subprocess.Popen[bytes]) -> None:
    end = time.monotonic() + 40
    while not holds():
        assert process.poll() is None and time.monotonic() < end
        time.sleep(0.05)


def answers(port: int) -> bool:
    with closing(socket.socket()) as knock:
        return knock.connect_ex(("127.0.0.1", port)) == 0


def test_a_desk_with_mail_alone_takes_letters_from_every_side(
    sqlite_url: sa.URL, tmp_path: Path, dovecot: Dovecot
) -> None:
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    files, settings = tmp_path / "files", {"MAIL_LISTEN": f"lmtp://127.0.0.1:{port}", "IMAP_URL": dovecot.url}
    process = subprocess.Popen(
        started("-m", "bots", "run"), cwd=tmp_path, env=environment(sqlite_url, files, **settings),
        stderr=subprocess.DEVNULL,
    )  # fmt: skip
    try:
        until(lambda: answers(port), process)
        raws = [letter(n) for n in range(3)]
        smtplib.LMTP("127.0.0.1", port).sendmail("ivan@example.org", ["desk@example.org"], raws[0])
        assert deliver(raws[1], sqlite_url, files).returncode == 0
        dovecot.drop(*raws)
        until(lambda: len(payloads(sqlite_url)) == 3, process)
        assert [one["arrived"] for one in payloads(sqlite_url)] == ["lmtp", "pipe", "imap"]
        assert kept(sqlite_url, files) == raws
        began = time.monotonic()
        process.send_signal(signal.SIGTERM)
        assert process.wait(20) == 0
        assert time.monotonic() - began < 5
    finally:
        process.kill()
        process.wait()


async def test_a_broken_setting_is_named_in_one_line(sqlite_url: sa.URL) -> None:
    known = sqlite_url.render_as_string(False)
    settings = read(
        database_url=known, mail_listen="pop3://127.0.0.1:1", imap_url="imaps://u:secret@h/INBOX?x", _env_file=None
    )
    listen, mailbox = await inspect_all(settings)
    assert listen.startswith("ZAYAVKA_MAIL_LISTEN is 'pop3://127.0.0.1:1'. It looks like")
    assert mailbox.startswith("ZAYAVKA_IMAP_URL is not a mailbox's URL. It looks like") and "secret" not in mailbox


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"mail_mb": 0}, "ZAYAVKA_MAIL_MB"),
        ({"imap_url": "imaps://u:secret@mail.example.org", "clock": "file:/tmp/x"}, "must be on this machine"),
    ],
)
def test_a_setting_that_cannot_be_meant_is_refused(given: dict[str, object], said: str) -> None:
    with pytest.raises(Misconfigured, match=said) as told:
        read(**given, _env_file=None)
    assert "secret" not in str(told.value)


def test_a_desk_with_mail_alone_is_a_real_one() -> None:
    assert not read(_env_file=None).tokens
    assert read(mail_listen="lmtp://127.0.0.1:8024", _env_file=None).tokens
    assert read(imap_url="imaps://u:p@h", _env_file=None).tokens
