"""The calendars of a desk, as its profile writes them; and what they cannot mean, as findings."""

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from core.calendar.always import Always
from core.calendar.calendar import Calendar
from core.calendar.reading import read_calendar, read_zone
from core.errors import Misconfigured
from core.profile import load as profiles
from core.profile.finding import Finding
from core.profile.schema import Profile
from core.profile.time import ALWAYS, WorkCalendar

_KEPT = 16
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
    profile, findings = profiles.inspect(path)
    return profile, findings + (list(_findings(profile)) if profile else [])


def load(path: Path) -> Profile:
    """The profile in `path`. Raises Misconfigured with every finding when it does not pass."""
    profile, findings = inspect(path)
    if profile is None or findings:
        raise profiles.refused(path, findings)
    return profile


def _findings(profile: Profile) -> Iterator[Finding]:
    for one in profile.calendars:
        try:
            _read(one)
        except Misconfigured as error:
            yield Finding(f"calendars.{one.id}", error.problem, error.mend)


def _read(written: WorkCalendar) -> Calendar:
    week = {str(day): hours for day, hours in written.week.items()}
    off = {day: {str(language): name for language, name in names.items()} for day, names in written.off.items()}
    return read_calendar(written.zone, week, country=written.country, on=written.on, off=off)
