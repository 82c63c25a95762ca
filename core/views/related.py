"""What other tickets are to one, for the agents' card (C5, X2)."""

from typing import Any

import sqlalchemy as sa

from core.profile.queues import queue_of, secluded
from core.profile.schema import Profile
from core.storage.prepared import Prepared
from core.tickets import merged
from core.tickets.links import SIDES, Link, links
from core.tickets.model import Ticket
from core.tickets.standing import queue
from core.tickets.store import tickets
from core.tickets.tying import is_problem, problem_types
from core.views.parts import Relation

SHOWN = 10
MERGED = "merged"
STANDS = (tickets.c.type, tickets.c.service, tickets.c.group_id)

_up = Prepared(
    sa.select(links.c.kind, tickets.c.id, tickets.c.prefix, tickets.c.status, *STANDS)
    .join(tickets, tickets.c.id == links.c.other_id)
    .where(links.c.ticket_id == sa.bindparam("of"))
)
_down = Prepared(
    sa.select(links.c.kind, tickets.c.id, tickets.c.prefix, *STANDS)
    .join(tickets, tickets.c.id == links.c.ticket_id)
    .where(links.c.other_id == sa.bindparam("of"), links.c.kind == sa.bindparam("is"))
    .order_by(links.c.ticket_id)
    .limit(SHOWN)
)
_tally = Prepared(
    sa.select(links.c.kind, tickets.c.status, *STANDS, sa.func.count().label("many"))
    .join(tickets, tickets.c.id == links.c.ticket_id)
    .where(links.c.other_id == sa.bindparam("of"), tickets.c.merged_into.is_(None))
    .group_by(links.c.kind, tickets.c.status, *STANDS)
)


def relations(conn: sa.Connection, profile: Profile, ticket: Ticket) -> tuple[Relation, ...]:
    """In the order of their kinds; what goes on in it comes last. Those that only others may see are left out (X2)."""
    rows = _up.all(conn, {"of": ticket.id})
    found = {Link(row.kind): _one(profile, row) for row in rows if not _apart(profile, ticket, row)}
    counts = _counts(conn, profile, ticket)
    for kind, side in SIDES.items():
        if kind in counts:
            below = _down.all(conn, {"of": ticket.id, "is": kind.value})
            rows = [row for row in below if not _apart(profile, ticket, row)]
            found[side] = Relation(side, tuple(f"{row.prefix}-{row.id}" for row in rows), *counts[kind])
    parts = tuple(f"{row.prefix}-{row.id}" for row in merged.parts(conn, ticket.id))
    last = (Relation(MERGED, parts[:SHOWN], len(parts), 0),) if parts else ()
    return (*(found[kind] for kind in Link if kind in found), *last)


def signs(profile: Profile, ticket: Ticket, found: tuple[Relation, ...]) -> dict[str, bool]:
    """What of it decides on the agents' verbs."""
    problem = is_problem(profile, ticket.type)
    return {
        "incidents": problem and any(one.kind == Link.INCIDENT for one in found),
        "tieable": bool(problem_types(profile)) and not problem,
        "merged": ticket.merged_into is not None,
    }


def _one(profile: Profile, row: Any) -> Relation:
    return Relation(Link(row.kind), (f"{row.prefix}-{row.id}",), 1, int(profile.status(row.status).kind.open))


def _apart(profile: Profile, ticket: Ticket, row: Any) -> bool:
    return secluded(queue(profile, ticket)) != secluded(queue_of(profile, row.type, row.service, row.group_id))


def _counts(conn: sa.Connection, profile: Profile, ticket: Ticket) -> dict[Link, tuple[int, int]]:
    found: dict[Link, tuple[int, int]] = {}
    for row in _tally.all(conn, {"of": ticket.id}):
        if _apart(profile, ticket, row):
            continue
        all, open = found.get(Link(row.kind), (0, 0))
        alive = row.many if profile.status(row.status).kind.open else 0
        found[Link(row.kind)] = (all + row.many, open + alive)
    return found
