"""From what a profile writes to a calendar that may be trusted."""

from collections.abc import Mapping, Sequence
from datetime import date
from zoneinfo import ZoneInfo

from core.calendar.always import Always
from core.calendar.calendar import LAST, Calendar
from core.calendar.feed import Feed
from core.calendar.hours import read_day, read_week
from core.calendar.plan import Plan
from core.calendar.public import Names, judge_country
from core.calendar.windowed import Windowed
from core.errors import Misconfigured

_MODERN = 2000
"""Hours that ended before there were tickets are none."""
Written = Sequence[str]
"""Windows of a day: `["09:00–13:00", "14:00–18:00"]`."""


def read_calendar(
    zone: str,
    week: Mapping[str, Written],
    *,
    country: str | None = None,
    on: Mapping[date, Written] | None = None,
    off: Mapping[date, Names] | None = None,
    feeds: Sequence[str] = (),
) -> Calendar:
    """`feeds` are the texts of iCalendar files. Raises Misconfigured for what cannot be kept (faults H3)."""
    if country:
        judge_country(country)
    if both := set(on or ()) & set(off or ()):
        raise Misconfigured(f"{min(both)} is both a day on and a day off", "Strike it from one of them")
    if bare := [day for day, hours in (on or {}).items() if not hours]:
        raise Misconfigured(f"The day on {min(bare)} has no hours", "Name them, or make it a day off")
    own = {day: read_day(hours) for day, hours in (on or {}).items()}
    plan = Plan(read_zone(zone), read_week(week), country, own, off or {}, tuple(Feed(text) for text in feeds))
    if plan.always:
        return Always(plan.zone)
    if not any(hours for year in range(_MODERN, LAST + 1) for _, hours in plan.days(year)):
        raise Misconfigured("The calendar has no working hours at all", "Give it a window, such as 09:00–18:00")
    return Windowed(plan)


def read_zone(name: str) -> ZoneInfo:
    """Raises Misconfigured for a zone that nobody knows."""
    try:
        return ZoneInfo(name)
    except (ValueError, OSError, LookupError):
        raise Misconfigured(f"There is no time zone {name!r}", "Write it like Europe/Moscow") from None
