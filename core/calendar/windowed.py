"""A calendar with windows: exact, and as fast over a year as over an hour."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Mapping
from datetime import date, datetime
from threading import Lock

from core.calendar.calendar import FIRST, LAST
from core.calendar.plan import Plan
from core.calendar.public import Names
from core.calendar.table import Table, Year, join, read_year
from core.calendar.wall import appointed, local, year_of
from core.clock import DAY
from core.kinds import Instant

_NOTHING = Table(0, 0, 0, 0, [], [], [], 0, [])
_MARGIN = 4 * DAY
"""Around an instant, so that its table knows it for certain."""


class Windowed:
    """Years are read when they are first asked for. A table is never changed, only replaced: threads may share it."""

    def __init__(self, plan: Plan) -> None:
        self._plan = plan
        self._years: dict[int, Year] = {}
        self._table = _NOTHING
        self._growing = Lock()

    @property
    def zone(self) -> str:
        return self._plan.zone.key

    def is_open(self, at: Instant) -> bool:
        table = self._covering(at, at)
        place = bisect_right(table.starts, at) - 1
        return place >= 0 and at < table.ends[place]

    def next_open(self, at: Instant) -> Instant:
        table = self._covering(at, at)
        while (place := bisect_right(table.ends, at)) == len(table.ends):
            table = self._longer(table)
        return max(at, table.starts[place])

    def add(self, start: Instant, span: int) -> Instant:
        if span <= 0:
            return self._nothing_added(start, span)
        table = self._covering(start, start)
        while (target := table.worked(start) + span) > table.total:
            table = self._longer(table)
        place = bisect_left(table.before, target) - 1
        return table.starts[place] + target - table.before[place]

    def between(self, start: Instant, end: Instant) -> int:
        table = self._covering(start, end)
        return table.worked(end) - table.worked(start)

    def windows(self, start: Instant, end: Instant) -> Iterator[tuple[Instant, Instant]]:
        if start < end:
            table = self._covering(start, end)
            for place in range(bisect_right(table.ends, start), bisect_left(table.starts, end)):
                yield max(start, table.starts[place]), min(end, table.ends[place])

    def closed(self, start: Instant, end: Instant) -> Mapping[date, Names]:
        first, last = local(self._plan.zone, start).date(), local(self._plan.zone, end).date()
        years = range(first.year, last.year + 1)
        found = {day: names for year in years for day, names in self._plan.closed(year).items()}
        return {day: found[day] for day in sorted(found) if first <= day <= last}

    def working_days(self, start: Instant, days: int) -> Instant:
        if days < 0:
            raise ValueError("working days are not counted backwards")
        if days == 0:
            return start
        wall = local(self._plan.zone, start)
        table = self._covering(start, start)
        while (place := bisect_right(table.days, wall.toordinal()) + days - 1) >= len(table.days):
            table = self._longer(table)
        return appointed(self._plan.zone, datetime.combine(date.fromordinal(table.days[place]), wall.time()))

    def _nothing_added(self, start: Instant, span: int) -> Instant:
        if span < 0:
            raise ValueError("business time is not added backwards")
        return self.next_open(start)

    def _covering(self, one: Instant, other: Instant) -> Table:
        table = self._table
        if table.since <= one < table.until and table.since <= other < table.until:
            return table
        return self._read(year_of(min(one, other) - _MARGIN), year_of(max(one, other) + _MARGIN))

    def _longer(self, table: Table) -> Table:
        """A year more, or a quarter of what is known: a desk may be open but once in a lifetime."""
        if table.last >= LAST:
            raise OverflowError(f"the calendar has no working time left before {LAST + 1}")
        return self._read(table.first, min(LAST, table.last + 1 + (table.last - table.first) // 4))

    def _read(self, first: int, last: int) -> Table:
        if first < FIRST or last > LAST:
            raise OverflowError(f"a calendar reckons from {FIRST} to {LAST}")
        with self._growing:
            if self._years:
                first, last = min(first, self._table.first), max(last, self._table.last)
            for year in range(first, last + 1):
                if year not in self._years:
                    self._years[year] = read_year(self._plan, year)
            self._table = join(first, [self._years[year] for year in range(first, last + 1)])
            return self._table
