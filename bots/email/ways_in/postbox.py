"""What every way in does with a letter: its octets to disk, then a row, and only then may the sender be told."""

from collections.abc import AsyncIterator, Awaitable, Callable, Iterable
from dataclasses import dataclass

import structlog

from bots.email.incoming_key import Passing
from core.api.letters import Entry, Files

log = structlog.get_logger("mail")

SOURCE = "mail"
MEGABYTE = 1_000_000
Journal = Callable[[Iterable[Entry]], Awaitable[int]]


@dataclass(frozen=True, slots=True)
class Envelope:
    """What stood outside the letter. No sender means that nobody said; an empty one is that of automatic mail."""

    arrived: str
    sender: str | None = None
    recipients: tuple[str, ...] = ()


class Postbox:
    """`limit` is the greatest letter in octets. One letter is one row, whichever ways it takes (faults B2)."""

    def __init__(self, files: Files, journal: Journal, limit: int) -> None:
        self.limit = limit
        self._files = files
        self._journal = journal

    async def take(self, chunks: AsyncIterator[bytes], envelope: Envelope) -> bool:
        """Returns when the letter is committed; says whether it is new. Raises what `keep` and the journal raise."""
        return await self.journal(await self.keep(chunks, envelope))

    async def journal(self, entry: Entry) -> bool:
        fresh = bool(await self._journal([entry]))
        if not fresh:
            log.info("a letter that is here already", key=entry.external_id, digest=entry.payload["digest"])
        return fresh

    async def keep(self, chunks: AsyncIterator[bytes], envelope: Envelope) -> Entry:
        """The letter on disk, and the row it will be. Raises TooLarge, or OSError where the disk refuses."""
        passing = Passing()
        stored = await self._files.keep(_fed(passing, chunks), self.limit)
        return _entry(passing, envelope, {"digest": stored.digest, "size": stored.size})

    async def stub(self, beginning: bytes, size: int, envelope: Envelope) -> Entry:
        """What is left of a letter of `size` octets that is too large: its header (faults C3)."""
        passing = Passing()
        passing.feed(beginning)
        stored = await self._files.keep(_one(passing.head), len(passing.head))
        return _entry(passing, envelope, {"digest": stored.digest, "size": stored.size, "oversize": size})


def _entry(passing: Passing, envelope: Envelope, kept: dict[str, object]) -> Entry:
    key = passing.key()
    outside = {"from": envelope.sender, "to": list(envelope.recipients)}
    payload = {**kept, "arrived": envelope.arrived, "envelope": outside}
    return Entry(SOURCE, key, f"mail:{passing.sender() or key}", payload)


async def _fed(passing: Passing, chunks: AsyncIterator[bytes]) -> AsyncIterator[bytes]:
    async for chunk in chunks:
        passing.feed(chunk)
        yield chunk


async def _one(content: bytes) -> AsyncIterator[bytes]:
    yield content
