"""The letter in a DATA command, read as it comes: it is on its way to the disk before it has ended."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from enum import Enum, auto

CHUNK = 64 * 1024
PIECES = 1_000
STALL = 120.0
"""Seconds without an octet; RFC 5321, 4.5.3.2.5 lets a sender take three minutes for a block, none of ours does."""
LONGEST = 600.0
"""Seconds for a whole letter, so that a trickle does not hold a line for ever (faults C3)."""


class Bare(Exception):
    """A CR or LF alone: what one server takes for the end of a letter smuggles a second one in (CVE-2024-27305)."""


class Stalled(Exception):
    """The sender has stopped, or would take for ever."""


class _At(Enum):
    START = auto()
    """At the beginning of a line."""
    DOT = auto()
    ENDING = auto()
    """After a dot that began a line, and a CR: LF would be the end."""
    RETURN = auto()
    TEXT = auto()
    END = auto()


class Data:
    """Ends with the lone dot; dots that were doubled are single again (RFC 5321, 4.5.2). Only CRLF ends a line.

    Text is read as far as the next line that begins with a dot; sign by sign only where the end may be.
    """

    def __init__(self, reader: asyncio.StreamReader) -> None:
        self._reader = reader
        self._until = asyncio.get_running_loop().time() + LONGEST
        self._at = _At.START
        self._return = b""

    def __aiter__(self) -> "Data":
        return self

    async def __anext__(self) -> bytes:
        """Raises Bare and Stalled; after Bare the rest can still be drained."""
        while True:
            pieces = await self._some()
            if pieces is None:
                raise StopAsyncIteration
            if text := self._checked(b"".join(pieces)):
                return text

    async def drain(self) -> None:
        """To the dot, so that the answer is heard (RFC 5321, 4.2.5). Raises Stalled."""
        while await self._some() is not None:
            pass

    async def _some(self) -> list[bytes] | None:
        """About a chunk; the loop gets its turn after each, however short the lines are."""
        pieces: list[bytes] = []
        size = 0
        async with _patience(self._until):
            await asyncio.sleep(0)
            while size < CHUNK and len(pieces) < PIECES and self._at is not _At.END:
                piece = await self._piece()
                size += len(piece)
                pieces.append(piece)
        return pieces or None

    async def _piece(self) -> bytes:
        if self._at is not _At.TEXT:
            return self._step(await self._reader.readexactly(1))
        try:
            text = await self._reader.readuntil(b"\r\n.")
        except asyncio.LimitOverrunError as error:
            return await self._reader.readexactly(error.consumed)
        self._at = _At.DOT
        return text[:-1]

    def _step(self, sign: bytes) -> bytes:
        """What a sign adds to the text, which may be one that was not sure before."""
        before = self._at
        if before is _At.START and sign == b".":
            self._at = _At.DOT
            return b""
        if before is _At.DOT and sign == b"\r":
            self._at = _At.ENDING
            return b""
        if before is _At.ENDING and sign == b"\n":
            self._at = _At.END
            return b""
        if sign == b"\r":
            self._at = _At.RETURN
        else:
            self._at = _At.START if before is _At.RETURN and sign == b"\n" else _At.TEXT
        return b"\r" + sign if before is _At.ENDING else sign

    def _checked(self, text: bytes) -> bytes:
        """A CR at the end of a chunk waits for what follows."""
        text = self._return + text
        self._return = b"\r" if text.endswith(b"\r") else b""
        text = text.removesuffix(b"\r")
        if not text.count(b"\r\n") == text.count(b"\r") == text.count(b"\n"):
            raise Bare
        return text


@asynccontextmanager
async def _patience(until: float) -> AsyncIterator[None]:
    try:
        async with asyncio.timeout_at(min(until, asyncio.get_running_loop().time() + STALL)):
            yield
    except TimeoutError:
        raise Stalled from None
