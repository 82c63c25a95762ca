"""From a journalled letter to whoever reads it: the row and the letter's octets, as they came."""

import asyncio
from typing import Protocol

from bots.email.ways_in.postbox import SOURCE
from core.api.errors import Poison
from core.api.letters import Files
from core.api.ports import Claimed


class LetterReader(Protocol):
    """Understands letters. `read` ends with the row settled, or raises: Poison for a letter to be set aside whole."""

    async def read(self, claimed: Claimed, raw: bytes) -> None: ...


class LetterReceiver:
    """Works off the inbox rows of mail, those of one sender in order. The payload beside the octets: `postbox`."""

    source = SOURCE

    def __init__(self, files: Files, reader: LetterReader) -> None:
        self._files = files
        self._reader = reader

    def question(self, claimed: Claimed) -> None:
        """What has to be known depends on what a letter turns out to be."""

    async def receive(self, claimed: Claimed, answer: object = None) -> None:
        path = self._files.path(str(claimed.payload["digest"]))
        try:
            raw = await asyncio.to_thread(path.read_bytes)
        except FileNotFoundError:
            raise Poison("the letter's octets are gone") from None
        await self._reader.read(claimed, raw)
