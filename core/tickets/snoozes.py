"""Which tickets an agent does not want to see among theirs, and until when (X2)."""

import sqlalchemy as sa

from core.kinds import Instant, PersonId, TicketId
from core.storage import writing
from core.storage.prepared import Prepared
from core.storage.schema import instant, metadata, ref
from core.storage.unit import Unit

snoozes = sa.Table(
    "snoozes",
    metadata,
    ref("ticket_id", "tickets.id", primary_key=True),
    ref("person_id", "persons.id", primary_key=True),
    instant("until"),
)
sa.Index("ix_snoozes_until", snoozes.c.until)
_of = Prepared(sa.select(snoozes).where(snoozes.c.ticket_id == sa.bindparam("of")).order_by(snoozes.c.person_id))


def put_off(ticket: sa.ColumnElement[int], person: sa.ColumnElement[int]) -> sa.ColumnElement[bool]:
    """Whether somebody has put a ticket off, as a condition on rows of tickets."""
    return sa.exists().where(snoozes.c.ticket_id == ticket, snoozes.c.person_id == person)


def of_ticket(conn: sa.Connection, ticket: TicketId) -> dict[PersonId, Instant]:
    return {PersonId(row.person_id): row.until for row in _of.all(conn, {"of": ticket})}


def put(unit: Unit, ticket: TicketId, person: PersonId, until: Instant | None) -> None:
    row = {"ticket_id": ticket, "person_id": person}
    writing.delete(unit.conn, snoozes, row)
    if until is not None:
        writing.insert(unit.conn, snoozes, [{**row, "until": until}])


def due(conn: sa.Connection, now: Instant, most: int) -> list[TicketId]:
    query = sa.select(snoozes.c.ticket_id).where(snoozes.c.until <= now).order_by(snoozes.c.until).limit(most)
    return [TicketId(id) for id in dict.fromkeys(conn.execute(query).scalars())]
