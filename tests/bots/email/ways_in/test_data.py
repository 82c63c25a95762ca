"""A DATA command, octet by octet: RFC 5321, 4.5.2, and what smugglers send (CVE-2024-27305)."""

import asyncio
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bots.email.ways_in import data
from bots.email.ways_in.data import Bare, Data, Stalled

LINES = st.lists(st.binary(max_size=200).map(lambda raw: raw.replace(b"\r", b"").replace(b"\n", b"")), max_size=20)
DOTTED = st.lists(st.sampled_from([b".", b"..", b".x", b"", b"x." * 40, b"." * 70]), max_size=20)


def stuffed(lines: list[bytes]) -> bytes:
    return b"".join((b"." if line.startswith(b".") else b"") + line + b"\r\n" for line in lines) + b".\r\n"


async def read(raw: bytes, seed: int = 0, limit: int = 64) -> tuple[bytes, bytes]:
    """The letter, and what was left on the line."""
    reader = asyncio.StreamReader(limit=limit)
    dice = Random(seed)

    async def feed() -> None:
        rest = raw
        while rest:
            step = dice.randrange(1, 90)
            reader.feed_data(rest[:step])
            rest = rest[step:]
            await asyncio.sleep(0)

    feeding = asyncio.create_task(feed())
    try:
        letter = b"".join([chunk async for chunk in Data(reader)])
        await feeding
        reader.feed_eof()
        return letter, await reader.read()
    finally:
        feeding.cancel()


@given(st.one_of(LINES, DOTTED), st.integers(0, 1000))
def test_what_was_sent_is_what_is_read_and_nothing_behind_the_dot(lines: list[bytes], seed: int) -> None:
    letter, left = asyncio.run(read(stuffed(lines) + b"NEXT\r\n", seed))
    assert letter == b"".join(line + b"\r\n" for line in lines)
    assert left == b"NEXT\r\n"


@pytest.mark.parametrize(
    "trick", [b"\n.\n", b"\n.\r\n", b"\r\n.\n", b"\r.\r", b"\r.\r\n", b"\r\n.\r", b"\0\n.\r\n", b"\r\r\n"]
)
@pytest.mark.parametrize("before", [b"", b"x" * 63, b"x" * 64, b"x" * 65, b"x" * 200])
async def test_a_line_that_ends_otherwise_is_never_the_end_of_a_letter(trick: bytes, before: bytes) -> None:
    raw = before + trick + b"MAIL FROM:<b@c>\r\n.\r\nNEXT\r\n"
    reader = asyncio.StreamReader(limit=64)
    reader.feed_data(raw)
    stream = Data(reader)
    with pytest.raises(Bare):
        async for _ in stream:
            pass
    await stream.drain()
    reader.feed_eof()
    assert await reader.read() == b"NEXT\r\n"


async def test_a_sender_that_stops_is_not_waited_for(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(data, "STALL", 0.05)
    reader = asyncio.StreamReader()
    reader.feed_data(b"half a letter\r\n")
    with pytest.raises(Stalled):
        async for _ in Data(reader):
            pass


async def test_a_trickle_ends_too(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(data, "LONGEST", 0.2)
    reader = asyncio.StreamReader()

    async def trickle() -> None:
        while True:
            reader.feed_data(b"x\r\n")
            await asyncio.sleep(0.01)

    trickling = asyncio.create_task(trickle())
    with pytest.raises(Stalled):
        async for _ in Data(reader):
            pass
    trickling.cancel()
