"""What was renamed, and is found by its new name soon: rows that whoever keeps an index works off in batches.

Written in the unit of the change, by the rooms that keep names, which know of no index.
"""

from typing import Any

import sqlalchemy as sa

from core.storage import writing
from core.storage.schema import LARGEST, Key, metadata, text
from core.storage.unit import Unit

EVERYTHING = "everything"
PERSON, COMPANY, SITE, EQUIPMENT = "person", "company", "site", "equipment"

renames = sa.Table(
    "renames",
    metadata,
    text("kind", primary_key=True),
    sa.Column("ref", Key, primary_key=True, autoincrement=False),
    sa.Column("below", sa.BigInteger, nullable=False),
)
"""`below` is how far the work has come: down from the newest ticket."""


def note(conn: sa.Connection, kind: str, id: int = 0) -> None:
    """From the beginning again, if it was under way."""
    withdraw(conn, kind, id)
    writing.insert(conn, renames, [{"kind": kind, "ref": id, "below": LARGEST}])


def withdraw(conn: sa.Connection, kind: str, id: int) -> None:
    writing.delete(conn, renames, {"kind": kind, "ref": id})


def waits(conn: sa.Connection) -> bool:
    return conn.execute(sa.select(renames.c.ref).limit(1)).first() is not None


def first(unit: Unit) -> Any:
    """One row, this replica's until its unit ends; what one person or thing is called goes before everything."""
    known = renames.c.kind == EVERYTHING
    query = sa.select(renames).order_by(known, renames.c.kind, renames.c.ref).limit(1)
    return unit.conn.execute(query.with_for_update(skip_locked=True)).first()


def passed(unit: Unit, row: Any, below: int) -> None:
    mine = sa.and_(renames.c.kind == row.kind, renames.c.ref == row.ref)
    unit.conn.execute(renames.update().where(mine).values(below=below))
