"""What can be asked of a ticket. Who asks is found out at the press; whether it applies is judged now (agreement 7)."""

from dataclasses import dataclass

from core.kinds import Command, FileId, Instant, Json, Origin, TicketId


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
    """A new ticket. An empty subject is made from the first line; a subject beyond the limit moves into the body."""

    subject: str
    body: str
    type: str | None = None
    attachments: tuple[Attachment, ...] = ()
    origin: Origin | None = None


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
