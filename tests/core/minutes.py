"""The slow oracle of business time (faults H3): a clock on the wall, watched minute by minute, and a paper on the door.

Written from the requirements alone. It only asks what the wall shows at an instant, never at which instant the wall
shows something, and it counts on its fingers. Minutes are UTC epoch minutes.
"""

from array import array
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from functools import cache, lru_cache
from itertools import accumulate
from zoneinfo import ZoneInfo

import holidays

WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
MINUTES = 1440


@dataclass(frozen=True, eq=False)
class Paper:
    """What hangs on the door. A date's hours are the minutes since its midnight; those over midnight are its own."""

    zone: str
    week: Mapping[str, Sequence[str]]
    country: str | None = None
    on: Mapping[date, Sequence[str]] = field(default_factory=dict)
    off: Mapping[date, Mapping[str, str]] = field(default_factory=dict)
    _known: dict[int, frozenset[int]] = field(default_factory=dict)

    def hours(self, day: int) -> frozenset[int]:
        if day not in self._known:
            written = self._written(date.fromordinal(day))
            self._known[day] = frozenset(minute for text in written for minute in _between(text))
        return self._known[day]

    def says_open(self, minute: int) -> bool:
        """`minute` counts local minutes from the first midnight of all."""
        day, rest = divmod(minute, MINUTES)
        return rest in self.hours(day) or rest + MINUTES in self.hours(day - 1)

    def _written(self, day: date) -> Sequence[str]:
        if day in self.on:
            return self.on[day]
        if day in self.off:
            return ()
        usual = self.week.get(WEEKDAYS[day.weekday()], ())
        if self.country:
            public = _public(self.country, day.year)
            if day in public:
                return ()
            if day in public.weekend_workdays and not usual:
                return next((self.week[name] for name in WEEKDAYS[:5] if self.week.get(name)), ())
        return usual


class Minutes:
    """A watch from one minute to another. An hour that comes twice is over when it has been once."""

    def __init__(self, paper: Paper, first: int, last: int) -> None:
        self.first = first
        self._paper = paper
        self.shown, self.reached = _watched(paper.zone, first, last)
        self.open = bytes(paper.says_open(minute) for minute in self.reached)

    def is_open(self, minute: int) -> bool:
        return bool(self.open[minute - self.first])

    def between(self, start: int, end: int) -> int:
        if end < start:
            return -self.between(end, start)
        return sum(1 for minute in range(start, end) if self.is_open(minute))

    def add(self, start: int, span: int) -> int | None:
        """When so many minutes have been worked; None when nobody watched so long."""
        for place in range(start - self.first, len(self.open)):
            if span == 0 and self.open[place]:
                return place + self.first
            if self.open[place]:
                span -= 1
                if span == 0:
                    return place + self.first + 1
        return None

    def working_days(self, start: int, days: int) -> int | None:
        """The Nth later date on which anybody worked its own hours, at the time that the wall shows at the start."""
        today, time = divmod(self.shown[start - self.first], MINUTES)
        dates = sorted({minute // MINUTES for minute in self.reached[start - self.first :]})
        worked = [day for day in dates if day > today and self._worked(day)]
        return self._appointed(worked[days - 1] * MINUTES + time) if len(worked) >= days else None

    def _worked(self, day: int) -> bool:
        reached = set(self.reached)
        return any(day * MINUTES + minute in reached for minute in self._paper.hours(day))

    def _appointed(self, wall: int) -> int | None:
        """The first minute that shows it; where none does, as much after the leap as it lies after its beginning."""
        for place, (before, shown) in enumerate(zip(self.shown, self.shown[1:], strict=False), start=1):
            if shown == wall:
                return self.first + place
            if before < wall < shown:
                return self.first + place + wall - before - 1
        return None


@cache
def changes(zone: str) -> tuple[int, ...]:
    """The minutes in which the clocks of a zone change, 2024–2030."""
    first, last = (int(datetime(year, 1, 1, tzinfo=UTC).timestamp()) // 60 for year in (2024, 2031))
    days = [day for day in range(first, last, MINUTES) if _ahead(zone, day) != _ahead(zone, day + MINUTES)]
    minutes = (minute for day in days for minute in range(day + 1, day + MINUTES + 1))
    return tuple(minute for minute in minutes if _ahead(zone, minute) != _ahead(zone, minute - 1))


@lru_cache(maxsize=512)
def _watched(zone: str, first: int, last: int) -> tuple["array[int]", "array[int]"]:
    """What the wall shows in each minute, and the latest that it has ever shown, looking from a day before."""
    shown = [minute + _ahead(zone, minute) for minute in range(first - MINUTES, last)]
    reached = list(accumulate(shown, max))
    return _counted(shown[MINUTES:]), _counted(reached[MINUTES:])


def _counted(minutes: list[int]) -> "array[int]":
    """From the first midnight of all instead of 1970's."""
    midnight = date(1970, 1, 1).toordinal() * MINUTES
    return array("q", [minute + midnight for minute in minutes])


def _ahead(zone: str, minute: int) -> int:
    there = datetime.fromtimestamp(minute * 60, _zone(zone)).utcoffset()
    assert there is not None
    return there // timedelta(minutes=1)


@cache
def _zone(name: str) -> ZoneInfo:
    return ZoneInfo(name)


def _between(text: str) -> range:
    opens, closes = (int(one[:2]) * 60 + int(one[3:]) for one in text.split("–"))
    return range(opens, closes if closes > opens else closes + MINUTES)


@cache
def _public(country: str, year: int) -> holidays.HolidayBase:
    return holidays.country_holidays(country, years=year, expand=False)
