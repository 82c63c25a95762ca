"""What did not arrive, for an operator to see and to send again."""

from collections.abc import Sequence
from typing import Any

import sqlalchemy as sa

from core.outbox.addresses import addresses
from core.outbox.model import State
from core.outbox.store import TROUBLED, outbox, troubled
from core.storage.bells import OUTBOX
from core.storage.unit import Unit


def undelivered(conn: sa.Connection, most: int = 200) -> list[dict[str, Any]]:
    """What an operator should look at, newest first: parked, refused, gone, and whatever has waited with a reason."""
    query = (
        sa.select(
            outbox.c.id, addresses.c.door, addresses.c.key, outbox.c.ticket_id, outbox.c.kind, outbox.c.state,
            outbox.c.attempts, outbox.c.reason,
        )
        .join(addresses, addresses.c.id == outbox.c.address_id)
        .where(troubled(outbox))
        .order_by(outbox.c.id.desc())
        .limit(most)
    )  # fmt: skip
    return [dict(row._mapping) for row in conn.execute(query)]


def retry(unit: Unit, ids: Sequence[int] | None = None) -> int:
    """Sends once more what was parked, refused or given up; whoever asks accepts that it may arrive twice."""
    chosen = outbox.c.state.in_(TROUBLED) if ids is None else outbox.c.id.in_(ids) & outbox.c.state.in_(TROUBLED)
    again = {
        "state": "pending",
        "unsure": 0,
        "attempts": 0,
        "due_at": unit.now,
        "made_at": unit.now,
        "settled_at": None,
    }
    count = unit.conn.execute(outbox.update().where(chosen).values(again)).rowcount
    unit.ring(OUTBOX)
    return count


def state(unit: Unit, dedupe: str) -> State | None:
    found = unit.conn.execute(sa.select(outbox.c.state).where(outbox.c.dedupe == dedupe)).scalar_one_or_none()
    return None if found is None else State(found)


def revive(unit: Unit, dedupe: str) -> bool:
    """Lets a row that was left before be sent after all. Says whether there is one."""
    fresh = {
        "state": "pending", "reason": None, "part": 0, "attempts": 0, "unsure": 0, "made_at": unit.now,
        "due_at": unit.now, "settled_at": None,
    }  # fmt: skip
    unit.ring(OUTBOX)
    return unit.conn.execute(outbox.update().where(outbox.c.dedupe == dedupe).values(**fresh)).rowcount > 0
