"""What time asks of a ticket. Each is judged again when it comes: meanwhile anything may have happened."""

from dataclasses import dataclass

from core.clock import MINUTE
from core.kinds import Command, Instant, TicketId

LATE = MINUTE
"""What is done later than this after its time is marked so: nothing ran meanwhile (faults H2)."""


def late(due: Instant, now: Instant) -> bool:
    return now - due > LATE


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
