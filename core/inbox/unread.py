"""Inputs of which nothing has come: for people to read, to have tried again, or to set aside (faults A6)."""

from collections.abc import Sequence
from dataclasses import dataclass

import sqlalchemy as sa

from core.clock import machine
from core.inbox.store import Claimed, inbox
from core.kinds import Json
from core.storage import seen
from core.storage.bells import INBOX
from core.storage.prepared import Prepared
from core.storage.unit import Unit

UNREAD = ("dead", "aside")
_unread = inbox.c.state.in_(UNREAD)
_standing = Prepared(sa.select(inbox).where(inbox.c.id == sa.bindparam("wanted")))


@dataclass(frozen=True, slots=True)
class Standing:
    """How a row stands: `new`, `done`, `dead`, `aside`. `outcome` is what became of it, where its reader has said."""

    id: int
    source: str
    state: str
    received_at: int
    payload: Json
    error: str | None
    outcome: Json | None


def find(conn: sa.Connection, id: int) -> Standing | None:
    row = _standing.first(conn, {"wanted": id})
    if row is None:
        return None
    return Standing(row.id, row.source, row.state, row.received_at, row.payload, row.error, row.outcome)


def shelve(unit: Unit, id: int, by: int) -> None:
    """Somebody has looked at a dead letter and needs it no more. Why it was dead stays written."""
    mine = sa.and_(inbox.c.id == id, inbox.c.state == "dead")
    unit.conn.execute(inbox.update().where(mine).values(state="aside", outcome={"outcome": "rejected", "by": by}))


def dead(conn: sa.Connection, most: int = 100) -> list[Claimed]:
    """Dead letters and what was set aside, newest first, for an operator to read."""
    rows = conn.execute(sa.select(inbox).where(_unread).order_by(inbox.c.id.desc()).limit(most)).all()
    return [
        Claimed(row.id, row.source, row.external_id, row.conversation, row.payload, row.attempts, row.error or "")
        for row in rows
    ]


def retry(unit: Unit, ids: Sequence[int] | None = None) -> int:
    """Puts dead letters back to work with all attempts ahead of them; all of them when no ids are given."""
    chosen = _unread if ids is None else sa.and_(_unread, inbox.c.id.in_(ids))
    again = {"state": "new", "attempts": 0, "due_at": machine(), "settled_at": None, "outcome": None}
    rows = unit.conn.execute(
        inbox.update().where(chosen).values(again).returning(inbox.c.source, inbox.c.external_id)
    ).all()
    for row in rows:
        seen.forgive(unit, f"{row.source}:{row.external_id}")
    unit.ring(INBOX)
    return len(rows)
