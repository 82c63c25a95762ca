"""Which letters repeat nothing that was typed, so that nobody sends their words to others by our hand (faults G1)."""

import sqlalchemy as sa

from core.kinds import Door, TicketId
from core.outbox.model import Kind, Row
from core.people.vouched import proved, registered
from core.tickets import store
from core.tickets.history import events
from core.tickets.messages import messages


def blind(conn: sa.Connection, row: Row) -> bool:
    """Those to whom nobody has vouched for, of a ticket of such a one, until somebody of the desk has touched it."""
    if row.address.door is not Door.MAIL or row.kind is not Kind.NOTICE:
        return False
    ticket = store.find(conn, row.ticket) if row.ticket else None
    if ticket is None or registered(conn, ticket.requester):
        return False
    reader = row.address.person
    if reader is not None and (registered(conn, reader) or proved(conn, reader)):
        return False
    return not _touched(conn, ticket.id)


def _touched(conn: sa.Connection, ticket: TicketId) -> bool:
    there = sa.select(events.c.id).where(events.c.ticket_id == ticket, events.c.door == Door.SLACK.value)
    said = sa.select(messages.c.id).where(messages.c.ticket_id == ticket, messages.c.by_staff)
    return any(conn.execute(one.limit(1)).first() for one in (there, said))
