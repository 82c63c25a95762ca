"""What happens to a ticket. Rows of an append-only history; fields here are its payload (agreement 9)."""

from dataclasses import dataclass
from typing import Any, ClassVar

from core.kinds import Audience, Event, FileId, Instant, MessageId, PersonId

PUBLIC, INTERNAL = Audience.PUBLIC, Audience.INTERNAL


@dataclass(frozen=True, slots=True)
class TicketOpened(Event):
    message: MessageId
    audience: ClassVar[Audience] = PUBLIC


@dataclass(frozen=True, slots=True)
class CommentAdded(Event):
    """`by_staff` says which side spoke: answers to the customer are delivered, the customer's are shown to agents."""

    message: MessageId
    by_staff: bool
    audience: ClassVar[Audience] = PUBLIC


@dataclass(frozen=True, slots=True)
class NoteAdded(Event):
    message: MessageId
    audience: ClassVar[Audience] = INTERNAL


@dataclass(frozen=True, slots=True)
class TicketAssigned(Event):
    assignee: PersonId
    before: PersonId | None
    audience: ClassVar[Audience] = PUBLIC


@dataclass(frozen=True, slots=True)
class StatusMoved(Event):
    """`party` is agent, requester or system; `message` the comment that went with it."""

    source: str
    to: str
    party: str
    until: Instant | None = None
    message: MessageId | None = None
    audience: ClassVar[Audience] = PUBLIC


@dataclass(frozen=True, slots=True)
class TicketRated(Event):
    grade: str
    before: str | None
    audience: ClassVar[Audience] = PUBLIC


@dataclass(frozen=True, slots=True)
class FileArrived(Event):
    """The message says who may see it; so the event itself stays within."""

    file: FileId
    message: MessageId
    audience: ClassVar[Audience] = INTERNAL


@dataclass(frozen=True, slots=True)
class FileMissed(Event):
    file: FileId
    message: MessageId
    reason: str
    audience: ClassVar[Audience] = INTERNAL


KINDS: dict[str, type[Event]] = {
    kind.__name__: kind
    for kind in (
        TicketOpened, CommentAdded, NoteAdded, TicketAssigned, StatusMoved, TicketRated, FileArrived, FileMissed,
    )
}  # fmt: skip


def written(event: Event) -> dict[str, Any]:
    names: tuple[str, ...] = type(event).__slots__
    return {name: getattr(event, name) for name in names}


def read(kind: str, payload: dict[str, Any]) -> Event:
    return KINDS[kind](**payload)
