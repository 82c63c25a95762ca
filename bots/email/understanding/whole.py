"""A letter that is kept, read again for somebody who wants all of it: what was hidden, too (faults C10)."""

import asyncio
from pathlib import Path

from bots.email.incoming import words
from bots.email.incoming.parse import parse
from bots.email.incoming.shapes import Address, Letter
from bots.email.incoming_key import Passing
from bots.letters import WholeLetter
from core.api.kinds import clean, one_line, shorten
from core.api.letters import Files

LINE = 1_000


class KeptLetters:
    """One letter is taken apart at a time, since a letter may be as large as the desk takes them."""

    def __init__(self, files: Files) -> None:
        self._files = files
        self._turn = asyncio.Lock()

    async def read(self, digest: str) -> WholeLetter | None:
        async with self._turn:
            return await asyncio.to_thread(self._read, digest)

    def path(self, digest: str) -> Path:
        return self._files.path(digest)

    def _read(self, digest: str) -> WholeLetter | None:
        try:
            raw = self.path(digest).read_bytes()
        except (FileNotFoundError, ValueError):
            return None
        parsed = parse(raw)
        return _whole(parsed, len(raw)) if isinstance(parsed, Letter) else _header(raw)


def _whole(letter: Letter, size: int) -> WholeLetter:
    return WholeLetter(
        sender=_people(letter.sender) if letter.sender else "",
        to=_people(*letter.to),
        cc=_people(*letter.cc),
        subject=letter.subject,
        date=letter.date,
        text=clean(letter.text),
        files=tuple((part.name, len(part.content)) for part in letter.parts),
        size=size,
    )


def _header(raw: bytes) -> WholeLetter:
    """What stands in the header of a letter that is beyond a cap."""
    passing = Passing()
    passing.feed(raw)

    def field(name: bytes) -> str:
        return shorten(one_line(words.decoded(passing.field(name).decode("ascii", "surrogateescape"))), LINE)

    return WholeLetter(field(b"from"), field(b"to"), field(b"cc"), field(b"subject"), size=len(raw), unread=True)


def _people(*people: Address) -> str:
    return shorten(", ".join(f"{one.name} <{one.mail}>" if one.name else one.mail for one in people), LINE)
