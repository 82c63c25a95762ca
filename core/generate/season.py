"""When customers write: by the time of the year, the day of the week, the hour, and the desk's own calendar. Pure."""

from bisect import bisect_right
from collections.abc import Iterator
from itertools import accumulate
from zoneinfo import ZoneInfo

from core.calendar.calendar import Calendar
from core.calendar.wall import local
from core.clock import DAY, HOUR
from core.generate.dice import Dice
from core.kinds import Instant

MONTHS = (0.80, 1.00, 1.08, 1.02, 0.90, 0.88, 0.78, 0.82, 1.12, 1.18, 1.15, 1.10)
"""January and the summer are quiet, the autumn is not."""
HOURS = (2, 1, 1, 1, 1, 2, 4, 10, 35, 90, 125, 120, 95, 80, 100, 105, 95, 75, 35, 22, 16, 12, 8, 4)
CLOSED = 0.15
"""How much of an hour is left when the desk does not work then."""
GROWTH = 0.4
BAD_DAYS, BAD = 0.015, 1.9
"""Days on which something large breaks, and how much more is written then."""


class Arrivals:
    """Tickets come in order: the n-th of so many has its share of the whole, and chance moves it within that."""

    def __init__(self, calendar: Calendar, first: Instant, until: Instant, dice: Dice) -> None:
        self._first, self._until = first, until
        self._ends = list(accumulate(_weights(calendar, first, until, dice)))

    def at(self, share: float) -> Instant:
        """The instant before which such a share of all tickets has come, 0 ≤ share < 1."""
        reached = share * self._ends[-1]
        hour = min(bisect_right(self._ends, reached), len(self._ends) - 1)
        before = self._ends[hour - 1] if hour else 0.0
        part = (reached - before) / (self._ends[hour] - before)
        return min(self._first + hour * HOUR + int(part * HOUR), self._until - 1)


def _weights(calendar: Calendar, first: Instant, until: Instant, dice: Dice) -> Iterator[float]:
    zone, whole = ZoneInfo(calendar.zone), max(until - first, 1)
    today, day = 1.0, -1
    for at in range(first, until, HOUR):
        wall = local(zone, at)
        if (at - first) // DAY != day:
            day, today = (at - first) // DAY, dice.lognormvariate(0, 0.12) * (BAD if dice.chance(BAD_DAYS) else 1)
        grown = 1 + GROWTH * (at - first) / whole
        works = 1.0 if calendar.is_open(at) else CLOSED
        yield HOURS[wall.hour] * MONTHS[wall.month - 1] * works * today * grown
