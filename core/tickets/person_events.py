"""What happens to whoever asked for a ticket: see core.tickets.events, where all kinds are known."""

from dataclasses import dataclass
from typing import ClassVar

from core.kinds import Audience, Event, PersonId

INTERNAL = Audience.INTERNAL


@dataclass(frozen=True, slots=True)
class RequesterJoined(Event):
    """They have proved to be somebody known: the ticket is that person's. `join` is the row that undoes it."""

    before: PersonId
    into: PersonId
    join: int
    audience: ClassVar[Audience] = INTERNAL


@dataclass(frozen=True, slots=True)
class RequesterParted(Event):
    """They were somebody else after all."""

    before: PersonId
    into: PersonId
    audience: ClassVar[Audience] = INTERNAL


@dataclass(frozen=True, slots=True)
class RequesterForgotten(Event):
    """They wished to be forgotten: no answer reaches them any more."""

    audience: ClassVar[Audience] = INTERNAL
