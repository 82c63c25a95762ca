"""Who is on call for a group: whom its ladder's steps reach first (X5). Set until a day, else by a weekly list."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

import sqlalchemy as sa

from core.errors import Code, Refusal
from core.kinds import Instant, Outcome, PersonId
from core.people import absences, groups, store
from core.people.offices import SetOnCall, SetRota
from core.people.person import Caller
from core.profile.schema import Profile
from core.storage.deeds import Deed
from core.storage.schema import instant, json, metadata, ref, text
from core.storage.unit import Unit

MOST = 20
"""People of a weekly list."""

duties = sa.Table(
    "duties",
    metadata,
    sa.Column("group_id", sa.Text, primary_key=True),
    ref("person_id", "persons.id", nullable=True),
    instant("until_at", nullable=True),
    json("weekly"),
    text("since", default=""),
)
"""`weekly` are persons in their order, `since` the Monday of the first one's week."""


@dataclass(frozen=True, slots=True)
class Duty:
    """`person` until an instant; then `weekly`, beginning with the week of `since`."""

    group: str
    person: PersonId | None = None
    until: Instant | None = None
    weekly: tuple[PersonId, ...] = ()
    since: str = ""

    def named(self, today: date, now: Instant) -> PersonId | None:
        if self.person is not None and self.until is not None and now < self.until:
            return self.person
        weeks = (today - date.fromisoformat(self.since)).days // 7 if self.since else -1
        return self.weekly[weeks % len(self.weekly)] if self.weekly and weeks >= 0 else None


def of(conn: sa.Connection, group: str) -> Duty:
    row = conn.execute(sa.select(duties).where(duties.c.group_id == group)).first()
    if row is None:
        return Duty(group)
    person = PersonId(row.person_id) if row.person_id else None
    return Duty(group, person, row.until_at, tuple(PersonId(id) for id in row.weekly), row.since)


def on_call(conn: sa.Connection, profile: Profile, group: str, now: Instant) -> PersonId | None:
    """A member of the group who is there; of who is away their cover is meant. Weeks are those of the desk's zone."""
    named = of(conn, group).named(absences.today(profile.zone, now), now)
    if named is None or named not in groups.members(conn, group):
        return None
    reached = absences.there(conn, named, now)
    found = store.person(conn, reached)
    return reached if found and found.staff and not absences.away(conn, reached, now) else None


def set_on_call(unit: Unit, command: SetOnCall, by: Caller, profile: Profile) -> Outcome:
    """Raises Refusal(CHOICE, PERSON, PERIOD)."""
    _works(profile, command.group)
    before = of(unit.conn, command.group)
    person, until = command.person, None
    if person is not None:
        _belongs(unit, command.group, person)
        until = absences.ends(profile.zone, absences.day(command.last))
        if until <= unit.now:
            raise Refusal(Code.PERIOD)
    if (person, until) == (before.person, before.until):
        return Outcome()
    _put(unit, Duty(command.group, person, until, before.weekly, before.since))
    now = f"{_name(unit, person)} ≤ {command.last}" if person else ""
    unit.deeds.append(Deed("duty", command.group, {"person": (_name(unit, before.person), now)}, person))
    return Outcome()


def set_rota(unit: Unit, command: SetRota, by: Caller, profile: Profile) -> Outcome:
    """Raises Refusal(CHOICE, PERSON, PERIOD, CROWDED)."""
    _works(profile, command.group)
    if len(command.people) > MOST:
        raise Refusal(Code.CROWDED, limit=MOST)
    for one in command.people:
        _belongs(unit, command.group, one)
    begin = absences.day(command.since) if command.since else absences.today(profile.zone, unit.now)
    monday = begin - timedelta(days=begin.weekday())
    before = of(unit.conn, command.group)
    after = Duty(
        command.group, before.person, before.until, command.people, monday.isoformat() if command.people else ""
    )  # fmt: skip
    if after != before:
        _put(unit, after)
        changes = {"weekly": (_names(unit, before.weekly), _names(unit, after.weekly))}
        unit.deeds.append(Deed("duty", command.group, changes))
    return Outcome()


def _works(profile: Profile, group: str) -> None:
    if profile.group(group) is None or not groups.works(profile, group):
        raise Refusal(Code.CHOICE, aspect="group")


def _belongs(unit: Unit, group: str, id: PersonId) -> None:
    known = store.person(unit.conn, id)
    if known is None or not known.staff or id not in groups.members(unit.conn, group):
        raise Refusal(Code.PERSON)


def _put(unit: Unit, duty: Duty) -> None:
    unit.conn.execute(duties.delete().where(duties.c.group_id == duty.group))
    row = {
        "group_id": duty.group, "person_id": duty.person, "until_at": duty.until, "weekly": list(duty.weekly),
        "since": duty.since,
    }  # fmt: skip
    unit.conn.execute(duties.insert(), row)


def _names(unit: Unit, ids: Sequence[PersonId]) -> str:
    return ", ".join(_name(unit, id) for id in ids)


def _name(unit: Unit, id: PersonId | None) -> str:
    found = store.person(unit.conn, id) if id else None
    return found.name if found else ""
