"""What others ask of customers: whose person somebody is, which contracts there are, and which level follows (E9)."""

from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa

from core.customers.shelves import CONTRACTS
from core.customers.tables import companies, contacts, contracts
from core.customers.term import Standing, Term, standing, term
from core.kinds import Instant, PersonId
from core.storage.prepared import Prepared


@dataclass(frozen=True, slots=True)
class Company:
    id: int
    number: str
    name: str
    zone: str
    level: str


@dataclass(frozen=True, slots=True)
class Contract:
    id: int
    number: str
    term: Term
    standing: Standing
    level: str
    valid_from: str
    valid_until: str


_of_person = Prepared(
    sa.select(companies).join(contacts).where(contacts.c.person_id == sa.bindparam("person")).order_by(contacts.c.id)
)
_by_id = Prepared(sa.select(companies).where(companies.c.id == sa.bindparam("company")))


def companies_of(conn: sa.Connection, person: PersonId) -> list[Company]:
    """Those that somebody is a contact of, in the order in which they became it."""
    return [_company(row) for row in _of_person.all(conn, {"person": person})]


def company(conn: sa.Connection, id: int) -> Company:
    return _company(_by_id.first(conn, {"company": id}))


def _company(row: Any) -> Company:
    return Company(row.id, row.number, row.name, row.zone, row.level)


def contracts_of(conn: sa.Connection, company: Company, desk_zone: str, now: Instant) -> list[Contract]:
    """All of them, the one that began last first; days are those of the company's zone, or else the desk's."""
    theirs = CONTRACTS.rows.where(contracts.c.company_id == company.id)
    found = []
    for row in conn.execute(theirs.order_by(contracts.c.valid_from.desc(), contracts.c.id.desc())):
        lasts = term(company.zone or desk_zone, row.valid_from, row.valid_until)
        how = standing(lasts, now)
        found.append(Contract(row.id, row.number, lasts, how, row.level, row.valid_from, row.valid_until))
    return found


def level_of(
    conn: sa.Connection, company: Company, desk_zone: str, now: Instant, first: int | None = None
) -> str | None:  # fmt: skip
    """That of a contract in force goes before the company's own (E9); of several, the one that was named counts."""
    valid = [one for one in contracts_of(conn, company, desk_zone, now) if one.standing is Standing.IN_FORCE]
    levels = (one.level for one in sorted(valid, key=lambda one: one.id != first) if one.level)
    return next(levels, company.level or None)
