"""What is said in a group chat: a ticket is made of a message, and words are added to it there (X1)."""

from dataclasses import dataclass

from core.kinds import Command, MessageId, Origin, TicketId, Visitor
from core.tickets.commands import Attachment


@dataclass(frozen=True, slots=True)
class OpenInGroup(Command):
    """`origin` is the message that the ticket is made of, `author` who wrote it, where that is a person."""

    body: str
    attachments: tuple[Attachment, ...]
    origin: Origin
    author: Visitor | None = None


@dataclass(frozen=True, slots=True)
class SpeakInGroup(Command):
    ticket: TicketId
    body: str
    attachments: tuple[Attachment, ...]
    origin: Origin


@dataclass(frozen=True, slots=True)
class EditInGroup(Command):
    """One's own words, where they were written."""

    ticket: TicketId
    message: MessageId
    body: str
    origin: Origin
