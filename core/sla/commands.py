"""What time asks of the targets, and what an agent says to their ladders."""

from dataclasses import dataclass

from core.kinds import Command, Instant, TicketId


@dataclass(frozen=True, slots=True)
class StepsDue(Command):
    """Steps of the ticket's targets have come due (X5). What was fired, or is not due any more, fires nothing."""

    ticket: TicketId


@dataclass(frozen=True, slots=True)
class SilenceDue(Command):
    """Nobody has answered for long enough (A10, D7). `due` guards against a timer that was set anew meanwhile."""

    ticket: TicketId
    due: Instant


@dataclass(frozen=True, slots=True)
class SurveyDue(Command):
    """Time to ask what the work was worth (C10). `due` guards as in SilenceDue."""

    ticket: TicketId
    due: Instant


@dataclass(frozen=True, slots=True)
class IdleDue(Command):
    """Whoever has the ticket has left it alone for too long. `due` guards as in SilenceDue."""

    ticket: TicketId
    due: Instant


@dataclass(frozen=True, slots=True)
class Acknowledge(Command):
    """An agent has taken notice: the ladders of what runs now tell nobody further (X5)."""

    ticket: TicketId
