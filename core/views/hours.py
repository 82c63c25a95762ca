"""When the desk's own people are there: what each says of it, who is away, who is on call (X5)."""

from collections.abc import Iterable
from dataclasses import dataclass

import sqlalchemy as sa

from core.errors import Code, Refusal
from core.kinds import Instant, PersonId
from core.people import absences, duties, groups, rights
from core.people import store as people
from core.people.duties import Duty
from core.people.person import Person
from core.people.rules import Standing
from core.people.zones import zone_of
from core.profile.schema import Profile
from core.views.absent import gone
from core.views.parts import Choice, Who
from core.views.queries import Query

MOST = 99


@dataclass(frozen=True, slots=True)
class HoursOf:
    """`covers` are those who could take over."""

    whom: Who
    language: str
    languages: tuple[str, ...]
    zone: str
    quiet: str
    digest: str
    covers: tuple[Who, ...]
    cover: PersonId | None = None


@dataclass(frozen=True, slots=True)
class OnCall:
    """`now` is reached now; `set` until a day, else by the `weekly` list that began with a week."""

    group: Choice
    members: tuple[Who, ...]
    now: Who | None
    set: Who | None
    until: Instant | None
    weekly: tuple[Who, ...]
    since: str


@dataclass(frozen=True, slots=True)
class ReadHours(Query[HoursOf]):
    """One's own; an administrator may read anybody's of the desk."""

    person: PersonId | None = None


@dataclass(frozen=True, slots=True)
class ReadDuties(Query[tuple[OnCall, ...]]):
    """Of every group that works on tickets."""


def read_hours(conn: sa.Connection, profile: Profile, by: Person, query: ReadHours) -> HoursOf:
    rights.demand("SetAbsence", by, Standing())
    whom = by
    if query.person not in (None, by.id):
        rights.demand("administrate", by, Standing())
        found = people.person(conn, query.person) if query.person else None
        if found is None or not found.staff:
            raise Refusal(Code.MISSING)
        whom = found
    absence = absences.of(conn, whom.id)
    covers = tuple(_who(one) for one in people.granted(conn) if one.staff and one.id != whom.id)[:MOST]
    return HoursOf(
        Who(whom.id, whom.name, away=gone(conn, whom.id)), whom.language, profile.languages,
        zone_of(conn, whom, profile.zone), whom.quiet, whom.digest, covers, absence.cover if absence else None,
    )  # fmt: skip


def read_duties(
    conn: sa.Connection, profile: Profile, by: Person, query: ReadDuties, now: Instant
) -> tuple[OnCall, ...]:
    rights.demand("SetAbsence", by, Standing())
    working = (one for one in profile.groups if groups.works(profile, one.id))
    return tuple(_on_call(conn, profile, Choice(one.id, one.label), duties.of(conn, one.id), now) for one in working)


def _on_call(conn: sa.Connection, profile: Profile, group: Choice, duty: Duty, now: Instant) -> OnCall:
    reached = duties.on_call(conn, profile, group.id, now)
    holds = duty.until is not None and now < duty.until
    members = _named(conn, groups.members(conn, group.id))[:MOST]
    first = _named(conn, [reached] if reached else [])
    named = _named(conn, [duty.person] if duty.person and holds else [])
    return OnCall(
        group, members, next(iter(first), None), next(iter(named), None), duty.until if holds else None,
        _named(conn, duty.weekly), duty.since,
    )  # fmt: skip


def _named(conn: sa.Connection, ids: Iterable[PersonId]) -> tuple[Who, ...]:
    found = (people.person(conn, id) for id in ids)
    return tuple(_who(one) for one in found if one)


def _who(person: Person) -> Who:
    return Who(person.id, person.name)
