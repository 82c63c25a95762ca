"""In which topic of an address a row belongs."""

import sqlalchemy as sa

from core.kinds import PersonId
from core.outbox import topics
from core.outbox.model import Kind, Row
from core.profile.schema import Profile
from core.tickets import messages, observers, store
from core.tickets.model import Ticket
from core.views import card as cards
from core.views.shapes import TicketCard


def topic_at(conn: sa.Connection, row: Row) -> str | None:
    """A ticket's own place at this address. What a bot says itself stands where it was asked."""
    if row.ticket is None or row.kind is Kind.PROMPT:
        return None
    return topics.current(conn, row.address.id, row.ticket)


def beside(conn: sa.Connection, row: Row) -> str | None:
    """In which other topic of the address a ticket was opened, so that it is said there where it goes on."""
    if row.kind is not Kind.TOPIC or row.ticket is None:
        return None
    came = messages.origin(conn, messages.opening(conn, row.ticket))
    return came.topic if came and (came.door, came.address) == (row.address.door, row.address.key) else None


def named(conn: sa.Connection, profile: Profile, row: Row, person: PersonId | None) -> TicketCard | None:
    """The ticket that a topic is named after, for whoever may still see how it stands (F1)."""
    ticket = store.find(conn, row.ticket) if row.ticket else None
    if ticket is None or not _hears(conn, ticket, person):
        return None
    return cards.card(conn, profile, ticket, staff=False, observer=None if person == ticket.requester else person)


def _hears(conn: sa.Connection, ticket: Ticket, person: PersonId | None) -> bool:
    return person == ticket.requester or person in observers.of_ticket(conn, ticket.id)
