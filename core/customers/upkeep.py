"""Carries out what administrators change of customers. Who acts is of no matter here: the table of rights has said it.

Customers stand below people, so the caller is an `object` to them. Every change is a line of the audit (E11).
"""

from collections.abc import Callable
from dataclasses import asdict
from typing import Any

import sqlalchemy as sa

from core.customers import shelves
from core.customers.commands import DropRecord
from core.customers.forms import identity, mark, read
from core.customers.model import IDENTITY, Fate, Kept, Kind, Record, Verdict
from core.customers.shelf import Shelf, TableShelf, keep
from core.customers.tables import contract_sites
from core.customers.weigh import EMPTY
from core.errors import Code, Refusal
from core.kinds import Outcome
from core.profile.schema import Profile
from core.storage.deeds import Deed
from core.storage.schema import metadata
from core.storage.unit import Unit

Handler = Callable[[Unit, Any, object, Profile], Outcome]


def adding(shelf: Shelf) -> Handler:
    return _put(shelf, new=True)


def changing(shelf: Shelf) -> Handler:
    return _put(shelf, new=False)


def _put(shelf: Shelf, *, new: bool) -> Handler:
    def handle(unit: Unit, command: Any, by: object, profile: Profile) -> Outcome:
        said = {name: value for name, value in asdict(command).items() if value is not None and name != "seen"}
        line = read(shelf.kind, said)
        before = shelf.kept(unit.conn, [identity(shelf.kind, line.record)])
        was = before.get(identity(shelf.kind, line.record), EMPTY)
        unmoved(getattr(command, "seen", ""), was)
        (verdict,) = keep(unit, shelf, [line], profile)
        if verdict.there == new:
            raise Refusal(Code.KNOWN if new else Code.MISSING)
        if verdict.fate is Fate.WRONG:
            fault = verdict.faults[0]
            raise Refusal(Code.RECORD, field=fault.field, problem=fault.problem.value, value=fault.value)
        _note(unit, shelf.kind, was, verdict)
        return Outcome()

    return handle


def unmoved(seen: str, was: Kept) -> None:
    """Raises Refusal(OVERTAKEN) where somebody else has changed it meanwhile."""
    if seen and (not was.there or seen != mark(was.record)):
        raise Refusal(Code.OVERTAKEN)


def drop_record(unit: Unit, command: DropRecord, by: object, profile: Profile) -> Outcome:
    """Raises Refusal(MISSING, OVERTAKEN), TIED where a ticket or another record speaks of it."""
    if command.kind not in {kind.value for kind in shelves.SHELVES}:
        raise Refusal(Code.MISSING)
    shelf = shelves.SHELVES[Kind(command.kind)]
    assert isinstance(shelf, TableShelf)
    was = shelf.kept(unit.conn, [(command.number,)]).get((command.number,), EMPTY)
    if not was.there:
        raise Refusal(Code.MISSING)
    unmoved(command.seen, was)
    mine = shelf.table.c[IDENTITY[shelf.kind][0]] == command.number
    id = unit.conn.execute(sa.select(shelf.table.c.id).where(mine).with_for_update()).scalar_one()
    if shelf.kind is Kind.CONTRACTS:
        unit.conn.execute(contract_sites.delete().where(contract_sites.c.contract_id == id))
    if by_whom := _tied(unit.conn, shelf.table, id):
        raise Refusal(Code.TIED, what=by_whom)
    unit.conn.execute(shelf.table.delete().where(shelf.table.c.id == id))
    gone(unit, shelf.kind, was.record)
    return Outcome()


def gone(unit: Unit, kind: Kind, record: Record) -> None:
    changes = {name: (value, "") for name, value in record.items() if value}
    unit.deeds.append(Deed(kind.value, " · ".join(identity(kind, record)), changes))


def _tied(conn: sa.Connection, table: sa.Table, id: int) -> str:
    """The first table whose rows name it."""
    for other in metadata.sorted_tables:
        for key in other.foreign_keys:
            if key.column.table is table:
                names = sa.select(sa.literal(1)).select_from(other).where(key.parent == id).limit(1)
                if conn.execute(names).first() is not None:
                    return other.name
    return ""


def _note(unit: Unit, kind: Kind, was: Kept, verdict: Verdict) -> None:
    names = verdict.fields if verdict.there else tuple(name for name, value in verdict.record.items() if value)
    before = was.record if verdict.there else {}
    changes = {name: (before.get(name, ""), verdict.record[name]) for name in names}
    if changes:
        unit.deeds.append(Deed(kind.value, " · ".join(identity(kind, verdict.record)), changes))


add_company, change_company = adding(shelves.COMPANIES), changing(shelves.COMPANIES)
add_contract, change_contract = adding(shelves.CONTRACTS), changing(shelves.CONTRACTS)
add_site, change_site = adding(shelves.SITES), changing(shelves.SITES)
add_equipment, change_equipment = adding(shelves.EQUIPMENT), changing(shelves.EQUIPMENT)
