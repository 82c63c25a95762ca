"""Whom a request to be let in may come from: people who are known by the same e-mail or phone (A5).

Nobody of the desk is among them, nor whom it is closed to: a stranger who is said to be one of them would get rights.
"""

from collections.abc import Iterator
from dataclasses import dataclass

import sqlalchemy as sa

from core.customers.tables import companies, contacts
from core.kinds import Door, PersonId
from core.people import phones, requests, store
from core.people.person import NO_CLIENTS
from core.people.requests import Request
from core.people.store import identities, persons

MOST = 8


@dataclass(frozen=True, slots=True)
class Acquaintance:
    """`company` is the row that they speak for; `company_name` is empty where there is none."""

    person: PersonId
    name: str
    email: str | None
    company: int | None = None
    company_name: str = ""


def acquaintances(conn: sa.Connection, request: Request) -> tuple[Acquaintance, ...]:
    ids = dict.fromkeys(id for id in _alike(conn, request) if id != request.person)
    return tuple(one for id in ids for one in _known(conn, id))[:MOST]


def _alike(conn: sa.Connection, request: Request) -> Iterator[PersonId]:
    if request.email:
        named = sa.select(persons.c.id).where(persons.c.email == request.email)
        proved = sa.select(identities.c.person_id).where(
            identities.c.door == Door.MAIL.value, identities.c.external_id == request.email
        )
        yield from (PersonId(id) for query in (named, proved) for id in conn.execute(query).scalars())
    if request.phone:
        yield from phones.known_by(conn, request.phone, MOST)
    yield from requests.approved_like(conn, request.email, request.phone)


def _known(conn: sa.Connection, id: PersonId) -> Iterator[Acquaintance]:
    person = store.person(conn, id)
    if person is None or person.roles & NO_CLIENTS:
        return
    speaks = sa.select(companies.c.id, companies.c.name).join(contacts, contacts.c.company_id == companies.c.id)
    rows = conn.execute(speaks.where(contacts.c.person_id == id).order_by(companies.c.id)).all()
    yield from (Acquaintance(id, person.name, person.email, row.id, row.name) for row in rows)
    if not rows:
        yield Acquaintance(id, person.name, person.email)
