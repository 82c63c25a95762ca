"""Which hours a date has: the week, and what stands above it."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from zoneinfo import ZoneInfo

from core.calendar.feed import Feed
from core.calendar.hours import ALL_DAY, Day, Week
from core.calendar.public import Names, public_year


@dataclass(frozen=True, slots=True)
class Plan:
    """Own days on stand above own days off, those and imported ones above public holidays, these above the week."""

    zone: ZoneInfo
    week: Week
    country: str | None = None
    on: Mapping[date, Day] = field(default_factory=dict)
    off: Mapping[date, Names] = field(default_factory=dict)
    feeds: tuple[Feed, ...] = ()

    @property
    def always(self) -> bool:
        """Whether the desk never closes at all."""
        exceptions = self.country or self.on or self.off or self.feeds
        return not exceptions and all(day == ALL_DAY for day in self.week)

    def days(self, year: int) -> Iterator[tuple[date, Day]]:
        """Every date of a year that has hours."""
        closed, worked = self.closed(year), self._worked(year)
        for ordinal in range(date(year, 1, 1).toordinal(), date(year + 1, 1, 1).toordinal()):
            day = date.fromordinal(ordinal)
            if day in closed:
                continue
            hours = self.on.get(day) or self.week[day.weekday()] or (self._workday if day in worked else ())
            if hours:
                yield day, hours

    def closed(self, year: int) -> Mapping[date, Names]:
        """The days off of a year, whatever weekday they fall on, and what each is called."""
        found = dict(public_year(self.country, year).off) if self.country else {}
        for feed in self.feeds:
            found |= feed.days(year)
        found |= {day: names for day, names in self.off.items() if day.year == year}
        return {day: names for day, names in found.items() if day not in self.on}

    def _worked(self, year: int) -> frozenset[date]:
        return public_year(self.country, year).worked if self.country else frozenset()

    @property
    def _workday(self) -> Day:
        """A weekend day that is worked, and has no hours of its own, has those of the first working weekday."""
        return next((day for day in self.week[:5] if day), ())
