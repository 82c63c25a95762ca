"""What a generated desk begins with, as every process that makes a part of it gets it."""

from dataclasses import dataclass

from core.clock import DAY
from core.generate.cast import Cast
from core.generate.season import Arrivals
from core.kinds import Instant
from core.profile.schema import Profile

CHUNK = 500
"""Tickets that are made together, by dice of their own: so it does not matter who makes them, or in which order."""
MESSAGES, EVENTS = 32, 64
"""Ids kept for the messages and events of a ticket, on average; what is left over is a gap."""


@dataclass(frozen=True, slots=True)
class Order:
    """`tickets` in the `days` before `until`; the same order makes the same rows."""

    tickets: int
    seed: int
    until: Instant
    days: int = 730

    @property
    def since(self) -> Instant:
        return self.until - self.days * DAY


@dataclass(frozen=True, slots=True)
class First:
    """The first ids that are free."""

    ticket: int
    message: int
    event: int


@dataclass(frozen=True, slots=True)
class Scene:
    profile: Profile
    order: Order
    cast: Cast
    arrivals: Arrivals
    first: First
