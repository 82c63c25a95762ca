"""What can be asked of a ticket. Who asks is found out at the press; whether it applies is judged now (agreement 7)."""

from dataclasses import dataclass

from core.kinds import Command, FileId, Instant, Json, MessageId, Origin, TicketId


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file as its door described it; the content is fetched after the commit. `size` in bytes where it is known."""

    name: str
    media_type: str
    source: Json
    size: int | None = None
    kind: str = "document"


@dataclass(frozen=True, slots=True)
class OpenTicket(Command):
    """A new ticket. An empty subject is made from the first line; a subject beyond the limit moves into the body.

    `linked_to` is a ticket of the same requester that this one goes on with, since that is closed for good (D8).
    """

    subject: str
    body: str
    type: str | None = None
    attachments: tuple[Attachment, ...] = ()
    origin: Origin | None = None
    linked_to: TicketId | None = None


@dataclass(frozen=True, slots=True)
class AddComment(Command):
    """A public word: the requester's answer, or an agent's reply to them."""

    ticket: TicketId
    body: str
    attachments: tuple[Attachment, ...] = ()
    origin: Origin | None = None


@dataclass(frozen=True, slots=True)
class AddNote(Command):
    """An internal word; it never reaches a client by any channel (B5)."""

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
    """The requester's grade; a later one replaces it while rating is open."""

    ticket: TicketId
    grade: str


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
    """The author has changed a message where it was written. The old text is kept."""

    ticket: TicketId
    message: MessageId
    body: str


@dataclass(frozen=True, slots=True)
class ChoiceDue(Command):
    """The customer has answered and not said whether work goes on: it does (D7). `due` guards as in ResumeDue."""

    ticket: TicketId
    due: Instant


@dataclass(frozen=True, slots=True)
class ResumeDue(Command):
    """The named time of a postponed ticket has come (B7). `due` guards against a time that was changed meanwhile."""

    ticket: TicketId
    due: Instant


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
