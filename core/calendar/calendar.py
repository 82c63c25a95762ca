"""Business time as the rest of the core uses it: a desk with windows, or one that never closes."""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Protocol

from core.calendar.public import Names
from core.kinds import Instant

FIRST, LAST = 1900, 2199
"""Beyond these years nothing is reckoned: OverflowError."""


class Calendar(Protocol):
    """Spans are microseconds of working time. A window holds its first microsecond and not its end."""

    @property
    def zone(self) -> str: ...

    def is_open(self, at: Instant) -> bool: ...

    def next_open(self, at: Instant) -> Instant:
        """The instant itself when it is working time."""

    def add(self, start: Instant, span: int) -> Instant:
        """When so much has been worked since `start`: at a window's very end, not at the next opening.

        Nothing to work, outside hours: the next opening. One hour from Friday 17:00 ends on Friday at 18:00 (C3).
        """

    def between(self, start: Instant, end: Instant) -> int:
        """Working time from one instant to another; negative when the other comes first."""

    def windows(self, start: Instant, end: Instant) -> Iterator[tuple[Instant, Instant]]:
        """The working time between two instants, window by window: `between`, told step by step (X5)."""

    def closed(self, start: Instant, end: Instant) -> Mapping[date, Names]:
        """The days off among the local dates from one instant to another, with their names: why nothing was worked."""

    def working_days(self, start: Instant, days: int) -> Instant:
        """The same local time on the Nth later working date; the first date does not count (D7)."""
