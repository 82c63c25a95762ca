"""How much waits in each queue, and how many ratings: all counts of a board are one statement.

Most of a small count is what any statement costs, on PostgreSQL above all.
"""

from collections.abc import Mapping
from functools import lru_cache

import sqlalchemy as sa

from core.storage.prepared import Prepared
from core.views.lists.queues import WALKS, Asked
from core.views.lists.shapes import Queue
from core.views.lists.sight import Sight
from core.views.lists.unread import unread


def counts(
    conn: sa.Connection, asked: tuple[Asked, ...], seen: Sight, given: Mapping[str, object]
) -> tuple[dict[Queue, int], int]:
    """In each queue up to so many as are asked for, and the ratings that wait."""
    *heaps, ratings = _counted(asked, seen).first(conn, given)
    return {one.queue: count for one, count in zip(asked, heaps, strict=True)}, ratings


@lru_cache(maxsize=500)
def _counted(asked: tuple[Asked, ...], seen: Sight) -> Prepared:
    heaps = (_count(one).label(one.queue) for one in asked)
    return Prepared(sa.select(*heaps, unread(seen).scalar_subquery().label("ratings")))


def _count(asked: Asked) -> sa.ScalarSelect[int]:
    return sa.select(sa.func.count()).select_from(WALKS[asked.queue](asked).subquery()).scalar_subquery()
