"""What a desk promises, as one ticket began with it: a later profile changes nothing for tickets that are open."""

import hashlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from core.calendar.calendar import Calendar
from core.calendar.desk import calendars, made
from core.kinds import Instant
from core.profile.part import Part
from core.profile.schema import Profile, Status
from core.profile.time import Metric, Target, WorkCalendar

_KEPT = 64


class Stance(StrEnum):
    """What a status means to the clocks."""

    RUNS = "runs"
    PAUSES = "pauses"
    ENDS = "ends"


@dataclass(frozen=True, slots=True)
class Standing:
    """What a target is chosen by."""

    type: str
    priority: str
    level: str | None = None
    category: str | None = None
    service: str | None = None


class Rules(Part):
    """The part of a profile that is kept with the tickets."""

    calendars: tuple[WorkCalendar, ...]
    targets: tuple[Target, ...]
    stances: dict[str, Stance]

    @property
    def version(self) -> str:
        return hashlib.sha256(self.model_dump_json().encode()).hexdigest()[:16]


@dataclass(frozen=True, slots=True, eq=False)
class Policy:
    """`stances` of statuses that the rules do not know yet are those of the desk as it is now."""

    version: str
    rules: Rules
    calendars: Mapping[str, Calendar]
    stances: Mapping[str, Stance]
    metrics: tuple[Metric, ...]

    def stance(self, status: str) -> Stance:
        return self.stances.get(status, Stance.RUNS)

    def target(self, place: int) -> Target:
        return self.rules.targets[place]

    def calendar(self, place: int) -> Calendar:
        return self.calendars[self.target(place).calendar]

    def choose(self, metric: Metric, standing: Standing) -> int | None:
        """The place of the target that applies: the one that says most about the ticket, of equals the first."""
        found = [(place, one) for place, one in enumerate(self.rules.targets) if one.metric is metric]
        fitting = [(-len(_named(one)), place) for place, one in found if _fits(one, standing)]
        return min(fitting)[1] if fitting else None

    def budget(self, place: int, start: Instant) -> int:
        """Working time in a target that begins at an instant."""
        target, calendar = self.target(place), self.calendar(place)
        if target.working_days is None:
            return target.length
        return calendar.between(start, calendar.working_days(start, target.working_days))


_known: dict[tuple[int, str], tuple[Profile, Policy]] = {}


def policy_of(profile: Profile) -> Policy:
    """What is promised to tickets that are opened now; made once for each profile."""
    return _kept(profile, "", lambda: _policy(_rules(profile), calendars(profile), profile))


def read_policy(version: str, written: str, profile: Profile) -> Policy:
    """An earlier policy, from what was kept of it."""
    current = policy_of(profile)
    if version == current.version:
        return current
    rules = Rules.model_validate_json(written)
    return _kept(profile, version, lambda: _policy(rules, made(rules.calendars), profile))


def _kept(profile: Profile, version: str, make: Callable[[], Policy]) -> Policy:
    known = _known.get((id(profile), version))
    if known is None or known[0] is not profile:
        if len(_known) >= _KEPT:
            _known.clear()
        known = _known[id(profile), version] = (profile, make())
    return known[1]


def _rules(profile: Profile) -> Rules:
    stances = {status.id: _stance(status) for status in profile.statuses}
    return Rules(calendars=profile.calendars, targets=profile.targets, stances=stances)


def _policy(rules: Rules, known: Mapping[str, Calendar], profile: Profile) -> Policy:
    now = {status.id: _stance(status) for status in profile.statuses}
    metrics = tuple(metric for metric in Metric if any(target.metric is metric for target in rules.targets))
    return Policy(rules.version, rules, known, now | rules.stances, metrics)


def _stance(status: Status) -> Stance:
    if not status.kind.open:
        return Stance.ENDS
    return Stance.PAUSES if status.pauses else Stance.RUNS


def _named(target: Target) -> list[tuple[str, tuple[str, ...]]]:
    dimensions = ("type", "priority", "category", "service", "level")
    return [(name, ids) for name in dimensions if (ids := getattr(target, name))]


def _fits(target: Target, standing: Standing) -> bool:
    return all(getattr(standing, name) in ids for name, ids in _named(target))
