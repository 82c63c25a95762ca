"""Letters as they are kept, for whoever has to look at one whole: the agents' door reads them by this port."""

from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from core.api.kinds import Instant


@dataclass(frozen=True, slots=True)
class WholeLetter:
    """All that a letter says, as far as it can be read; every word is its sender's. `size` in octets.

    `files` are names with sizes. `unread` says that only its header could be read.
    """

    sender: str = ""
    to: str = ""
    cc: str = ""
    subject: str = ""
    date: Instant | None = None
    text: str = ""
    files: tuple[tuple[str, int], ...] = ()
    size: int = 0
    unread: bool = False


class Letters(Protocol):
    """By digest. None where the octets are gone."""

    async def read(self, digest: str) -> WholeLetter | None: ...

    def path(self, digest: str) -> Path: ...
