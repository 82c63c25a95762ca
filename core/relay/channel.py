"""The ports to the outside: what a channel is asked to deliver, and what it is asked to fetch."""

from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from core.kinds import Door, Json, PersonId
from core.outbox.endings import Ending
from core.outbox.model import Kind
from core.views.tidings import Content, Shown


@dataclass(frozen=True, slots=True)
class FileContent:
    """A content on disk that goes along."""

    path: Path
    name: str
    media_type: str
    kind: str
    size: int


@dataclass(frozen=True, slots=True)
class Delivery:
    """One call's worth of work. `id` is stable over attempts, for channels that can ask whether it arrived before.

    `part` counts from 0 in a text that is longer than one message; `unsure` says that an earlier try may have arrived.
    `row` is the outbox's, for whoever reports on it later.
    `files` go along where the channel bundles them. `person` and `name` are those of a personal address; `zone` is that
    of its clock, where no client can ask it (mail). `blind`: nobody vouches for its reader, so that nothing that was
    typed may be repeated (faults G1).
    """

    id: str
    address: str
    language: str
    kind: Kind
    part: int
    unsure: bool
    content: Content
    shown: Shown
    file: FileContent | None = None
    files: tuple[FileContent, ...] = ()
    person: PersonId | None = None
    name: str = ""
    row: int = 0
    zone: str = "UTC"
    blind: bool = False
    topic: str | None = None
    """The ticket's own place within the address; `beside`: where the ticket was opened, if that was another one."""
    beside: str | None = None
    doubts: int = 0
    """How many tries of this part ended so that nobody knows."""
    offers_chat: bool = False
    """The reader may be told of the chat with the bot."""
    rev: int | None = None
    """Which text of a message it carries."""


@dataclass(frozen=True, slots=True)
class Limits:
    """What the other side bears: messages per second to one address (with a burst), and overall.

    `shared`: the same two for an address that is nobody's own, where it bears less; `is_shared` knows one by its key.
    Whoever has not been let in yet has a chat of their own, and no row in persons: that says nothing.
    """

    per_address: float
    burst: int
    overall: float
    shared: tuple[float, int] | None = None
    is_shared: Callable[[str], bool] | None = None

    def at(self, key: str) -> tuple[float, int]:
        if self.shared is not None and self.is_shared is not None and self.is_shared(key):
            return self.shared
        return self.per_address, self.burst


class Channel(Protocol):
    """A way out. Whatever happens is an ending; an exception counts as unsure.

    `reconciles`: before it sends an unsure delivery again, it asks the other side whether that arrived (agreement 6).
    `bundles`: a message goes out together with its files, once they are here.
    """

    door: Door
    limits: Limits | None
    reconciles: bool
    bundles: bool

    async def deliver(self, delivery: Delivery) -> Ending: ...


class FetchFailed(Exception):
    """The content will never come; `reason` is a code worded under `file-lost-<reason>`."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


class Fetcher(Protocol):
    """The way to contents that a door has announced. Any other exception than FetchFailed means: try again."""

    door: Door

    def fetch(self, source: Json) -> AsyncIterator[bytes]: ...
