"""What is asked while somebody of the desk looks at a ticket or answers it (E8, E10)."""

from dataclasses import dataclass, field
from enum import StrEnum

from core.kinds import Command, Instant, Json, MessageId, TicketId
from core.tickets.commands import Attachment


class Deed(StrEnum):
    """What somebody of the desk is doing with a ticket right now (E10)."""

    VIEW = "view"
    ANSWER = "answer"


@dataclass(frozen=True, slots=True)
class Reply(Command):
    """An agent's answer with all that follows from it, at once: one notice to the customer, or none (E8).

    `to`, `until` and `fields` move the ticket with it, judged as in MoveStatus. `hidden`: it is a note, and nobody
    outside hears of it. `seen` is the newest word that the agent had before their eyes, so that they hear of later ones
    first.
    """

    ticket: TicketId
    body: str
    attachments: tuple[Attachment, ...] = ()
    to: str = ""
    rev: int = 0
    until: Instant | None = None
    hidden: bool = False
    seen: MessageId | None = None
    fields: Json = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Attend(Command):
    """A sign that the agent is at it; it counts for a minute (E10)."""

    ticket: TicketId
    deed: Deed = Deed.VIEW


@dataclass(frozen=True, slots=True)
class Leave(Command):
    """They have done with it."""

    ticket: TicketId
    deed: Deed = Deed.VIEW


@dataclass(frozen=True, slots=True)
class PresenceDue(Command):
    """Somebody has been there for a while, or is there no more, and the card does not say so yet."""

    ticket: TicketId
