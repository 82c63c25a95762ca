"""Days off out of an iCalendar file (RFC 5545), with its recurrences and exceptions."""

from collections.abc import Iterator, Mapping
from datetime import date, datetime, timedelta

import icalendar
import recurring_ical_events

from core.calendar.public import Names
from core.errors import Misconfigured


class Feed:
    """Every all-day event closes its days: an event with a time of day is a meeting, a cancelled one is none.

    TRANSP is not asked: public holiday feeds call their days transparent, since nobody is busy on them.
    """

    def __init__(self, text: str) -> None:
        try:
            self._events = recurring_ical_events.of(icalendar.Calendar.from_ical(text))
            self.days(2000)
        except (ValueError, KeyError, TypeError, AttributeError) as error:
            raise Misconfigured(f"The iCalendar file cannot be read: {error}", "Export it once more") from error

    def days(self, year: int) -> Mapping[date, Names]:
        """The days off of a year, each with the summary of its event; the end of an event is the first day after it."""
        found: dict[date, Names] = {}
        for event in self._events.between(date(year, 1, 1), date(year + 1, 1, 1)):
            if str(event.get("STATUS", "")).upper() != "CANCELLED":
                name = str(event.get("SUMMARY", "")).strip()
                found |= {day: {"en": name, "ru": name} for day in _whole_days(event) if day.year == year}
        return found


def _whole_days(event: icalendar.Event) -> Iterator[date]:
    start, end = event.start, event.end
    if not isinstance(start, datetime):
        yield from (start + timedelta(days=n) for n in range(max(1, (end - start).days)))
