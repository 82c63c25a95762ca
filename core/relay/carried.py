"""What a row about a message carries: the notice that is drawn anew, and which text of the message it is."""

import sqlalchemy as sa

from core.kinds import EventId
from core.outbox.model import Kind, Row
from core.outbox.store import outbox
from core.tickets import messages
from core.views.tidings import Content, Happening


def told_by(conn: sa.Connection, row: Row) -> EventId | None:
    """The event whose notice has told this address the message that a row is about."""
    query = sa.select(outbox.c.event_id).where(
        outbox.c.message_id == row.message, outbox.c.address_id == row.address.id, outbox.c.kind == Kind.NOTICE.value
    )
    found: EventId | None = conn.execute(query.order_by(outbox.c.id.desc()).limit(1)).scalar_one_or_none()
    return found


def rev_of(conn: sa.Connection, row: Row, content: Content) -> int | None:
    """What was withdrawn is no content any more, and has a revision all the same."""
    said = content.message if isinstance(content, Happening) else None
    if said is None and row.kind is Kind.EDIT and row.message:
        found = messages.find(conn, row.message)
        return found.body_rev if found else None
    return said.rev if said else None
