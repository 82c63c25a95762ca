"""Records and people by a part of what they say of themselves, in the order in which they were added."""

from collections.abc import Mapping, Sequence
from typing import Any

import sqlalchemy as sa

from core.customers.model import Kind, Record
from core.customers.shelf import recorded
from core.customers.shelves import COMPANIES, CONTRACTS, EQUIPMENT, SITES
from core.customers.tables import companies, contacts, contracts, equipment, sites
from core.kinds import PersonId
from core.people.contacts import ROWS
from core.people.store import identities, persons
from core.storage.schema import LARGEST
from core.texts import one_line

LONGEST = 100
_OWNER = (companies.c.number, companies.c.name)
_PLACES: Mapping[Kind, tuple[sa.Select[Any], sa.Column[int], tuple[sa.Column[str], ...]]] = {
    Kind.COMPANIES: (COMPANIES.rows, companies.c.id, _OWNER),
    Kind.CONTACTS: (ROWS, contacts.c.id, (persons.c.name, persons.c.email, contacts.c.phone, *_OWNER)),
    Kind.CONTRACTS: (CONTRACTS.rows, contracts.c.id, (contracts.c.number, *_OWNER)),
    Kind.SITES: (SITES.rows, sites.c.id, (sites.c.number, sites.c.name, sites.c.address, *_OWNER)),
    Kind.EQUIPMENT: (EQUIPMENT.rows, equipment.c.id, (equipment.c.serial, equipment.c.model, *_OWNER)),
}


def records(conn: sa.Connection, kind: Kind, text: str, after: int, most: int) -> list[tuple[int, Record]]:
    rows, id, columns = _PLACES[kind]
    query = rows.where(id > min(after, LARGEST), *_said(text, columns)).order_by(id).limit(most)
    return [(row.id, recorded(kind, row)) for row in conn.execute(query)]


def people(conn: sa.Connection, text: str, after: int, most: int) -> list[PersonId]:
    """By name, mail, or the phone that a company's contact has."""
    named = (persons.c.name, persons.c.email)
    spoken = sa.select(contacts.c.person_id).where(*_said(text, (contacts.c.phone,)))
    reached = sa.select(identities.c.person_id).where(*_said(text, (identities.c.external_id,)))
    either = [sa.or_(*_said(text, named), persons.c.id.in_(spoken), persons.c.id.in_(reached))] if text.strip() else []
    query = sa.select(persons.c.id).where(persons.c.id > min(after, LARGEST), *either)
    return [PersonId(id) for id in conn.execute(query.order_by(persons.c.id).limit(most)).scalars()]


def _said(text: str, columns: Sequence[sa.Column[str]]) -> list[sa.ColumnElement[bool]]:
    """However it is written: the engines agree on no case but that of Latin letters."""
    said = one_line(text)[:LONGEST]
    ways = dict.fromkeys((said, said.lower(), said.upper(), said.capitalize(), said.title()))
    found = [column.contains(way, autoescape=True) for column in columns for way in ways]
    return [sa.or_(*found)] if said else []
