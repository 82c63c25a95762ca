"""The calendars of a desk, as its profile writes them; and what they cannot mean, as findings."""

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from core.calendar.always import Always
from core.calendar.calendar import Calendar
from core.calendar.reading import read_calendar, read_zone
from core.clock import DAY
from core.errors import Misconfigured
from core.profile import load as profiles
from core.profile.finding import Finding
from core.profile.schema import Profile
from core.profile.time import ALWAYS, WorkCalendar, length, working_days

_KEPT = 16
FAR = 47_482 * DAY
"""The first of January 2100."""
_known: dict[int, tuple[Profile, Mapping[str, Calendar]]] = {}


def calendars(profile: Profile) -> Mapping[str, Calendar]:
    """By id, read once for each profile: their tables of years grow with use."""
    known = _known.get(id(profile))
    if known is None or known[0] is not profile:
        if len(_known) >= _KEPT:
            _known.clear()
        known = _known[id(profile)] = (profile, made(profile.calendars))
    return known[1]


def made(written: Iterable[WorkCalendar]) -> Mapping[str, Calendar]:
    """Clock time among them, in the zone of the first. Raises Misconfigured for what cannot be kept."""
    own = {one.id: _read(one) for one in written}
    zone = next((calendar.zone for calendar in own.values()), "UTC")
    return {ALWAYS: Always(read_zone(zone)), **own}


def inspect(path: Path) -> tuple[Profile | None, list[Finding]]:
    """The profile as far as it can be read, and everything that is wrong with it, its calendars included."""
    profile, found = profiles.inspect(path)
    return profile, found + (list(findings(profile)) if profile else [])


def load(path: Path) -> Profile:
    """The profile in `path`. Raises Misconfigured with every finding when it does not pass."""
    profile, found = inspect(path)
    if profile is None or found:
        raise profiles.refused(path, found)
    return profile


def findings(profile: Profile) -> Iterator[Finding]:
    """What its calendars cannot mean, or cannot reckon."""
    known: dict[str, Calendar] = {}
    for one in profile.calendars:
        try:
            known[one.id] = _read(one)
        except Misconfigured as error:
            yield Finding(f"calendars.{one.id}", error.problem, error.mend)
        else:
            if not any(one.week.values()):
                problem = "has hours on single days only, and nothing is due after the last of them"
                yield Finding(f"calendars.{one.id}.week", problem, "Name the hours of a week")
                del known[one.id]
    for place, id, days, span in _spans(profile):
        if id in known and not _comes(known[id], days, span):
            mend = "Shorten it, or give the calendar more hours"
            yield Finding(place, f"is longer than the calendar {id!r} can reckon", mend)


def _spans(profile: Profile) -> Iterator[tuple[str, str, int | None, int]]:
    """Where time is counted, on which calendar: working days, or else working time."""
    for number, one in enumerate(profile.targets, 1):
        if one.span:
            yield f"targets[{number}].span", one.calendar, one.working_days, 0 if one.working_days else one.length
    for status in profile.statuses:
        if status.silence and status.silence.working_days:
            yield f"statuses.{status.id}.silence", status.silence.calendar, status.silence.working_days, 0
    if idle := profile.idle:
        days = working_days(idle.span)
        yield "idle.span", idle.calendar, days, 0 if days else length(idle.span)


def _comes(calendar: Calendar, days: int | None, span: int) -> bool:
    """Whether it is over before calendars end, for whatever begins within lifetimes."""
    try:
        calendar.working_days(FAR, days) if days else calendar.add(FAR, span)
    except OverflowError:
        return False
    return True


def _read(written: WorkCalendar) -> Calendar:
    week = {str(day): hours for day, hours in written.week.items()}
    off = {day: {str(language): name for language, name in names.items()} for day, names in written.off.items()}
    return read_calendar(written.zone, week, country=written.country, on=written.on, off=off)
