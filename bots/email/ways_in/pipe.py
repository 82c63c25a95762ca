"""The pipe of a mail server: one letter on standard input, one process (faults A5)."""

from collections.abc import AsyncIterator
from typing import BinaryIO

from bots.email.incoming_key import HEAD
from bots.email.ways_in.data import CHUNK
from bots.email.ways_in.postbox import Envelope, Postbox
from core.api.letters import Entry, TooLarge


class Piped:
    """All that comes is read, even when no more is kept: a mail server takes a closed pipe for a failure."""

    def __init__(self, stream: BinaryIO) -> None:
        self._stream = stream
        self.head = b""
        self.size = 0

    async def chunks(self) -> AsyncIterator[bytes]:
        while chunk := self._stream.read(CHUNK):
            self.head += chunk[: HEAD - len(self.head)]
            self.size += len(chunk)
            yield chunk


async def piped(box: Postbox, stream: BinaryIO, envelope: Envelope) -> tuple[Entry, bool]:
    """The row of a letter, committed, and whether it is new. One that is too large leaves a stub (faults C3)."""
    letter = Piped(stream)
    try:
        entry = await box.keep(letter.chunks(), envelope)
    except TooLarge:
        async for _ in letter.chunks():
            pass
        entry = await box.stub(letter.head, letter.size, envelope)
    return entry, await box.journal(entry)
