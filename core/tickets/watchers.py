"""Which of the desk's people want to hear of everything on a ticket, whosever work it is (X2)."""

import sqlalchemy as sa

from core.kinds import PersonId, TicketId
from core.storage.prepared import Prepared
from core.storage.schema import instant, metadata, ref
from core.storage.unit import Unit

watchers = sa.Table(
    "watchers",
    metadata,
    ref("ticket_id", "tickets.id", primary_key=True),
    ref("person_id", "persons.id", primary_key=True),
    instant("at"),
)

_of = Prepared(
    sa.select(watchers.c.person_id)
    .where(watchers.c.ticket_id == sa.bindparam("of"))
    .order_by(watchers.c.at, watchers.c.person_id)
)


def of_ticket(conn: sa.Connection, ticket: TicketId) -> list[PersonId]:
    return [PersonId(row.person_id) for row in _of.all(conn, {"of": ticket})]


def add(unit: Unit, ticket: TicketId, person: PersonId) -> None:
    unit.conn.execute(watchers.insert().values(ticket_id=ticket, person_id=person, at=unit.now))


def drop(unit: Unit, ticket: TicketId, person: PersonId) -> None:
    unit.conn.execute(watchers.delete().where(watchers.c.ticket_id == ticket, watchers.c.person_id == person))


def hand_on(unit: Unit, ticket: TicketId, into: TicketId) -> None:
    """Whoever watched one ticket watches the one that it goes on in."""
    there = of_ticket(unit.conn, into)
    for person in of_ticket(unit.conn, ticket):
        if person not in there:
            add(unit, into, person)
