"""How many ratings wait to be read, for the board (C10)."""

from typing import Any

import sqlalchemy as sa

from core.tickets.ratings import ratings
from core.tickets.store import tickets
from core.views.lists.sight import Sight

COUNTED: sa.ColumnElement[int] = sa.literal_column("50")


def unread(seen: Sight) -> sa.Select[Any]:
    """By somebody who sees that much.

    Of the newest only: else a heap of others' would be looked through for a few of one's own.
    """
    waiting = sa.select(ratings.c.ticket_id).where(ratings.c.seen_at.is_(None))
    newest = waiting.order_by(ratings.c.event_id.desc()).limit(COUNTED).subquery()
    counted = sa.select(sa.func.count().label("count"))
    if seen.everything:
        return counted.select_from(newest)
    return counted.join_from(newest, tickets, tickets.c.id == newest.c.ticket_id).where(seen.condition())
