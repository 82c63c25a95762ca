"""What a desk promises, as one ticket began with it: a later profile changes nothing for tickets that are open."""

import hashlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache

from core.calendar.calendar import Calendar
from core.calendar.desk import calendars, made
from core.kinds import Instant
from core.profile.part import Part
from core.profile.schema import Profile
from core.profile.states import Status
from core.profile.time import Metric, Rung, Target, WorkCalendar

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
    """The innermost one; what is promised for those above it holds for it too."""


class Rules(Part):
    """The part of a profile that is kept with the tickets."""

    calendars: tuple[WorkCalendar, ...]
    targets: tuple[Target, ...]
    stances: dict[str, Stance]
    parents: dict[str, str] = {}
    """Which service stands in which other."""

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

    @property
    def zone(self) -> str:
        """Where the desk is: its first calendar's."""
        return next((one.zone for one in self.rules.calendars), "UTC")

    def stance(self, status: str) -> Stance:
        return self.stances.get(status, Stance.RUNS)

    def target(self, place: int) -> Target:
        return self.rules.targets[place]

    def calendar(self, place: int) -> Calendar:
        return self.calendars[self.target(place).calendar]

    def choose(self, metric: Metric, standing: Standing) -> int | None:
        """The place of the target that applies: the one that says most about the ticket, of equals the first."""
        return _chosen(self, metric, standing)

    def rungs(self, place: int) -> Mapping[int, Rung]:
        """The ladder of a target, by per cent."""
        return _ladder(self, place)

    def services(self, standing: Standing) -> set[str]:
        """The ticket's service and those above it."""
        found: set[str] = set()
        service = standing.service
        while service is not None and service not in found:
            found.add(service)
            service = self.rules.parents.get(service)
        return found

    def budget(self, place: int, start: Instant) -> int:
        """Working time in a target that begins at an instant."""
        days = self.target(place).working_days
        return self.target(place).length if days is None else _worked_days(self, place, start)[1]

    def last_day(self, place: int, start: Instant) -> Instant | None:
        """When a target in working days ends that begins at an instant and never stands still (D7)."""
        days = self.target(place).working_days
        return None if days is None else _worked_days(self, place, start)[0]


@lru_cache(maxsize=4_096)
def _chosen(policy: Policy, metric: Metric, standing: Standing) -> int | None:
    services = policy.services(standing)
    found = [(place, one) for place, one in enumerate(policy.rules.targets) if one.metric is metric]
    fitting = [(-len(one.named), place) for place, one in found if _fits(one, standing, services)]
    return min(fitting)[1] if fitting else None


@lru_cache(maxsize=1_024)
def _ladder(policy: Policy, place: int) -> Mapping[int, Rung]:
    return {rung.at: rung for rung in policy.target(place).steps}


@lru_cache(maxsize=1_024)
def _worked_days(policy: Policy, place: int, start: Instant) -> tuple[Instant, int]:
    """When a target's working days end, and the working time in them: a clock asks again at whatever happens to it."""
    calendar = policy.calendar(place)
    end = calendar.working_days(start, policy.target(place).working_days or 0)
    return end, calendar.between(start, end)


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
    parents = {service.id: service.parent for service in profile.services if service.parent}
    return Rules(calendars=profile.calendars, targets=profile.targets, stances=stances, parents=parents)


def _policy(rules: Rules, known: Mapping[str, Calendar], profile: Profile) -> Policy:
    now = {status.id: _stance(status) for status in profile.statuses}
    metrics = tuple(metric for metric in Metric if any(target.metric is metric for target in rules.targets))
    return Policy(rules.version, rules, known, now | rules.stances, metrics)


def _stance(status: Status) -> Stance:
    if not status.kind.open:
        return Stance.ENDS
    return Stance.PAUSES if status.pauses else Stance.RUNS


def _fits(target: Target, standing: Standing, services: set[str]) -> bool:
    return all(
        bool(services & {*ids}) if name == "service" else getattr(standing, name) in ids
        for name, ids in target.named.items()
    )
