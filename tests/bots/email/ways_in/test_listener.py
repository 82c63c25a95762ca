"""LMTP and SMTP over real sockets, with the clients of the standard library and aiosmtplib (faults A5, C3)."""

import asyncio
import contextlib
import smtplib
import socket
import time
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from pathlib import Path
from typing import TypeVar

import aiosmtplib
import pytest
import sqlalchemy as sa

from bots.email.ways_in import data, listener, session
from bots.email.ways_in.listen_address import listen_address
from bots.email.ways_in.listener import Listener
from bots.email.ways_in.postbox import Postbox
from core.api.errors import Misconfigured
from core.relay.receive import Journal
from core.storage.files import Files
from tests.bots.email.ways_in.post import LIMIT, kept, letter, payloads, postbox
from tests.core.house import House

T = TypeVar("T")
FROM, TO = "ivan@example.org", "desk@example.org"


@asynccontextmanager
async def listening(box: Postbox, url: str = "lmtp://127.0.0.1:0") -> AsyncIterator[Listener]:
    one = Listener(listen_address(url), box)
    await one.open()
    running = asyncio.create_task(one.run())
    try:
        yield one
    finally:
        one.stop()
        await running


def aside(work: Callable[[], T]) -> Awaitable[T]:
    return asyncio.to_thread(work)


def lmtp(port: int) -> smtplib.LMTP:
    return smtplib.LMTP("127.0.0.1", port, timeout=10)


async def test_a_letter_over_lmtp_is_a_row_and_every_recipient_is_answered(house: House) -> None:
    raw = letter()

    def send(port: int) -> list[tuple[int, bytes]]:
        with lmtp(port) as client:
            client.ehlo_or_helo_if_needed()
            client.mail(FROM)
            codes = [client.rcpt(f"desk{n}@example.org")[0] for n in range(3)]
            assert codes == [250] * 3
            client.putcmd("data")
            client.getreply()
            client.send(raw + b".\r\n")
            return [client.getreply() for _ in range(3)]

    async with listening(postbox(house)) as one:
        answers = await aside(lambda: send(one.port))
    assert [code for code, _ in answers] == [250] * 3
    assert kept(house.url, house.files._root) == [raw]
    [payload] = payloads(house.url)
    assert payload["arrived"] == "lmtp"
    assert payload["envelope"] == {"from": FROM, "to": [f"desk{n}@example.org" for n in range(3)]}


async def test_a_letter_over_smtp_keeps_its_envelope_and_its_octets(sqlite_house: House) -> None:
    raw = letter(body=".\r\n..\r\n.x\r\nпривет\r\n" + "x" * 5_000 + "\r\n\0\r\n")
    async with listening(postbox(sqlite_house), "smtp://127.0.0.1:0") as one:
        async with aiosmtplib.SMTP(hostname="127.0.0.1", port=one.port) as client:
            for extension in ("8bitmime", "smtputf8", "pipelining"):
                assert client.supports_extension(extension)
            assert client.esmtp_extensions["size"] == str(LIMIT)
            await client.sendmail("", ["заявки@example.org"], raw, mail_options=["SMTPUTF8", "BODY=8BITMIME"])
    assert kept(sqlite_house.url, sqlite_house.files._root) == [raw]
    assert payloads(sqlite_house.url)[0]["envelope"] == {"from": "", "to": ["заявки@example.org"]}
    assert payloads(sqlite_house.url)[0]["arrived"] == "smtp"


async def test_the_socket_of_this_machine_serves_too(sqlite_house: House, tmp_path: Path) -> None:
    path = tmp_path / "lmtp"
    for _ in range(2):
        async with listening(postbox(sqlite_house), f"lmtp+unix://{path}"):
            assert path.stat().st_mode & 0o777 == 0o660
            await aside(lambda: smtplib.LMTP(str(path)).sendmail(FROM, [TO], letter()))
    assert len(kept(sqlite_house.url, sqlite_house.files._root)) == 2


async def test_a_letter_that_comes_again_is_taken_and_is_one_row(house: House) -> None:
    raw = letter()
    async with listening(postbox(house)) as one, listening(postbox(house), "smtp://127.0.0.1:0") as other:

        def send() -> None:
            for _ in range(3):
                with lmtp(one.port) as client:
                    client.sendmail(FROM, [TO], raw)
                with smtplib.SMTP("127.0.0.1", other.port) as client:
                    client.sendmail(FROM, [TO], b"Received: by relay\r\n" + raw)

        await asyncio.gather(*(aside(send) for _ in range(4)))  # fmt: skip
    assert len(payloads(house.url)) == 1


async def test_what_is_too_large_is_refused_for_good_before_and_after_it_came(sqlite_house: House) -> None:
    async with listening(postbox(sqlite_house)) as one:

        def send() -> list[int]:
            with lmtp(one.port) as client:
                client.ehlo_or_helo_if_needed()
                announced = client.docmd("MAIL", f"FROM:<{FROM}> SIZE={LIMIT + 1}")[0]
                client.mail(FROM)
                client.rcpt(TO)
                unannounced = client.data(letter(body="x" * 70 + "\r\n" * LIMIT))[0]
                client.mail(FROM)
                client.rcpt(TO)
                return [announced, unannounced, client.data(letter())[0]]

        assert await aside(send) == [552, 552, 250]  # fmt: skip
    assert len(kept(sqlite_house.url, sqlite_house.files._root)) == 1
    assert len([path for path in sqlite_house.files._root.rglob("*") if path.is_file()]) == 1


SMUGGLED = (
    b"\n.\nMAIL FROM:<e@f>\n",
    b"\n.\r\nMAIL FROM:<e@f>\r\n",
    b"\r\n.\nMAIL FROM:<e@f>\r\n",
    b"\r.\rMAIL FROM:<e@f>\r",
)


@pytest.mark.parametrize("trick", SMUGGLED)
async def test_a_smuggled_letter_is_none(trick: bytes, sqlite_house: House) -> None:
    """CVE-2024-27305."""
    raw = letter() + trick + b"RCPT TO:<g@h>\r\nDATA\r\n" + letter(sender="boss@example.org") + b".\r\n"
    async with listening(postbox(sqlite_house), "smtp://127.0.0.1:0") as one:

        def send() -> tuple[int, int]:
            with smtplib.SMTP("127.0.0.1", one.port, timeout=10) as client:
                client.ehlo()
                client.mail(FROM)
                client.rcpt(TO)
                client.putcmd("data")
                client.getreply()
                client.send(raw)
                return client.getreply()[0], client.noop()[0]

        assert await aside(send) == (550, 250)  # fmt: skip
    assert payloads(sqlite_house.url) == []


async def test_a_disk_that_refuses_says_later_and_the_line_goes_on(sqlite_house: House, tmp_path: Path) -> None:
    """Faults A10. A file where a folder should be refuses as a full disk does."""
    root = sqlite_house.files._root
    for n in range(256):
        (root / f"{n:02x}").write_bytes(b"")
    raw = letter()
    async with listening(postbox(sqlite_house)) as one:
        assert await aside(lambda: _answers(one.port, raw)) == [451]
        assert payloads(sqlite_house.url) == []
        for n in range(256):
            (root / f"{n:02x}").unlink()
        assert await aside(lambda: _answers(one.port, raw, raw)) == [250, 250]
    assert kept(sqlite_house.url, root) == [raw]


async def test_a_database_that_is_away_says_later(
    sqlite_url: sa.URL, open_house: Callable[[sa.URL], House], tmp_path: Path
) -> None:
    house = open_house(sqlite_url)
    with sa.create_engine(sqlite_url).begin() as conn:
        conn.exec_driver_sql("ALTER TABLE inbox RENAME TO gone")
    raw = letter()
    async with listening(postbox(house)) as one:
        assert await aside(lambda: _answers(one.port, raw, letter())) == [451, 451]
        with sa.create_engine(sqlite_url).begin() as conn:
            conn.exec_driver_sql("ALTER TABLE gone RENAME TO inbox")
        assert await aside(lambda: _answers(one.port, raw)) == [250]
    assert kept(house.url, house.files._root) == [raw]


def _answers(port: int, *raws: bytes) -> list[int]:
    codes = []
    with lmtp(port) as client:
        for raw in raws:
            client.ehlo_or_helo_if_needed()
            client.mail(FROM)
            client.rcpt(TO)
            codes.append(client.data(raw)[0])
    return codes


async def test_nothing_is_said_before_the_commit(sqlite_house: House) -> None:
    """Agreement 3: the answer waits for the journal, however long that takes."""
    held, journal = asyncio.Event(), Journal(sqlite_house.hop)

    async def slow(entries: object) -> int:
        await held.wait()
        return await journal(entries)  # type: ignore[arg-type]

    async with listening(Postbox(sqlite_house.files, slow, LIMIT)) as one:
        sending = asyncio.ensure_future(aside(lambda: _answers(one.port, letter())))
        await asyncio.sleep(0.3)
        assert not sending.done() and payloads(sqlite_house.url) == []
        held.set()
        assert await sending == [250]
        assert len(payloads(sqlite_house.url)) == 1


async def test_slow_and_silent_lines_are_closed(sqlite_house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(session, "IDLE", 0.3)
    monkeypatch.setattr(data, "STALL", 0.3)
    async with listening(postbox(sqlite_house)) as one:
        reader, writer = await asyncio.open_connection("127.0.0.1", one.port)
        await asyncio.wait_for(reader.read(), 5)
        writer.close()
        reader, writer = await asyncio.open_connection("127.0.0.1", one.port)
        writer.write(b"LHLO x\r\nMAIL FROM:<a@b>\r\nRCPT TO:<c@d>\r\nDATA\r\nhalf a let")
        said = await asyncio.wait_for(reader.read(), 5)
        assert said.splitlines()[-1].startswith(b"421 4.4.2")
        writer.close()
    assert payloads(sqlite_house.url) == []


async def test_there_is_room_for_so_many_lines(sqlite_house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(listener, "LINES_OF_ONE", 5)
    async with listening(postbox(sqlite_house)) as one:
        lines = [await asyncio.open_connection("127.0.0.1", one.port) for _ in range(8)]
        said = sorted([(await reader.readline())[:3] for reader, _ in lines])
        assert said == [b"220"] * 5 + [b"421"] * 3
        for _, writer in lines:
            writer.close()
        async with asyncio.timeout(5):
            while one._lines:  # noqa: ASYNC110
                await asyncio.sleep(0.01)
        assert await aside(lambda: _answers(one.port, letter())) == [250]


async def test_a_stop_finishes_the_letter_that_is_under_way(sqlite_house: House) -> None:
    one = Listener(listen_address("lmtp://127.0.0.1:0"), postbox(sqlite_house))
    await one.open()
    running = asyncio.create_task(one.run())
    idle_reader, idle_writer = await asyncio.open_connection("127.0.0.1", one.port)
    reader, writer = await asyncio.open_connection("127.0.0.1", one.port)
    writer.write(b"LHLO x\r\nMAIL FROM:<a@b>\r\nRCPT TO:<c@d>\r\nDATA\r\n" + letter())
    await asyncio.sleep(0.2)
    port = one.port
    one.stop()
    assert b"421 4.3.2" in await asyncio.wait_for(idle_reader.read(), 5)
    with pytest.raises(OSError):
        await asyncio.open_connection("127.0.0.1", port)
    writer.write(b".\r\n")
    said = await asyncio.wait_for(reader.read(), 5)
    assert [line[:3] for line in said.splitlines()[-2:]] == [b"250", b"421"]
    await asyncio.wait_for(running, 5)
    assert len(payloads(sqlite_house.url)) == 1
    for line in (writer, idle_writer):
        line.close()


async def test_an_address_that_is_taken_is_one_line(sqlite_house: House) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        url = f"smtp://127.0.0.1:{taken.getsockname()[1]}"
        with pytest.raises(Misconfigured, match="Mail cannot be listened for"):
            await Listener(listen_address(url), postbox(sqlite_house)).open()


async def test_nonsense_on_the_line_breaks_nothing(sqlite_house: House) -> None:
    async with listening(postbox(sqlite_house)) as one:
        for raw in (
            b"\0" * 200_000,
            b"\xff\xfe\r\n" * 50,
            b"EHLO x\r\n",
            b"DATA\r\n",
            b"MAIL FROM:" + b"<" * 3_000 + b"\r\n",
        ):
            _, writer = await asyncio.open_connection("127.0.0.1", one.port)
            with contextlib.suppress(ConnectionError):
                writer.write(raw)
                await writer.drain()
            writer.close()
        assert await aside(lambda: _answers(one.port, letter())) == [250]


async def test_fifty_megabytes_go_to_the_disk_and_not_into_memory(sqlite_house: House, tmp_path: Path) -> None:
    """Faults C3: what is kept in memory of a letter is a buffer; the loop is free while it comes."""
    size = 49_000_000
    raw = letter(body=("x" * 76 + "\r\n") * (size // 78))
    worst = 0.0

    async def watch() -> None:
        nonlocal worst
        while True:
            began = time.monotonic()
            await asyncio.sleep(0.005)
            worst = max(worst, time.monotonic() - began)

    async with listening(Postbox(Files(tmp_path / "f"), Journal(sqlite_house.hop), 50_000_000)) as one:
        watching = asyncio.create_task(watch())
        began = time.monotonic()
        sender = await asyncio.create_subprocess_exec("python3", "-c", SENDER, str(one.port), str(size // 78))
        assert await sender.wait() == 0
        print(f"50 MB in {time.monotonic() - began:.1f} s, the loop was held for {worst * 1000:.0f} ms at most")
        watching.cancel()
    assert worst < 1.0
    [payload] = payloads(sqlite_house.url)
    assert isinstance(payload["size"], int) and payload["size"] > size * 0.99
    del raw


SENDER = """
import smtplib, sys
with smtplib.LMTP("127.0.0.1", int(sys.argv[1]), timeout=60) as client:
    client.sendmail("a@b", ["c@d"], b"Message-ID: <big@x>\\r\\n\\r\\n" + (b"x" * 76 + b"\\r\\n") * int(sys.argv[2]))
"""
