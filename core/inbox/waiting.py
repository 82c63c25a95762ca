"""What waits in the inbox until somebody is let in (A5): set aside with a reason that names them."""

import sqlalchemy as sa

from core.clock import machine
from core.inbox.store import inbox
from core.storage.bells import INBOX
from core.storage.unit import Unit


def awaiting(who: str) -> str:
    """The reason of what is set aside until somebody is let in (A5)."""
    return f"unregistered: {who}"


def put_back(unit: Unit, who: str, most: int) -> int:
    """They are let in: what was set aside for that is worked off now, the oldest first. Says how much it is."""
    waits = sa.and_(inbox.c.state == "aside", inbox.c.error == awaiting(who))
    first = sa.select(inbox.c.id).where(waits).order_by(inbox.c.id).limit(most)
    again = {"state": "new", "error": None, "attempts": 0, "due_at": machine(), "settled_at": None}
    count = unit.conn.execute(inbox.update().where(inbox.c.id.in_(first)).values(again)).rowcount
    unit.ring(INBOX)
    return count


def put_off(conn: sa.Connection, who: str) -> int:
    """How much waits for somebody to be let in."""
    waits = sa.and_(inbox.c.state == "aside", inbox.c.error == awaiting(who))
    return conn.execute(sa.select(sa.func.count()).select_from(inbox).where(waits)).scalar_one()
