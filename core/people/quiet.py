"""When somebody of the desk wants no letters: quiet hours, and one digest a day instead of many. Pure."""

import re
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from core.calendar.wall import appointed, local
from core.errors import Code, Refusal
from core.kinds import Instant

OFF = "off"
"""Instead of a time: neither digests nor single letters."""
_HOUR = r"([01]?\d|2[0-3]):([0-5]\d)"
_HOURS = re.compile(rf"{_HOUR}\s*[-–—]\s*{_HOUR}")
_AT = re.compile(_HOUR)


@dataclass(frozen=True, slots=True)
class Hours:
    """From one time of the day to another, over midnight where the second is not later."""

    start: time
    end: time


def hours(text: str) -> Hours | None:
    """`20:00–08:00`; an empty text is no quiet hours. Raises Refusal(HOURS)."""
    if not text.strip():
        return None
    found = _HOURS.fullmatch(text.strip())
    if found is None:
        raise Refusal(Code.HOURS)
    start, end = time(int(found[1]), int(found[2])), time(int(found[3]), int(found[4]))
    if start == end:
        raise Refusal(Code.HOURS)
    return Hours(start, end)


def moment(text: str) -> time | None:
    """`09:00`, the time of a digest; an empty text is none, nor is `off`. Raises Refusal(HOURS)."""
    if text.strip() in ("", OFF):
        return None
    found = _AT.fullmatch(text.strip())
    if found is None:
        raise Refusal(Code.HOURS)
    return time(int(found[1]), int(found[2]))


def over(quiet: Hours, zone: str, now: Instant) -> Instant | None:
    """When the quiet hours end in which an instant falls; nothing when it is not quiet then."""
    today = local(ZoneInfo(zone), now).date()
    for day in (today - timedelta(days=1), today):
        end = _at(zone, day + timedelta(days=quiet.end <= quiet.start), quiet.end)
        if _at(zone, day, quiet.start) <= now < end:
            return end
    return None


def following(at: time, zone: str, now: Instant) -> Instant:
    """The next time that a clock on that wall shows it."""
    today = local(ZoneInfo(zone), now).date()
    days = (_at(zone, today + timedelta(days=ahead), at) for ahead in range(3))
    return next(instant for instant in days if instant > now)


def _at(zone: str, day: date, at: time) -> Instant:
    return appointed(ZoneInfo(zone), datetime.combine(day, at))
