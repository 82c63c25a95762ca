"""Where channels reach somebody, and whether they still do."""

import sqlalchemy as sa

from core.kinds import Door, PersonId
from core.outbox.model import Address
from core.storage.prepared import Prepared
from core.storage.schema import instant, key, metadata, ref, text
from core.storage.unit import Unit

addresses = sa.Table(
    "addresses",
    metadata,
    key(),
    text("door"),
    text("key"),
    ref("person_id", "persons.id", nullable=True, index=True),
    text("gone", nullable=True),
    instant("quiet_until"),
    sa.UniqueConstraint("door", "key"),
)
"""`quiet_until` is machine time: before it nothing is sent there (429, pace), over restarts too (faults G2)."""

_find = Prepared(
    sa.select(addresses).where(addresses.c.door == sa.bindparam("d"), addresses.c.key == sa.bindparam("k"))
)
_by_id = Prepared(sa.select(addresses).where(addresses.c.id == sa.bindparam("id")))
_insert = Prepared(addresses.insert().returning(addresses.c.id))


def address(unit: Unit, door: Door, key: str, person: PersonId | None = None, *, heard: bool = False) -> Address:
    """The address, made at its first use. Whoever is `heard` from is reached there again (faults G3)."""
    row = _find.first(unit.conn, {"d": door.value, "k": key})
    if row is None:
        values = {"door": door.value, "key": key, "person_id": person, "quiet_until": 0}
        return Address(_insert.first(unit.conn, values).id, door, key, person, None)
    gone = None if heard else row.gone
    if (person or row.person_id, gone) != (row.person_id, row.gone):
        changed = (
            addresses.update().where(addresses.c.id == row.id).values(person_id=person or row.person_id, gone=gone)
        )
        unit.conn.execute(changed)
    return Address(row.id, door, key, person or row.person_id, gone)


def known(conn: sa.Connection, door: Door, key: str) -> int | None:
    """Its id, if anybody was ever told anything there."""
    row = _find.first(conn, {"d": door.value, "k": key})
    return None if row is None else int(row.id)


def by_id(unit: Unit, id: int) -> Address:
    row = _by_id.first(unit.conn, {"id": id})
    return Address(row.id, Door(row.door), row.key, row.person_id, row.gone)
