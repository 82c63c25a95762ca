"""What the customer has said since the desk last answered, and since when they wait."""

from typing import Any

import sqlalchemy as sa

from core.kinds import Instant, TicketId
from core.profile.schema import Profile
from core.storage.prepared import Prepared
from core.tickets import phrases
from core.tickets.messages import messages
from core.tickets.model import Ticket

_opening = Prepared(
    sa.select(messages.c.id, messages.c.body, messages.c.origin)
    .where(messages.c.ticket_id == sa.bindparam("of"), messages.c.audience == "public")
    .order_by(messages.c.id)
    .limit(1)
)
_customers = sa.or_(messages.c.author == sa.bindparam("who"), messages.c.id == sa.bindparam("opening"))
"""The requester's own words, and what was entered for them; an observer waits for nothing (A4)."""
_said_since = Prepared(
    sa.select(messages.c.body)
    .where(messages.c.ticket_id == sa.bindparam("of"), messages.c.audience == "public", ~messages.c.by_staff)
    .where(messages.c.author == sa.bindparam("who"))
    .where(messages.c.id > sa.bindparam("after"))
    .order_by(messages.c.id.desc())
    .limit(5)
)
_last_answer = Prepared(
    sa.select(sa.func.max(messages.c.id).label("id"))
    .where(messages.c.ticket_id == sa.bindparam("of"), messages.c.audience == "public", messages.c.by_staff)
    .where(messages.c.withdrawn_at.is_(None))
)
_first_open = Prepared(
    sa.select(sa.func.min(messages.c.at).label("at"))
    .where(messages.c.ticket_id == sa.bindparam("of"), messages.c.audience == "public", ~messages.c.by_staff)
    .where(messages.c.id > sa.bindparam("after"), _customers)
)


def since(conn: sa.Connection, ticket: Ticket) -> Instant | None:
    """Since when the customer has waited: the oldest public word after the last answer."""
    after = _last_answer.first(conn, {"of": ticket.id}).id or 0
    first = opening(conn, ticket.id)
    given = {"of": ticket.id, "after": after, "who": ticket.requester, "opening": first.id if first else 0}
    found: Instant | None = _first_open.first(conn, given).at
    return found


def content(conn: sa.Connection, profile: Profile, ticket: Ticket) -> bool:
    """Whether one of the customer's last words since the last answer says that all is well (D5)."""
    if profile.closing is None:
        return False
    after = _last_answer.first(conn, {"of": ticket.id}).id or 0
    said = _said_since.all(conn, {"of": ticket.id, "after": after, "who": ticket.requester})
    return any(phrases.content(row.body, profile.closing.phrases) for row in said)


def opening(conn: sa.Connection, ticket: TicketId) -> Any:
    """The row of the first word that was meant for everybody."""
    return _opening.first(conn, {"of": ticket})
