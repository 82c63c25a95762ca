"""Who of the desk is away, until when, and who takes over: one absence of a person at a time."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import sqlalchemy as sa

from core.calendar.wall import appointed, local
from core.errors import Code, Refusal
from core.kinds import Instant, PersonId
from core.people import store
from core.people.person import Person
from core.storage.prepared import Prepared
from core.storage.schema import instant, metadata, ref, text
from core.storage.unit import Unit

LONGEST = 366
"""Days."""

absences = sa.Table(
    "absences",
    metadata,
    ref("person_id", "persons.id", primary_key=True),
    text("first"),
    text("last"),
    instant("since_at"),
    instant("until_at", index=True),
    ref("cover", "persons.id", nullable=True),
)
"""Days as they were said, and the instants that they are in the person's zone."""

_of = Prepared(sa.select(absences).where(absences.c.person_id == sa.bindparam("person")))


@dataclass(frozen=True, slots=True)
class Absence:
    """`first` and `last` are ISO days, both included; `until` is the first instant after them."""

    person: PersonId
    first: str
    last: str
    since: Instant
    until: Instant
    cover: PersonId | None

    def holds(self, at: Instant) -> bool:
        return self.since <= at < self.until


def of(conn: sa.Connection, id: PersonId) -> Absence | None:
    """The one that is, or is to come."""
    row = _of.first(conn, {"person": id})
    if row is None:
        return None
    cover = PersonId(row.cover) if row.cover else None
    return Absence(id, row.first, row.last, row.since_at, row.until_at, cover)


def away(conn: sa.Connection, id: PersonId, at: Instant) -> Absence | None:
    found = of(conn, id)
    return found if found and found.holds(at) else None


def there(conn: sa.Connection, id: PersonId, at: Instant) -> PersonId:
    """Who is spoken to instead: one step, to a cover who is there and still of the desk; else the person themselves."""
    found = away(conn, id, at)
    cover = store.person(conn, found.cover) if found and found.cover else None
    return cover.id if cover and cover.staff and not away(conn, cover.id, at) else id


def covered(conn: sa.Connection, ids: Iterable[PersonId], at: Instant) -> list[PersonId]:
    """Each once, and whoever takes over in the place of who is away."""
    return list(dict.fromkeys(there(conn, id, at) for id in ids))


def planned(person: Person, zone: str, first: str, last: str, cover: PersonId | None, now: Instant) -> Absence:
    """Raises Refusal(PERIOD) for what is no time ahead."""
    place = ZoneInfo(zone)
    begin, end = day(first), day(last)
    since = appointed(place, datetime.combine(begin, datetime.min.time()))
    until = appointed(place, datetime.combine(end + timedelta(days=1), datetime.min.time()))
    if end < begin or until <= now or (end - begin).days > LONGEST:
        raise Refusal(Code.PERIOD)
    return Absence(person.id, begin.isoformat(), end.isoformat(), since, until, cover)


def day(text: str) -> date:
    """Raises Refusal(PERIOD)."""
    try:
        found = date.fromisoformat(text)
    except ValueError:
        raise Refusal(Code.PERIOD) from None
    if not 1970 < found.year < 3000:
        raise Refusal(Code.PERIOD)
    return found


def ends(zone: str, last: date) -> Instant:
    """The first instant after a day."""
    return appointed(ZoneInfo(zone), datetime.combine(last + timedelta(days=1), datetime.min.time()))


def today(zone: str, now: Instant) -> date:
    return local(ZoneInfo(zone), now).date()


def keep(unit: Unit, absence: Absence) -> None:
    forget(unit, absence.person)
    row = {
        "person_id": absence.person, "first": absence.first, "last": absence.last, "since_at": absence.since,
        "until_at": absence.until, "cover": absence.cover,
    }  # fmt: skip
    unit.conn.execute(absences.insert(), row)


def forget(unit: Unit, id: PersonId) -> bool:
    return unit.conn.execute(absences.delete().where(absences.c.person_id == id)).rowcount > 0


def over(conn: sa.Connection, now: Instant, most: int) -> list[tuple[PersonId, Instant]]:
    query = sa.select(absences).where(absences.c.until_at <= now).order_by(absences.c.until_at).limit(most)
    return [(PersonId(row.person_id), row.until_at) for row in conn.execute(query)]
