"""What happens to a ticket. Rows of an append-only history; fields here are its payload (agreement 9)."""

from dataclasses import dataclass
from typing import ClassVar

from core.kinds import Audience, Event, FileId, Instant, MessageId, PersonId, TicketId

PUBLIC, INTERNAL = Audience.PUBLIC, Audience.INTERNAL


@dataclass(frozen=True, slots=True)
class TicketOpened(Event):
    """`linked_to` is the closed ticket that this one goes on with (D8)."""

    message: MessageId
    linked_to: TicketId | None = None
    audience: ClassVar[Audience] = PUBLIC


@dataclass(frozen=True, slots=True)
class CommentAdded(Event):
    """`by_staff` says which side spoke: answers to the customer are delivered, the customer's are shown to agents.

    An observer is on the customer's side, and their word neither moves nor stops anything (A4). `held`: it had waited,
    and stands where the agents see it already.
    """

    message: MessageId
    by_staff: bool
    by_observer: bool = False
    held: bool = False
    audience: ClassVar[Audience] = PUBLIC


@dataclass(frozen=True, slots=True)
class NoteAdded(Event):
    message: MessageId
    audience: ClassVar[Audience] = INTERNAL


@dataclass(frozen=True, slots=True)
class TicketAssigned(Event):
    """Somebody's work from now on, a group's, or nobody's."""

    assignee: PersonId | None
    before: PersonId | None
    group: str | None = None
    group_before: str | None = None
    audience: ClassVar[Audience] = PUBLIC


@dataclass(frozen=True, slots=True)
class StatusMoved(Event):
    """`party` is agent, requester or system; `message` the comment that went with it.

    `restored` says that a pause goes on as if it had never been broken (D2).
    """

    source: str
    to: str
    party: str
    until: Instant | None = None
    message: MessageId | None = None
    restored: bool = False
    late: bool = False
    """It was due before, and nothing ran then."""
    audience: ClassVar[Audience] = PUBLIC


@dataclass(frozen=True, slots=True)
class TicketEscalated(Event):
    """`reason` is one of the profile's; `message` the text that had to follow (D4)."""

    reason: str
    message: MessageId
    audience: ClassVar[Audience] = PUBLIC


@dataclass(frozen=True, slots=True)
class ChoiceAsked(Event):
    """The customer has answered a resolved ticket; until then they can say whether it goes on or closes (D7)."""

    until: Instant
    audience: ClassVar[Audience] = PUBLIC


@dataclass(frozen=True, slots=True)
class TicketMuted(Event):
    audience: ClassVar[Audience] = INTERNAL


@dataclass(frozen=True, slots=True)
class TicketUnmuted(Event):
    audience: ClassVar[Audience] = INTERNAL


@dataclass(frozen=True, slots=True)
class TicketContinued(Event):
    """A later ticket goes on with this one."""

    by: TicketId
    audience: ClassVar[Audience] = PUBLIC


@dataclass(frozen=True, slots=True)
class MessageEdited(Event):
    """`rev` numbers the texts of a message from 1; the old ones are kept."""

    message: MessageId
    rev: int
    audience: ClassVar[Audience] = INTERNAL


@dataclass(frozen=True, slots=True)
class FilesAdded(Event):
    """More of an album has come: its files belong to the message that began it."""

    message: MessageId
    audience: ClassVar[Audience] = INTERNAL


@dataclass(frozen=True, slots=True)
class TicketRated(Event):
    """`message` is the word that came with the grade, or after it (C10)."""

    grade: str
    before: str | None
    message: MessageId | None = None
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


@dataclass(frozen=True, slots=True)
class SlaWarned(Event):
    """So much of a target is used up; `tell` are those of its ladder (X5). `late` says that it was due before."""

    metric: str
    cycle: int
    percent: int
    due_at: Instant
    late: bool
    tell: tuple[str, ...]
    audience: ClassVar[Audience] = INTERNAL


@dataclass(frozen=True, slots=True)
class SlaBreached(Event):
    """A target was not met in time: `due_at` is when that was."""

    metric: str
    cycle: int
    percent: int
    due_at: Instant
    late: bool
    tell: tuple[str, ...]
    audience: ClassVar[Audience] = INTERNAL


@dataclass(frozen=True, slots=True)
class SlaAcknowledged(Event):
    """Somebody has taken notice: the ladders of what runs now tell nobody further."""

    audience: ClassVar[Audience] = INTERNAL
