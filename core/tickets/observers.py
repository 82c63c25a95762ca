"""Who hears of a ticket like a colleague in copy (A4)."""

import sqlalchemy as sa

from core.kinds import PersonId, TicketId
from core.storage import writing
from core.storage.prepared import Prepared
from core.storage.schema import instant, metadata, ref
from core.storage.unit import Unit
from core.tickets.store import tickets

observers = sa.Table(
    "observers",
    metadata,
    ref("ticket_id", "tickets.id", primary_key=True),
    ref("person_id", "persons.id", primary_key=True),
    instant("at"),
)
sa.Index("ix_observers_person_id", observers.c.person_id, observers.c.ticket_id)

_of = Prepared(
    sa.select(observers.c.person_id)
    .where(observers.c.ticket_id == sa.bindparam("of"))
    .order_by(observers.c.at, observers.c.person_id)
)


def of_ticket(conn: sa.Connection, ticket: TicketId) -> list[PersonId]:
    """In the order in which they were named."""
    return [PersonId(row.person_id) for row in _of.all(conn, {"of": ticket})]


def observes(conn: sa.Connection, ticket: TicketId, person: PersonId) -> bool:
    return person in of_ticket(conn, ticket)


def add(unit: Unit, ticket: TicketId, person: PersonId) -> None:
    writing.insert(unit.conn, observers, [{"ticket_id": ticket, "person_id": person, "at": unit.now}])


def drop(unit: Unit, ticket: TicketId, person: PersonId) -> None:
    writing.delete(unit.conn, observers, {"ticket_id": ticket, "person_id": person})


def hand_on(unit: Unit, before: PersonId, after: PersonId) -> None:
    """What one person was in copy of, another is from now on; but once, and not of what is their own."""
    there = sa.select(observers.c.ticket_id).where(observers.c.person_id == after)
    own = sa.select(tickets.c.id).where(tickets.c.requester == after)
    known = sa.or_(observers.c.ticket_id.in_(there), observers.c.ticket_id.in_(own))
    unit.conn.execute(observers.delete().where(observers.c.person_id == before, known))
    unit.conn.execute(observers.update().where(observers.c.person_id == before).values(person_id=after))
