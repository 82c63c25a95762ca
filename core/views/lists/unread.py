"""How many ratings wait to be read, for the board (C10)."""

from functools import lru_cache

import sqlalchemy as sa

from core.storage.prepared import Prepared
from core.tickets import ratings
from core.tickets.store import tickets
from core.views.lists.sight import Sight

COUNTED = 50


def unread(conn: sa.Connection, seen: Sight) -> int:
    """By somebody who sees that much, counted up to a limit."""
    if seen.everything:
        return ratings.waiting(conn, COUNTED)
    return int(_waiting(seen).first(conn, {"most": COUNTED}).count)


@lru_cache(maxsize=500)
def _waiting(seen: Sight) -> Prepared:
    """Of the newest only: else a heap of others' would be looked through for a few of one's own."""
    table, most = ratings.ratings, sa.bindparam("most", type_=sa.Integer)
    newest = sa.select(table.c.ticket_id).where(table.c.seen_at.is_(None)).order_by(table.c.event_id.desc()).limit(most)
    page = newest.subquery()
    counted = sa.select(sa.func.count().label("count")).join_from(page, tickets, tickets.c.id == page.c.ticket_id)
    return Prepared(counted.where(seen.condition()))
