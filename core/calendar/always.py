"""The calendar `24x7`: clock time."""

from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from zoneinfo import ZoneInfo

from core.calendar.public import Names
from core.calendar.wall import appointed, local
from core.kinds import Instant


class Always:
    """It has a zone, since days are still the zone's days."""

    def __init__(self, zone: ZoneInfo) -> None:
        self._zone = zone

    @property
    def zone(self) -> str:
        return self._zone.key

    def is_open(self, at: Instant) -> bool:
        return True

    def next_open(self, at: Instant) -> Instant:
        return at

    def add(self, start: Instant, span: int) -> Instant:
        if span < 0:
            raise ValueError("business time is not added backwards")
        return start + span

    def between(self, start: Instant, end: Instant) -> int:
        return end - start

    def windows(self, start: Instant, end: Instant) -> Iterator[tuple[Instant, Instant]]:
        if start < end:
            yield start, end

    def closed(self, start: Instant, end: Instant) -> Mapping[date, Names]:
        return {}

    def working_days(self, start: Instant, days: int) -> Instant:
        if days < 0:
            raise ValueError("working days are not counted backwards")
        return appointed(self._zone, local(self._zone, start) + timedelta(days=days)) if days else start
