"""What the desk keeps of somebody beside their name and their tickets: for themselves (the right to data)."""

from collections.abc import Mapping
from dataclasses import dataclass

import sqlalchemy as sa

from core.customers.tables import companies, contacts
from core.people.person import Person
from core.people.requests import registrations
from core.people.store import identities
from core.profile.schema import Profile
from core.views.queries import Query


@dataclass(frozen=True, slots=True)
class Account:
    """Where somebody can be reached, and what they are called there."""

    door: str
    id: str
    handle: str


@dataclass(frozen=True, slots=True)
class Employment:
    company: str
    position: str
    phone: str


@dataclass(frozen=True, slots=True)
class Dossier:
    """`asked`: what they said of themselves when they asked to be let in, by the desk's own names for it."""

    accounts: tuple[Account, ...]
    posts: tuple[Employment, ...]
    asked: tuple[Mapping[str, str], ...]


@dataclass(frozen=True, slots=True)
class ReadDossier(Query[Dossier]):
    pass


def read_dossier(conn: sa.Connection, profile: Profile, by: Person, query: ReadDossier) -> Dossier:
    known = sa.select(identities).where(identities.c.person_id == by.id).order_by(identities.c.id)
    posts = sa.select(companies.c.name, contacts.c.position, contacts.c.phone).join_from(contacts, companies)
    posts = posts.where(contacts.c.person_id == by.id).order_by(contacts.c.id)
    asked = sa.select(registrations).where(registrations.c.person_id == by.id).order_by(registrations.c.id)
    return Dossier(
        tuple(Account(row.door, row.external_id, row.handle) for row in conn.execute(known)),
        tuple(Employment(*row) for row in conn.execute(posts)),
        tuple(
            {**row.particulars, "mail": row.email, "phone": row.phone, "words": row.words}
            for row in conn.execute(asked)
        ),
    )
