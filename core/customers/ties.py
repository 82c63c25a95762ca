"""What a ticket can be tied to, by the number that the world knows it by, and back (B1)."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

import sqlalchemy as sa

from core.customers.tables import companies, contracts, equipment, sites


class Thing(StrEnum):
    COMPANY = "company"
    CONTRACT = "contract"
    SITE = "site"
    EQUIPMENT = "equipment"


@dataclass(frozen=True, slots=True)
class Found:
    """`label` is what people call it; `company` whose it is, `site` where it stands."""

    id: int
    number: str
    label: str
    company: int
    site: int | None = None


_OWNER = sa.func.coalesce(sites.c.company_id, equipment.c.company_id)
_ROWS: Mapping[Thing, tuple[sa.Select[tuple[int, str, str, int, int | None]], sa.Column[int], sa.Column[str]]] = {
    Thing.COMPANY: (
        sa.select(companies.c.id, companies.c.number, companies.c.name, companies.c.id, sa.null()),
        companies.c.id,
        companies.c.number,
    ),
    Thing.CONTRACT: (
        sa.select(contracts.c.id, contracts.c.number, contracts.c.number, contracts.c.company_id, sa.null()),
        contracts.c.id,
        contracts.c.number,
    ),
    Thing.SITE: (
        sa.select(
            sites.c.id, sites.c.number, sa.func.coalesce(sa.func.nullif(sites.c.name, ""), sites.c.address),
            sites.c.company_id, sites.c.id,
        ),
        sites.c.id,
        sites.c.number,
    ),
    Thing.EQUIPMENT: (
        sa.select(equipment.c.id, equipment.c.serial, equipment.c.model, _OWNER, equipment.c.site_id).select_from(
            equipment.outerjoin(sites)
        ),
        equipment.c.id,
        equipment.c.serial,
    ),
}  # fmt: skip


def numbered(conn: sa.Connection, thing: Thing, number: str) -> Found | None:
    rows, _, named = _ROWS[thing]
    return _found(conn, rows.where(named == number))


def by_id(conn: sa.Connection, thing: Thing, id: int | None) -> Found | None:
    rows, key, _ = _ROWS[thing]
    return None if id is None else _found(conn, rows.where(key == id))


def of_companies(conn: sa.Connection, thing: Thing, owners: Iterable[int], most: int = 200) -> list[Found]:
    """What the customers of some companies can pick from."""
    rows, key, _ = _ROWS[thing]
    owner = {Thing.COMPANY: companies.c.id, Thing.CONTRACT: contracts.c.company_id, Thing.SITE: sites.c.company_id}
    theirs = rows.where(owner.get(thing, _OWNER).in_(list(owners)))
    return [_read(row) for row in conn.execute(theirs.order_by(key).limit(most))]


def _found(conn: sa.Connection, query: sa.Select[tuple[int, str, str, int, int | None]]) -> Found | None:
    row = conn.execute(query).first()
    return None if row is None else _read(row)


def _read(row: Any) -> Found:
    return Found(*row)
