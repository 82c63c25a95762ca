"""Contents that came with a letter: its octets are here already, so a file is read out of them when it is wanted."""

import asyncio
from collections.abc import AsyncIterator

from bots.email.incoming.parse import parse
from bots.email.incoming.shapes import Letter
from core.api.kinds import Door, Json
from core.api.letters import Files
from core.api.ports import FetchFailed

CHUNK = 64 * 1024


class LetterFiles:
    """`source` is `{"letter": digest, "part": number}`; without a part it is the letter itself.

    One letter is taken apart at a time, since a letter may be as large as the desk takes them.
    """

    door = Door.MAIL

    def __init__(self, files: Files) -> None:
        self._files = files
        self._turn = asyncio.Lock()

    async def fetch(self, source: Json) -> AsyncIterator[bytes]:
        async with self._turn:
            content = await asyncio.to_thread(self._content, str(source["letter"]), source.get("part"))
        for start in range(0, len(content), CHUNK):
            yield content[start : start + CHUNK]

    def _content(self, digest: str, part: int | None) -> bytes:
        try:
            raw = self._files.path(digest).read_bytes()
        except FileNotFoundError:
            raise FetchFailed("gone") from None
        if part is None:
            return raw
        letter = parse(raw)
        if not isinstance(letter, Letter) or part >= len(letter.parts):
            raise FetchFailed("gone")
        return letter.parts[part].content
