"""One person as administrators see them: who they are, what they may do and where that comes from (E11, A2)."""

from collections.abc import Iterable
from dataclasses import dataclass

import sqlalchemy as sa

from core.customers.tables import companies, contacts
from core.errors import Code, Refusal
from core.kinds import PersonId
from core.people import governing, groups, rights
from core.people import store as people
from core.people.person import Person, Role
from core.people.rules import Standing
from core.people.store import grants
from core.profile.schema import Profile
from core.views import seek
from core.views.absent import gone
from core.views.administration import PAGE
from core.views.parts import Away, Choice
from core.views.queries import Query


@dataclass(frozen=True, slots=True)
class PersonLine:
    id: PersonId
    name: str
    email: str
    roles: tuple[str, ...]
    away: Away | None = None


@dataclass(frozen=True, slots=True)
class Held:
    """A role, and on which service; `source` says where it comes from, and `command` can be taken back here."""

    role: str
    service: Choice | None
    source: str


@dataclass(frozen=True, slots=True)
class Speaks:
    company: str
    name: str
    position: str
    phone: str


@dataclass(frozen=True, slots=True)
class PersonCard:
    """`mark` is what they were when they were looked at; `fixed`: what they are called comes from the workspace."""

    line: PersonLine
    language: str
    zone: str
    mark: str
    fixed: bool
    staff: bool
    blocked: bool
    held: tuple[Held, ...]
    groups: tuple[Choice, ...]
    speaks: tuple[Speaks, ...]
    every_group: tuple[Choice, ...]
    services: tuple[Choice, ...]
    languages: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ListPeople(Query[tuple[PersonLine, ...]]):
    """One line more than a page says that there are others."""

    text: str = ""
    after: int = 0
    most: int = PAGE + 1


@dataclass(frozen=True, slots=True)
class ReadPerson(Query[PersonCard]):
    person: PersonId


def list_people(conn: sa.Connection, profile: Profile, by: Person, query: ListPeople) -> tuple[PersonLine, ...]:
    rights.demand("administrate", by, Standing())
    found = (people.person(conn, id) for id in seek.people(conn, query.text, query.after, query.most))
    return tuple(_line(conn, one) for one in found if one)


def read_person(conn: sa.Connection, profile: Profile, by: Person, query: ReadPerson) -> PersonCard:
    rights.demand("administrate", by, Standing())
    found = people.person(conn, query.person)
    if found is None:
        raise Refusal(Code.MISSING)
    mine = groups.of_person(conn, found.id)
    every = tuple(Choice(one.id, one.label) for one in profile.groups)
    services = tuple(Choice(one.id, one.label) for one in profile.services)
    return PersonCard(
        line=_line(conn, found), language=found.language, zone=found.zone or "", mark=governing.mark(found),
        fixed=any(door == "slack" for door, _ in people.ids(conn, found.id)), staff=found.staff,
        blocked=Role.BLOCKED in found.roles, held=tuple(_held(conn, found.id, services)),
        groups=tuple(one for one in every if one.id in mine), speaks=tuple(_speaks(conn, found.id)),
        every_group=every, services=services, languages=profile.languages,
    )  # fmt: skip


def _line(conn: sa.Connection, person: Person) -> PersonLine:
    roles = tuple(sorted({role.value for role in person.roles}))
    return PersonLine(person.id, person.name, person.email or "", roles, gone(conn, person.id))


def _held(conn: sa.Connection, id: PersonId, services: tuple[Choice, ...]) -> Iterable[Held]:
    for row in conn.execute(sa.select(grants).where(grants.c.person_id == id).order_by(grants.c.id)):
        label = next((one for one in services if one.id == row.service), None)
        unknown = Choice(row.service, {"ru": row.service, "en": row.service}) if row.service else None
        yield Held(row.role, label or unknown, row.source)


def _speaks(conn: sa.Connection, id: PersonId) -> Iterable[Speaks]:
    query = sa.select(contacts, companies.c.number, companies.c.name).select_from(contacts.join(companies))
    for row in conn.execute(query.where(contacts.c.person_id == id).order_by(contacts.c.id)):
        yield Speaks(row.number, row.name, row.position, row.phone)
