"""How many tickets are like what: the ground on which a change of the profile is weighed."""

from typing import Any

import sqlalchemy as sa

from core.profile.change import Heap
from core.tickets.store import tickets

DIMENSIONS = ("status", "type", "priority", "category", "service", "brand", "level")
_kept = [tickets.c[name] for name in DIMENSIONS if name in tickets.c]
_tally: sa.Select[Any] = sa.select(*_kept, sa.func.count()).group_by(*_kept)


def heaps(conn: sa.Connection) -> list[Heap]:
    """All tickets, the closed ones too: a status that is gone may be theirs. One pass over the table."""
    names = [column.name for column in _kept]
    return [(dict(zip(names, row[:-1], strict=True)), int(row[-1])) for row in conn.execute(_tally)]
