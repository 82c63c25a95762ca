"""Whose a phone is, however it is written: that of a company's contact, or what an agent took down (B1, C1)."""

from collections.abc import Iterator

import sqlalchemy as sa

from core.customers.tables import contacts
from core.kinds import PersonId
from core.people.store import persons

_NOISE = " -()+./\u00a0\u2013"


def plain(phone: sa.ColumnElement[str]) -> sa.ColumnElement[str]:
    """What is kept without the signs that are written between the digits."""
    for sign in _NOISE:
        phone = sa.func.replace(phone, sign, "")
    return phone


def has(digits: str) -> sa.ColumnElement[bool]:
    """Of a row of persons: one of their phones has these digits in a row."""
    speaks = sa.exists().where(contacts.c.person_id == persons.c.id, plain(contacts.c.phone).like(f"%{digits}%"))
    return sa.or_(plain(persons.c.phone).like(f"%{digits}%"), speaks)


def known_by(conn: sa.Connection, digits: str, most: int) -> Iterator[PersonId]:
    """People with a phone that ends alike, as `particulars.digits` reads it."""
    speaks = sa.select(contacts.c.person_id).where(plain(contacts.c.phone).like(f"%{digits}%"))
    named = sa.select(persons.c.id).where(plain(persons.c.phone).like(f"%{digits}%"))
    for query in (speaks.order_by(contacts.c.id), named.order_by(persons.c.id)):
        yield from (PersonId(id) for id in conn.execute(query.limit(most)).scalars())


def of_person(conn: sa.Connection, id: PersonId) -> str:
    """As it was written; nothing where none is known."""
    own = conn.execute(sa.select(persons.c.phone).where(persons.c.id == id)).scalar_one_or_none()
    speaks = sa.select(contacts.c.phone).where(contacts.c.person_id == id, contacts.c.phone != "")
    return own or conn.execute(speaks.order_by(contacts.c.id).limit(1)).scalar_one_or_none() or ""
