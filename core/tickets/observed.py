"""Tickets that somebody is in copy of (A4)."""

from collections.abc import Sequence
from functools import lru_cache

import sqlalchemy as sa

from core.kinds import PersonId
from core.storage.prepared import Prepared
from core.storage.schema import LARGEST
from core.tickets import store
from core.tickets.model import Ticket
from core.tickets.observers import observers
from core.tickets.store import standing_in, tickets


def of_observer(
    conn: sa.Connection, person: PersonId, before: int | None, most: int, statuses: Sequence[str] | None = None
) -> list[Ticket]:  # fmt: skip
    """Newest first, by keyset; none that is the person's own, and none that is set aside."""
    given = {"who": person, "before": LARGEST if before is None else min(before, LARGEST), "most": most}
    return store.listed(conn, _observed(None if statuses is None else tuple(statuses)), given)


def observed_by(person: PersonId) -> sa.ColumnElement[bool]:
    """As a condition on a ticket."""
    copies = sa.select(observers.c.ticket_id).where(observers.c.person_id == person)
    return sa.and_(tickets.c.id.in_(copies), tickets.c.spam.is_(None))


@lru_cache(maxsize=100)
def _observed(statuses: tuple[str, ...] | None) -> Prepared:
    who: sa.BindParameter[int] = sa.bindparam("who")
    before: sa.BindParameter[int] = sa.bindparam("before")
    query = sa.select(tickets).join(observers, observers.c.ticket_id == tickets.c.id)
    query = query.where(observers.c.person_id == who, observers.c.ticket_id < before, *standing_in(statuses))
    query = query.where(tickets.c.requester != who, tickets.c.spam.is_(None))
    return Prepared(query.order_by(observers.c.ticket_id.desc()).limit(sa.bindparam("most")))
