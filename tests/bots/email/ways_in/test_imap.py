"""Letters from a real mailbox: faults A4, B1, C3, I6. Whoever else looks into it, whatever becomes of it."""

import asyncio
import imaplib
import time
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from random import Random

import pytest
import sqlalchemy as sa
from structlog.testing import capture_logs

from bots.email.ways_in import imap_letters, imap_reader
from bots.email.ways_in.imap_account import account
from bots.email.ways_in.imap_line import ImapLine, Withheld
from bots.email.ways_in.imap_reader import ImapReader, probe
from core.api.errors import Misconfigured
from core.inbox import mailboxes
from core.relay.mailboxes import Mailboxes
from core.storage.engine import reader as engine_of
from tests.bots.email.ways_in.dovecot import Dovecot
from tests.bots.email.ways_in.post import kept, letter, payloads, postbox, subjects
from tests.core.house import House


@pytest.fixture(autouse=True)
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(imap_reader, "FIRST_PAUSE", 0.05)


@asynccontextmanager
async def reading(house: House, url: str, limit: int = 1_000_000) -> AsyncIterator[ImapReader]:
    one = ImapReader(account(url), postbox(house, limit), Mailboxes(house.hop))
    running = asyncio.create_task(one.run())
    try:
        yield one
    finally:
        running.cancel()
        await asyncio.wait({running})


def here(house: House) -> list[int]:
    return subjects(kept(house.url, house.files._root))


async def until(holds: Callable[[], bool], seconds: float = 20) -> None:
    async with asyncio.timeout(seconds):
        while not holds():  # noqa: ASYNC110
            await asyncio.sleep(0.02)


async def read_all(house: House, dovecot: Dovecot, count: int) -> None:
    async with reading(house, dovecot.url):
        await until(lambda: len(payloads(house.url)) >= count)


def state(house: House) -> mailboxes.Mailbox:
    with engine_of(house.url).connect() as conn:
        row = conn.execute(sa.select(mailboxes.mailboxes)).one()
        return mailboxes.Mailbox(row.name, row.validity, row.last, tuple(row.holes))


async def test_letters_become_rows_and_the_mailbox_is_left_as_it_was(house: House, dovecot: Dovecot) -> None:
    raws = [letter(n) for n in range(5)]
    dovecot.drop(*raws)
    await read_all(house, dovecot, 5)
    assert kept(house.url, house.files._root) == raws
    client = dovecot.client()
    assert client.uid("FETCH", "1:*", "(FLAGS)")[1] == [b"%d (UID %d FLAGS (\\Recent))" % (n, n) for n in range(1, 6)]
    assert {str(one["arrived"]) for one in payloads(house.url)} == {"imap"}


async def test_a_letter_that_comes_while_the_mailbox_is_read_is_told_by_the_server(
    sqlite_house: House, dovecot: Dovecot
) -> None:
    """RFC 2177: long before the next look."""
    async with reading(sqlite_house, dovecot.url) as one:
        for n in range(6):
            dovecot.drop(letter(n))
            await until(lambda n=n: len(payloads(sqlite_house.url)) == n + 1, 5)  # type: ignore[misc]
            await asyncio.sleep(0.03 * n)
        assert one.healthy
    assert here(sqlite_house) == list(range(6))


async def test_a_server_without_idle_is_asked_again(
    sqlite_house: House, dovecot: Dovecot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(ImapLine, "idles", False)
    monkeypatch.setattr(imap_reader, "EVERY", 0.1)
    async with reading(sqlite_house, dovecot.url):
        for n in range(3):
            dovecot.drop(letter(n))
            await until(lambda n=n: len(payloads(sqlite_house.url)) == n + 1, 5)  # type: ignore[misc]


async def test_what_somebody_else_has_read_is_read_here_too(sqlite_house: House, dovecot: Dovecot) -> None:
    """Faults A4: a phone that looks into the mailbox, before and while it is read."""
    dice = Random(4)
    async with reading(sqlite_house, dovecot.url):
        other = dovecot.client()
        for n in range(30):
            dovecot.drop(letter(n))
            other.noop()
            if dice.random() < 0.6:
                other.store("1:*", "+FLAGS", r"(\Seen \Answered)")
        await until(lambda: len(payloads(sqlite_house.url)) == 30)
    assert sorted(here(sqlite_house)) == list(range(30))


async def test_a_long_absence_loses_nothing(house: House, dovecot: Dovecot) -> None:
    """Faults A4: 500 letters came, some were read by others, some are gone; the rest is here, each once."""
    dovecot.drop(letter(0))
    await read_all(house, dovecot, 1)
    dovecot.drop(*(letter(n) for n in range(1, 501)))
    other = dovecot.client()
    other.store("1:400", "+FLAGS", r"(\Seen)")
    numbers = subjects([_one(other, uid) for uid in range(2, 502)])
    gone = {numbers[n] for n in range(0, 500, 7)}
    other.uid("STORE", ",".join(str(numbers.index(n) + 2) for n in gone), "+FLAGS", r"(\Deleted)")
    other.expunge()
    began = time.monotonic()
    await read_all(house, dovecot, 501 - len(gone))
    print(f"{501 - len(gone)} letters in {time.monotonic() - began:.1f} s")
    assert sorted(here(house)) == sorted({*range(501)} - gone)


def _one(client: imaplib.IMAP4, uid: int) -> bytes:
    found = client.uid("FETCH", str(uid), "(BODY.PEEK[HEADER.FIELDS (SUBJECT)])")[1][0]
    assert isinstance(found, tuple)
    return bytes(found[1])


async def test_a_mailbox_that_is_numbered_anew_doubles_nothing_and_loses_nothing(
    house: House, dovecot: Dovecot
) -> None:
    raws = [letter(n) for n in range(40)]
    dovecot.drop(*raws[:30], b"From: a@b\nSubject: 100\n\nwithout any id\n")
    await read_all(house, dovecot, 31)
    before = state(house)
    for round_ in range(2):
        dovecot.stop()
        dovecot.renumber()
        dovecot.start()
        dovecot.drop(*raws[30 + 5 * round_ : 35 + 5 * round_])
        await read_all(house, dovecot, 36 + 5 * round_)
        await asyncio.sleep(0.1)
    assert state(house).validity != before.validity
    assert len(payloads(house.url)) == 41
    found = [raw.partition(b"Subject: ")[2].split()[0] for raw in kept(house.url, house.files._root)]
    assert sorted(map(int, found)) == [*range(40), 100]


async def test_what_was_settled_long_ago_is_not_taken_again(sqlite_house: House, dovecot: Dovecot) -> None:
    """The housekeeping forgets other inputs after a fortnight; a mailbox may show a letter again after any time."""
    dovecot.drop(letter(0))
    await read_all(sqlite_house, dovecot, 1)
    with sa.create_engine(sqlite_house.url).begin() as conn:
        conn.exec_driver_sql("UPDATE inbox SET state = 'done', settled_at = 1")
    await sqlite_house.jobs.forget()
    dovecot.stop()
    dovecot.renumber()
    dovecot.start()
    dovecot.drop(letter(1))
    await read_all(sqlite_house, dovecot, 2)
    assert here(sqlite_house) == [0, 1]


async def test_a_server_that_goes_away_is_found_again(sqlite_house: House, dovecot: Dovecot) -> None:
    async with reading(sqlite_house, dovecot.url) as one:
        for n in range(3):
            dovecot.drop(letter(n))
            await until(lambda n=n: n in here(sqlite_house))  # type: ignore[misc]
            dovecot.stop()
            dovecot.drop(letter(100 + n))
            if n == 1:
                await until(lambda: not one.healthy)
            dovecot.start()
            await until(lambda n=n: 100 + n in here(sqlite_house))  # type: ignore[misc]
            dovecot.drop(letter(200 + n))
            await until(lambda n=n: 200 + n in here(sqlite_house))  # type: ignore[misc]
        assert one.healthy
    assert sorted(here(sqlite_house)) == [0, 1, 2, 100, 101, 102, 200, 201, 202]


async def test_a_refused_login_is_said_and_not_tried_in_a_circle(sqlite_house: House, dovecot: Dovecot) -> None:
    """Faults I6."""
    wrong = dovecot.url.replace(dovecot.password, "s3cret-of-the-desk")
    with capture_logs() as logs:
        async with reading(sqlite_house, wrong) as one:
            await until(lambda: not one.healthy)
            await asyncio.sleep(1)
    said = [log for log in logs if log["event"] == "the mailbox does not let us in"]
    assert len(said) == 1 and said[0]["alarm"] is True and said[0]["log_level"] == "error"
    assert "s3cret" not in str(logs)
    with pytest.raises(Misconfigured, match="The mailbox cannot be read"):
        await probe(account(dovecot.url.replace("INBOX", "Nowhere")))
    await probe(account(dovecot.url))


async def test_large_letters_come_in_pieces_and_the_greatest_leave_their_header(
    sqlite_house: House, dovecot: Dovecot, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Faults C3: the size is asked for first."""
    monkeypatch.setattr(imap_letters, "PIECE", 10_000)
    sizes = [9_990, 10_000, 20_000, 30_001, 49_000, 60_000, 10]
    raws = [letter(n, body="x" * 70 + "\r\n" + "y" * size) for n, size in enumerate(sizes)]
    dovecot.drop(*raws)
    async with reading(sqlite_house, dovecot.url, limit=50_000):
        await until(lambda: len(payloads(sqlite_house.url)) == len(sizes))
    by_number = {subjects([raw])[0]: raw for raw in kept(sqlite_house.url, sqlite_house.files._root)}
    assert [by_number[n] for n in (0, 1, 2, 3, 4, 6)] == [raws[n] for n in (0, 1, 2, 3, 4, 6)]
    assert by_number[5] == raws[5][: raws[5].index(b"\r\n\r\n") + 4]
    assert [one.get("oversize") for one in payloads(sqlite_house.url)].count(len(raws[5])) == 1


async def test_a_letter_that_the_server_withholds_stops_no_other_and_is_asked_for_again(
    sqlite_house: House, dovecot: Dovecot, monkeypatch: pytest.MonkeyPatch
) -> None:
    broken, real = {3, 5}, ImapLine.get

    def get(line: ImapLine, uids: list[int], what: str) -> dict[int, bytes]:
        if what == imap_letters.LETTER and broken & {*uids}:
            raise Withheld("[SERVERBUG] damaged")
        return real(line, uids, what)

    monkeypatch.setattr(ImapLine, "get", get)
    monkeypatch.setattr(imap_reader, "EVERY", 0.1)
    monkeypatch.setattr(imap_reader, "HOLES_EVERY", 0.1)
    dovecot.drop(*(letter(n) for n in range(8)))
    async with reading(sqlite_house, dovecot.url):
        await until(lambda: len(payloads(sqlite_house.url)) == 6)
        assert state(sqlite_house).holes == (3, 5) and state(sqlite_house).last == 8
        other = dovecot.client()
        other.uid("STORE", "5", "+FLAGS", r"(\Deleted)")
        other.expunge()
        broken.clear()
        await until(lambda: len(payloads(sqlite_house.url)) == 7 and state(sqlite_house).holes == ())
    assert len(here(sqlite_house)) == 7


async def test_older_letters_can_be_left_out_when_a_mailbox_is_new(sqlite_house: House, dovecot: Dovecot) -> None:
    client = dovecot.client()
    for n, day in enumerate(("01-Oct-2026", "31-Oct-2026", "02-Nov-2026", "05-Nov-2026")):
        client.append("INBOX", "", f'"{day} 12:00:00 +0000"', letter(n))
    async with reading(sqlite_house, dovecot.url + "?since=2026-11-01"):
        await until(lambda: len(payloads(sqlite_house.url)) == 2)
        dovecot.drop(letter(9))
        await until(lambda: len(payloads(sqlite_house.url)) == 3)
    assert here(sqlite_house) == [2, 3, 9]


async def test_rows_and_state_are_one_commit(house: House, dovecot: Dovecot) -> None:
    """A crash between them would lose letters or ask for them for ever: a state that is refused brings no row."""
    dovecot.drop(*(letter(n) for n in range(3)))
    with sa.create_engine(house.url).begin() as conn:
        conn.exec_driver_sql("ALTER TABLE mailboxes RENAME COLUMN last TO gone")
    with capture_logs() as logs:
        async with reading(house, dovecot.url) as one:
            await until(lambda: not one.healthy)
    assert payloads(house.url) == [] and any("no letters" in log["event"] for log in logs)
    with sa.create_engine(house.url).begin() as conn:
        conn.exec_driver_sql("ALTER TABLE mailboxes RENAME COLUMN gone TO last")
    await read_all(house, dovecot, 3)
    assert here(house) == [0, 1, 2]


async def test_a_reader_that_is_told_to_stop_does_so_at_once(sqlite_house: House, dovecot: Dovecot) -> None:
    async with reading(sqlite_house, dovecot.url):
        dovecot.drop(letter())
        await until(lambda: len(payloads(sqlite_house.url)) == 1)
        await asyncio.sleep(0.3)
        began = time.monotonic()
    assert time.monotonic() - began < 1.0
