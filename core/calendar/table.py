"""Every window of some years in a row, and how much work lies before each: what a calendar searches by bisection."""

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import accumulate

from core.calendar.plan import Plan
from core.calendar.wall import exact, reached
from core.kinds import Instant


@dataclass(frozen=True, slots=True)
class Year:
    """Windows and working dates (as ordinals) of one year. A window that a change of clocks leaves empty is none."""

    windows: tuple[tuple[Instant, Instant], ...]
    days: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """`since` and `until` bound what it knows for certain, wherever the zone: a night reaches into the next day."""

    first: int
    last: int
    since: Instant
    until: Instant
    starts: list[Instant]
    ends: list[Instant]
    before: list[int]
    total: int
    days: list[int]

    def worked(self, at: Instant) -> int:
        """Working time from the table's beginning to an instant."""
        place = bisect_right(self.starts, at) - 1
        if place < 0:
            return 0
        end = self.ends[place]
        return self.before[place] + (at if at < end else end) - self.starts[place]


def read_year(plan: Plan, year: int) -> Year:
    windows: list[tuple[Instant, Instant]] = []
    days: list[int] = []
    for day, hours in plan.days(year):
        spans = [(reached(plan.zone, day, one.start), reached(plan.zone, day, one.end)) for one in hours]
        if real := [span for span in spans if span[0] < span[1]]:
            windows += real
            days.append(day.toordinal())
    return Year(tuple(windows), tuple(days))


def join(first: int, years: Sequence[Year]) -> Table:
    """One table of successive years. Where an exceptional day begins within the night before, no time counts twice."""
    starts: list[Instant] = []
    ends: list[Instant] = []
    days: list[int] = []
    for year in years:
        days += year.days
        for start, end in year.windows:
            opens = max(start, ends[-1]) if ends else start
            if opens < end:
                starts.append(opens)
                ends.append(end)
    sums = [0, *accumulate(end - start for start, end in zip(starts, ends, strict=True))]
    last = first + len(years) - 1
    since, until = exact(datetime(first, 1, 4)), exact(datetime(last, 12, 31))  # noqa: DTZ001
    return Table(first, last, since, until, starts, ends, sums[:-1], sums[-1], days)
