"""Faults A5: a listener that dies between DATA and its answer, and a mail server that comes again."""

import asyncio
import contextlib
import smtplib
import socket
import subprocess
import threading
import time
from collections import Counter
from pathlib import Path
from random import Random

import pytest
import sqlalchemy as sa

from core.inbox import store as inbox
from core.inbox import unread
from core.profile.load import load
from tests.bots.email.postal.desk import MailDesk
from tests.bots.email.ways_in.dovecot import Dovecot
from tests.bots.email.ways_in.post import kept, letter, payloads, subjects
from tests.bots.email.ways_in.test_pipe import command, environment
from tests.core.house import House
from tests.e2e.variants import variant
from tests.nursery import started

WORKERS, EACH = 8, 3
ROOT = Path(__file__).parents[4]
SENDERS, LETTERS = 4, 15


def _free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as free:
        return int(free.getsockname()[1])


class MailServer(threading.Thread):
    """Sends its letters until each was answered with 250; now and then one more time than it had to."""

    def __init__(self, port: int, letters: list[bytes], seed: int) -> None:
        super().__init__()
        self.tries: Counter[bytes] = Counter()
        self.accepted: list[bytes] = []
        self._port = port
        self._letters = letters
        self._dice = Random(seed)

    def run(self) -> None:
        for raw in self._letters:
            for _ in range(self._dice.choice((1, 1, 1, 2))):
                while not self._sent(raw):
                    time.sleep(0.02)
            self.accepted.append(raw)

    def _sent(self, raw: bytes) -> bool:
        self.tries[raw] += 1
        with contextlib.suppress(OSError, smtplib.SMTPException):
            client = smtplib.LMTP("127.0.0.1", self._port, timeout=10)
            with contextlib.closing(client):
                return client.sendmail("ivan@example.org", ["desk@example.org"], raw) == {}
        return False


@pytest.mark.parametrize("seed", [1, *(pytest.param(seed, marks=pytest.mark.soak) for seed in range(2, 12))])
def test_what_was_accepted_is_kept_once_whenever_the_listener_dies(url: sa.URL, tmp_path: Path, seed: int) -> None:
    files, port = tmp_path / "files", _free_port()
    birth = started("-m", "tests.bots.email.ways_in.dying", url.render_as_string(False), str(files))
    dying = subprocess.Popen(
        [*birth, str(port), str(seed)], cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    letters = [letter(n) for n in range(SENDERS * LETTERS)]
    servers = [MailServer(port, letters[n::SENDERS], seed * 10 + n) for n in range(SENDERS)]
    try:
        for server in servers:
            server.start()
        for server in servers:
            server.join(timeout=100)
    finally:
        said, _ = dying.communicate("end\n", timeout=20)
    lives, tries = int(said.split()[-1]), sum(sum(server.tries.values()) for server in servers)
    print(f"{len(letters)} letters, {tries} tries, {lives} lives")
    assert lives >= 5
    found = kept(url, files)
    assert sorted(raw for server in servers for raw in server.accepted) == sorted(letters)
    assert sorted(subjects(found)) == list(range(len(letters)))
    assert sorted(found) == sorted(letters)


class Worker(MailServer):
    """Delivers each of its letters one to five times, each time by another way if it likes."""

    def __init__(self, port: int, letters: list[bytes], seed: int, url: sa.URL, files: Path, dovecot: Dovecot) -> None:
        super().__init__(port, letters, seed)
        self._ways = [self._listened, self._dropped, self._piped]
        self._url, self._files, self._dovecot = url, files, dovecot
        self._turn = seed

    def run(self) -> None:
        for raw in self._letters:
            for _ in range(self._dice.randint(1, 5)):
                self._turn += 1
                self._ways[self._dice.choices((0, 1, 2), (5, 4, 1))[0]](raw)
            self.accepted.append(raw)

    def _listened(self, raw: bytes) -> None:
        while not self._sent(raw):
            time.sleep(0.02)

    def _dropped(self, raw: bytes) -> None:
        self._dovecot.drop(raw)

    def _piped(self, raw: bytes) -> None:
        """The mail server kills a pipe that takes too long for it, and comes again."""
        while True:
            pipe = subprocess.Popen(
                [*command(), "--to", "desk@example.org"], cwd=self._files.parent, stdin=subprocess.PIPE,
                stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, env=environment(self._url, self._files),
            )  # fmt: skip
            with contextlib.suppress(subprocess.TimeoutExpired):
                pipe.communicate(raw, timeout=self._dice.choice((0.05, 0.2, 20)))
            pipe.kill()
            if pipe.wait() == 0:
                return


@pytest.mark.parametrize("seed", [1, *(pytest.param(seed, marks=pytest.mark.soak) for seed in range(2, 6))])
def test_a_letter_that_comes_by_every_way_is_one_row_and_one_ticket_whoever_dies(
    url: sa.URL, tmp_path: Path, dovecot: Dovecot, seed: int
) -> None:
    """Faults B1: eight workers, each letter one to five times, while the product is killed about once a second.

    A row that eight lives have died with is a dead letter: kept, and tried again when an operator says so.
    """
    files, port, path = tmp_path / "files", _free_port(), variant(tmp_path)
    birth = started("-m", "tests.bots.email.ways_in.dying", url.render_as_string(False), str(files))
    dying = subprocess.Popen(
        [*birth, str(port), str(seed), dovecot.url, path],
        cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True,
    )  # fmt: skip
    letters = [letter(n, sender=f"c{n}@example.org", body=f"Words {n}.\r\n") for n in range(WORKERS * EACH)]
    workers = [
        Worker(port, letters[n::WORKERS], seed * 10 + n, url, files, dovecot) for n in range(WORKERS)
    ]  # fmt: skip
    try:
        for worker in workers:
            worker.start()
        for worker in workers:
            worker.join(timeout=200)
        until = time.monotonic() + 90
        while len(payloads(url)) < len(letters) and time.monotonic() < until:
            time.sleep(0.2)
    finally:
        said, _ = dying.communicate("end\n", timeout=20)
    assert sum(len(worker.accepted) for worker in workers) == len(letters)
    assert int(said.split()[-1]) >= 5
    assert sorted(subjects(kept(url, files))) == list(range(len(letters)))
    opened = asyncio.run(at_last(House(url, load(Path(path)), tmp_path)))
    print(f"{len(letters)} letters, {said.split()[-1]} lives")
    assert sorted(opened) == list(range(len(letters)))


async def at_last(house: House) -> list[int]:
    """A life in which nobody dies, and its operator tries the dead letters again. The subjects of all tickets."""
    await house.hop.unit(inbox.release)
    await MailDesk(house).reads()
    await house.hop.unit(unread.retry)
    await MailDesk(house).reads()
    house.close()
    return [int(row.subject) for row in house.rows("tickets")]
