"""Working hours as people write them: `09:00–18:00`, `22:00–06:00` over midnight, `00:00–24:00` all day."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from core.errors import Misconfigured

DAY = 24 * 60
WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_WRITTEN = re.compile(r"(\d\d):([0-5]\d)\s*[-–—]\s*(\d\d):([0-5]\d)")


@dataclass(frozen=True, slots=True, order=True)
class Hours:
    """Minutes of the day that they begin on; over midnight `end` lies beyond 1440."""

    start: int
    end: int

    def __str__(self) -> str:
        end = self.end - DAY if self.end > DAY else self.end
        return f"{self.start // 60:02}:{self.start % 60:02}–{end // 60:02}:{end % 60:02}"


Day = tuple[Hours, ...]
Week = tuple[Day, ...]
"""Monday first."""
ALL_DAY: Day = (Hours(0, DAY),)


def read_hours(text: str) -> Hours:
    """An end before its start belongs to the next morning."""
    written = _WRITTEN.fullmatch(text.strip())
    if written is None:
        raise Misconfigured(f"Working hours {text!r} cannot be read", "Write them like 09:00–18:00")
    start, end = _minute(written[1], written[2]), _minute(written[3], written[4])
    if start == end or start == DAY:
        raise Misconfigured(f"Working hours {text!r} have no length", "A whole day is 00:00–24:00")
    if max(start, end) > DAY:
        raise Misconfigured(f"Working hours {text!r} name a time that no day has", "The last one is 24:00")
    return Hours(start, end if end > start else end + DAY)


def read_day(texts: Sequence[str]) -> Day:
    """The windows of one day, in order. Raises Misconfigured when two of them overlap."""
    day = tuple(sorted(read_hours(text) for text in texts))
    for early, late in pairwise(day):
        if late.start < early.end:
            raise Misconfigured(f"Working hours {early} and {late} overlap", "Make one window of them")
    return day


def read_week(written: Mapping[str, Sequence[str]]) -> Week:
    """`{"mon": ["09:00–18:00"]}`; a day that is not named is free. A night's end must not meet the next morning."""
    if unknown := set(written) - {*WEEKDAYS}:
        raise Misconfigured(f"There is no weekday {sorted(unknown)[0]!r}", f"They are {', '.join(WEEKDAYS)}")
    week = tuple(read_day(written.get(name, ())) for name in WEEKDAYS)
    for place, name in enumerate(WEEKDAYS):
        night, morning = week[place - 1], week[place]
        if night and morning and morning[0].start < night[-1].end - DAY:
            said = f"Working hours {night[-1]} of {WEEKDAYS[place - 1]} and {morning[0]} of {name} overlap"
            raise Misconfigured(said, "Let the night end before the morning begins")
    return week


def _minute(hour: str, minute: str) -> int:
    return int(hour) * 60 + int(minute)
