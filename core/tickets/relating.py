"""What is asked of tickets that have to do with each other, and of time set by hand."""

from dataclasses import dataclass

from core.kinds import Command, Instant, MessageId, TicketId


@dataclass(frozen=True, slots=True)
class TieProblem(Command):
    """The ticket is an incident of a problem from now on, or of none (C5)."""

    ticket: TicketId
    problem: TicketId | None


@dataclass(frozen=True, slots=True)
class SetParent(Command):
    """The ticket is a part of another one's work, or of none."""

    ticket: TicketId
    parent: TicketId | None


@dataclass(frozen=True, slots=True)
class Merge(Command):
    """The ticket becomes a part of another, which goes on for both (X2). `rev` as in Claim.

    `shared`: who reads one of them alone may read both from now on; without it nobody comes to read anything new.
    """

    ticket: TicketId
    into: TicketId
    rev: int
    shared: bool = False


@dataclass(frozen=True, slots=True)
class Unmerge(Command):
    """Both stand by themselves again."""

    ticket: TicketId


@dataclass(frozen=True, slots=True)
class Split(Command):
    """A message becomes a ticket of its own, alone or with what its side has said after it (X2)."""

    ticket: TicketId
    message: MessageId
    subject: str = ""
    following: bool = False


@dataclass(frozen=True, slots=True)
class Snooze(Command):
    """The agent does not want to see the ticket among theirs until then; without a time: from now on again (X2)."""

    ticket: TicketId
    until: Instant | None


@dataclass(frozen=True, slots=True)
class SnoozeDue(Command):
    """Some agent's named time has come. What was set anew meanwhile is left alone."""

    ticket: TicketId


@dataclass(frozen=True, slots=True)
class Watch(Command):
    """The agent wants to hear of everything that happens to the ticket (X2)."""

    ticket: TicketId


@dataclass(frozen=True, slots=True)
class Unwatch(Command):
    ticket: TicketId


@dataclass(frozen=True, slots=True)
class AnswerIncidents(Command):
    """One answer for all open incidents of a problem (C5). `after` is the round before it that was seen, or 0."""

    ticket: TicketId
    body: str
    after: int
    resolves: bool = True


@dataclass(frozen=True, slots=True)
class AnswerNext(Command):
    """The next few incidents of a round. `reached` guards against another that has done them meanwhile."""

    round: int
    reached: TicketId
