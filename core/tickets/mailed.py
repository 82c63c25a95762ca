"""What only letters bring along, and what is asked about them."""

from dataclasses import dataclass

from core.kinds import Command, MessageId, TicketId

LETTER = "letter"
"""The kind of a file that is the letter itself, for agents only."""


@dataclass(frozen=True, slots=True)
class Copies:
    """Whom a letter went to beside the desk (A4). `vouched`: its sender was proved to be who it says."""

    emails: tuple[str, ...]
    vouched: bool = False


@dataclass(frozen=True, slots=True)
class FetchLetter(Command):
    """An agent wants the letter that a message was taken from, as a file beside it. Once is enough."""

    ticket: TicketId
    message: MessageId | None = None
    """The first word of the ticket, where none is named."""
