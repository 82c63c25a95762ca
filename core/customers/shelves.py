"""What is kept in a table of its own: all but the contacts, who are people (core/people/contacts.py)."""

from collections.abc import Mapping

import sqlalchemy as sa

from core.customers.forms import listed
from core.customers.model import Kind, Known, Record
from core.customers.shelf import Shelf, TableShelf
from core.customers.tables import companies, contract_sites, contracts, equipment, sites
from core.customers.weigh import ordered
from core.storage.unit import Unit

_LISTED = (
    sa.select(sa.func.aggregate_strings(sites.c.number, ","))
    .select_from(contract_sites.join(sites))
    .where(contract_sites.c.contract_id == contracts.c.id)
    .correlate(contracts)
    .scalar_subquery()
)


class ContractShelf(TableShelf):
    """A contract and the sites it covers, in one row and a few."""

    __slots__ = ()

    def add(self, unit: Unit, record: Record, known: Known) -> None:
        made = contracts.insert().values(self.values(record, known)).returning(contracts.c.id)
        self._cover(unit, unit.conn.execute(made).scalar_one(), record, known)

    def change(self, unit: Unit, record: Record, known: Known) -> None:
        mine = contracts.update().where(contracts.c.number == record["number"])
        id = unit.conn.execute(mine.values(self.values(record, known)).returning(contracts.c.id)).scalar_one()
        unit.conn.execute(contract_sites.delete().where(contract_sites.c.contract_id == id))
        self._cover(unit, id, record, known)

    def _cover(self, unit: Unit, id: int, record: Record, known: Known) -> None:
        covered = [{"contract_id": id, "site_id": known.sites[one].id} for one in listed(record["sites"])]
        if covered:
            unit.conn.execute(contract_sites.insert(), covered)


def _company(record: Record, known: Known) -> Mapping[str, object]:
    return {name: record[name] for name in ("number", "name", "zone", "level")}


def _site(record: Record, known: Known) -> Mapping[str, object]:
    said = {name: record[name] for name in ("number", "name", "address")}
    return {**said, "company_id": known.companies[record["company"]]}


def _contract(record: Record, known: Known) -> Mapping[str, object]:
    said = {name: record[name] for name in ("number", "valid_from", "valid_until", "level")}
    return {**said, "company_id": known.companies[record["company"]]}


def _equipment(record: Record, known: Known) -> Mapping[str, object]:
    said = {name: record[name] for name in ("serial", "model")}
    if record["site"]:
        return {**said, "site_id": known.sites[record["site"]].id, "company_id": None}
    return {**said, "site_id": None, "company_id": known.companies[record["company"]]}


_OWNER = companies.c.number.label("company")
_EQUIPPED = equipment.outerjoin(sites).join(
    companies, companies.c.id == sa.func.coalesce(sites.c.company_id, equipment.c.company_id)
)

COMPANIES = TableShelf(Kind.COMPANIES, companies, sa.select(companies), _company)
SITES = TableShelf(Kind.SITES, sites, sa.select(sites, _OWNER).select_from(sites.join(companies)), _site)
CONTRACTS = ContractShelf(
    Kind.CONTRACTS,
    contracts,
    sa.select(contracts, _OWNER, _LISTED.label("sites")).select_from(contracts.join(companies)),
    _contract,
    ordered,
)
EQUIPMENT = TableShelf(
    Kind.EQUIPMENT,
    equipment,
    sa.select(equipment, sites.c.number.label("site"), _OWNER).select_from(_EQUIPPED),
    _equipment,
)

SHELVES: Mapping[Kind, Shelf] = {shelf.kind: shelf for shelf in (COMPANIES, SITES, CONTRACTS, EQUIPMENT)}
