"""What has happened between tickets: see core.tickets.events, where all kinds are known."""

from dataclasses import dataclass
from typing import ClassVar

from core.kinds import Audience, Event, Instant, PersonId, TicketId

PUBLIC, INTERNAL = Audience.PUBLIC, Audience.INTERNAL


@dataclass(frozen=True, slots=True)
class TicketLinked(Event):
    """Another ticket is something to this one; `link` is what it is, as in `core.tickets.links.Link`."""

    link: str
    other: TicketId
    audience: ClassVar[Audience] = INTERNAL


@dataclass(frozen=True, slots=True)
class TicketUnlinked(Event):
    link: str
    other: TicketId
    audience: ClassVar[Audience] = INTERNAL


@dataclass(frozen=True, slots=True)
class TicketMerged(Event):
    """It goes on in another ticket. `joined` came into copy there by it; the times are what it had named for itself."""

    into: TicketId
    joined: tuple[PersonId, ...] = ()
    resume_at: Instant | None = None
    choice_until: Instant | None = None
    audience: ClassVar[Audience] = INTERNAL


@dataclass(frozen=True, slots=True)
class TicketAbsorbed(Event):
    """Another ticket goes on in this one. Its targets count from the older registration.

    `opened_at` is its own, `since` the one that counts now; `stood` are the spans before its own in which the other one
    stood still, as from, to, from, to. `answered`: it was, so no first answer is owed from its registration on.
    """

    other: TicketId
    opened_at: Instant
    since: Instant
    stood: tuple[Instant, ...] = ()
    answered: bool = False
    audience: ClassVar[Audience] = PUBLIC


@dataclass(frozen=True, slots=True)
class TicketReleased(Event):
    """A merge is taken back: the other ticket stands by itself again. As in TicketAbsorbed."""

    other: TicketId
    opened_at: Instant
    since: Instant
    stood: tuple[Instant, ...] = ()
    apart: bool = False
    """The other one is somebody else's, who is told there."""
    answered: bool = False
    audience: ClassVar[Audience] = PUBLIC


@dataclass(frozen=True, slots=True)
class TicketUnmerged(Event):
    """It stands by itself again, as it was. `merged_at` is when it stopped, `rated` whether a grade is known."""

    into: TicketId
    status: str
    merged_at: Instant
    rated: bool = False
    audience: ClassVar[Audience] = PUBLIC


@dataclass(frozen=True, slots=True)
class IncidentsAnswered(Event):
    """A round of one answer is over: how many incidents it went to, and how many were left out (C5)."""

    round: int
    answered: int
    left: int
    audience: ClassVar[Audience] = INTERNAL


@dataclass(frozen=True, slots=True)
class TicketSnoozed(Event):
    """The agent who did it does not see it among theirs until then."""

    until: Instant
    audience: ClassVar[Audience] = INTERNAL


@dataclass(frozen=True, slots=True)
class SnoozeEnded(Event):
    """It is among somebody's again: `cause` is time, answer or agent. `late` as in StatusMoved."""

    person: PersonId
    cause: str
    late: bool = False
    audience: ClassVar[Audience] = INTERNAL


@dataclass(frozen=True, slots=True)
class WatchBegun(Event):
    """Whoever did it hears of everything on the ticket from now on."""

    audience: ClassVar[Audience] = INTERNAL


@dataclass(frozen=True, slots=True)
class WatchEnded(Event):
    audience: ClassVar[Audience] = INTERNAL
