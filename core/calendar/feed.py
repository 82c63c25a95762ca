"""Days off out of an iCalendar file (RFC 5545), with its recurrences and exceptions."""

from collections.abc import Iterator, Mapping
from datetime import date, datetime, timedelta
from typing import Any

import icalendar
import recurring_ical_events

from core.calendar.public import Names
from core.errors import Misconfigured
from core.texts import one_line, shorten

OFTEN = {"SECONDLY", "MINUTELY", "HOURLY"}
REASON = 120


class Feed:
    """Every all-day event closes its days: an event with a time of day is a meeting, a cancelled one is none.

    TRANSP is not asked: public holiday feeds call their days transparent, since nobody is busy on them.
    """

    def __init__(self, text: str) -> None:
        try:
            self._events = recurring_ical_events.of(_holidays(icalendar.Calendar.from_ical(text)))
            self.days(2000)
        except (ValueError, KeyError, TypeError, AttributeError, OverflowError) as error:
            why = shorten(one_line(str(error)), REASON).rstrip(".")
            raise Misconfigured(f"The iCalendar file cannot be read: {why}", "Export it once more") from error

    def days(self, year: int) -> Mapping[date, Names]:
        """The days off of a year, each with the summary of its event; the end of an event is the first day after it."""
        found: dict[date, Names] = {}
        for event in self._events.between(date(year, 1, 1), date(year + 1, 1, 1)):
            if str(event.get("STATUS", "")).upper() != "CANCELLED":
                name = str(event.get("SUMMARY", "")).strip()
                found |= {day: {"en": name, "ru": name} for day in _whole_days(event) if day.year == year}
        return found


def _holidays(calendar: Any) -> Any:
    """Without its meetings, which may come every second for ever. Raises Misconfigured for days that do so."""
    kept = []
    for one in calendar.subcomponents:
        if one.name == "VEVENT" and "RECURRENCE-ID" not in one:
            if isinstance(getattr(one.get("DTSTART"), "dt", None), datetime):
                continue
            if OFTEN & {str(freq) for rule in _rules(one) for freq in rule.get("FREQ", ())}:
                problem = "An event of whole days in the iCalendar file repeats within a day"
                raise Misconfigured(problem, "Let it repeat daily or less often")
        kept.append(one)
    calendar.subcomponents = kept
    return calendar


def _rules(event: icalendar.Event) -> list[Any]:
    found = event.get("RRULE", [])
    return found if isinstance(found, list) else [found]


def _whole_days(event: icalendar.Event) -> Iterator[date]:
    start, end = event.start, event.end
    if not isinstance(start, datetime):
        yield from (start + timedelta(days=n) for n in range(max(1, (end - start).days)))
