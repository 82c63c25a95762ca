"""What can be asked of a ticket. Who asks is found out at the press; whether it applies is judged now (agreement 7)."""

from dataclasses import dataclass, field

from core.kinds import Command, Door, FileId, Instant, Json, MessageId, Origin, PersonId, TicketId
from core.spam.model import Verdict
from core.tickets.mailed import Copies


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file as its door described it; the content is fetched after the commit. `size` in bytes where it is known."""

    name: str
    media_type: str
    source: Json
    size: int | None = None
    kind: str = "document"
    refused: str | None = None
    """Its content will not come, which the door knows already; worded as in FileLost (E14)."""


@dataclass(frozen=True, slots=True)
class OpenTicket(Command):
    """A new ticket. An empty subject is made from the first line; a subject beyond the limit moves into the body.

    `linked_to` is a ticket of the same requester that this one goes on with, since that is closed for good (D8).
    `fields` are the form's answers by field id (B3), `observers` mail addresses (A4). Staff may open one for somebody
    else, `requester`, and say which of the profile's sources it came from, or by which door (C1); what it is tied to,
    by the names of `core.tickets.aspects.TIES` (B1). `copies` went to others too, who come
    into copy as far as they may.
    """

    subject: str
    body: str
    type: str | None = None
    attachments: tuple[Attachment, ...] = ()
    origin: Origin | None = None
    linked_to: TicketId | None = None
    service: str | None = None
    category: str | None = None
    priority: str | None = None
    brand: str | None = None
    fields: Json = field(default_factory=dict)
    observers: tuple[str, ...] = ()
    requester: PersonId | None = None
    source: str | None = None
    came_by: Door | None = None
    ties: Json = field(default_factory=dict)
    suspected: Verdict | None = None
    """What a filter says of it; whether it is set aside is judged with what is known of its sender (E3)."""
    copies: Copies | None = None


@dataclass(frozen=True, slots=True)
class AddComment(Command):
    """A public word: the requester's answer, or an agent's reply to them. `copies` as in OpenTicket."""

    ticket: TicketId
    body: str
    attachments: tuple[Attachment, ...] = ()
    origin: Origin | None = None
    copies: Copies | None = None


@dataclass(frozen=True, slots=True)
class AddNote(Command):
    """An internal word; it never reaches a client by any channel (B5)."""

    ticket: TicketId
    body: str
    attachments: tuple[Attachment, ...] = ()
    origin: Origin | None = None


@dataclass(frozen=True, slots=True)
class AddPending(Command):
    """A word that its door may not make a comment, such as a stranger's letter: only the agents see it (faults C8)."""

    ticket: TicketId
    body: str
    attachments: tuple[Attachment, ...] = ()
    origin: Origin | None = None


@dataclass(frozen=True, slots=True)
class Claim(Command):
    """Take the ticket for oneself. `rev` is the `workflow_rev` that was seen: of two at once one wins (faults B7)."""

    ticket: TicketId
    rev: int


@dataclass(frozen=True, slots=True)
class MoveStatus(Command):
    """An agent's move to another status, with what the move or the status demands (B6, B7)."""

    ticket: TicketId
    to: str
    rev: int
    comment: str = ""
    until: Instant | None = None
    hidden: bool = False
    """Only staff hear of it, and the comment is a note (E8)."""
    attachments: tuple[Attachment, ...] = ()
    fields: Json = field(default_factory=dict)
    """Answers to questions of its form that are given on the way (B3)."""


@dataclass(frozen=True, slots=True)
class Resolve(Command):
    """The requester says that it is solved (D3)."""

    ticket: TicketId


@dataclass(frozen=True, slots=True)
class Cancel(Command):
    """The requester takes the ticket back (D6)."""

    ticket: TicketId


@dataclass(frozen=True, slots=True)
class ReturnToWork(Command):
    """The requester is not content with the solution (A9)."""

    ticket: TicketId


@dataclass(frozen=True, slots=True)
class Rate(Command):
    """The requester's grade; a later one replaces it while rating is open. A word may come with it, or after (C10)."""

    ticket: TicketId
    grade: str
    comment: str = ""
    origin: Origin | None = None
    """Where the word was said, so that it can be changed there."""


@dataclass(frozen=True, slots=True)
class Close(Command):
    """The requester is content, and the ticket may be closed for good (D7)."""

    ticket: TicketId


@dataclass(frozen=True, slots=True)
class Mute(Command):
    """The person wants to hear nothing more of this ticket; the others go on (D3, D9)."""

    ticket: TicketId


@dataclass(frozen=True, slots=True)
class Unmute(Command):
    ticket: TicketId


@dataclass(frozen=True, slots=True)
class Escalate(Command):
    """The requester wants somebody else to look: with one of the profile's reasons and a text (D4)."""

    ticket: TicketId
    reason: str
    text: str
    attachments: tuple[Attachment, ...] = ()
    origin: Origin | None = None


@dataclass(frozen=True, slots=True)
class RestorePause(Command):
    """The customer's answer was not enough: the ticket waits for them again, as if it had never stopped (D2)."""

    ticket: TicketId
    rev: int
    comment: str = ""


@dataclass(frozen=True, slots=True)
class EditMessage(Command):
    """A message reads otherwise from now on: changed where it was written, or corrected. The old text is kept.

    `mark`: its place among the edits of this message at their door, whatever that counts them by; 0: none is known.
    `part`: which message of the chat was changed; where several are one message here, only its words are replaced.
    """

    ticket: TicketId
    message: MessageId
    body: str
    mark: int = 0
    part: str = ""


@dataclass(frozen=True, slots=True)
class FileStored(Command):
    """The content of an attachment has arrived and lies on disk."""

    ticket: TicketId
    file: FileId
    digest: str
    size: int


@dataclass(frozen=True, slots=True)
class FileLost(Command):
    """The content of an attachment cannot be had; `reason` is a code worded under `file-lost-<reason>`."""

    ticket: TicketId
    file: FileId
    reason: str
