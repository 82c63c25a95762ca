"""Who of the desk is looking at a ticket, or answering it, right now (E10). No part of its history: decision 0027."""

import sqlalchemy as sa

from core.clock import MINUTE, SECOND
from core.kinds import Instant, PersonId, TicketId
from core.storage.prepared import Prepared
from core.storage.schema import instant, metadata, ref, text
from core.storage.unit import Unit
from core.tickets.answering import Deed

LASTS = MINUTE
SETTLES = 3 * SECOND
"""What is over sooner is not worth an edit of the card, be it a coming or a going."""

presences = sa.Table(
    "presences",
    metadata,
    ref("ticket_id", "tickets.id", primary_key=True),
    ref("person_id", "persons.id", primary_key=True),
    text("deed", primary_key=True),
    instant("since"),
    instant("until"),
    sa.Column("shown", sa.Boolean, nullable=False),
)
"""`shown`: the card says so, until it is drawn without it."""

_of = Prepared(
    sa.select(presences.c.person_id, presences.c.deed)
    .where(presences.c.ticket_id == sa.bindparam("of"), presences.c.shown)
    .order_by(presences.c.since, presences.c.person_id)
)


def sign(unit: Unit, ticket: TicketId, person: PersonId, deed: Deed) -> None:
    """From now on for a minute."""
    until = unit.now + LASTS
    again = presences.update().where(*_theirs(ticket, person), presences.c.deed == deed.value)
    if unit.conn.execute(again.values(until=until).returning(presences.c.person_id)).first() is None:
        row = {"ticket_id": ticket, "person_id": person, "deed": deed.value, "since": unit.now, "until": until}
        unit.conn.execute(presences.insert().values(**row, shown=False))


def leave(unit: Unit, ticket: TicketId, person: PersonId, deed: Deed) -> None:
    """What was not shown was not there; what was is taken off the card in a moment, unless they come back."""
    theirs = sa.and_(*_theirs(ticket, person), presences.c.deed == deed.value)
    unit.conn.execute(presences.delete().where(theirs, ~presences.c.shown))
    unit.conn.execute(presences.update().where(theirs, presences.c.until > unit.now).values(until=unit.now))


def answered(unit: Unit, ticket: TicketId, person: PersonId) -> None:
    """They have sent it: the card is drawn anew for that in any case."""
    answers = presences.c.deed == Deed.ANSWER.value
    unit.conn.execute(presences.delete().where(*_theirs(ticket, person), answers))


def due(conn: sa.Connection, now: Instant, most: int) -> list[TicketId]:
    """Tickets whose card does not say who is there."""
    coming = sa.and_(~presences.c.shown, presences.c.since <= now - SETTLES)
    query = sa.select(presences.c.ticket_id).where(coming | (presences.c.until <= now - SETTLES)).distinct()
    return [TicketId(id) for id in conn.execute(query.order_by(presences.c.ticket_id).limit(most)).scalars()]


def settle(unit: Unit, ticket: TicketId) -> bool:
    """Whether the card has to be drawn anew: then it says of everybody at once."""
    here = presences.c.ticket_id == ticket
    over = presences.delete().where(here, presences.c.until <= unit.now - SETTLES).returning(presences.c.shown)
    gone = [shown for shown in unit.conn.execute(over).scalars() if shown]
    come = sa.select(presences.c.person_id).where(here, ~presences.c.shown, presences.c.since <= unit.now - SETTLES)
    if not gone and unit.conn.execute(come.limit(1)).first() is None:
        return False
    unit.conn.execute(presences.update().where(here, presences.c.until > unit.now).values(shown=True))
    return True


def shown(conn: sa.Connection, ticket: TicketId) -> dict[PersonId, Deed]:
    """As the card says."""
    return _busiest([(row.person_id, row.deed) for row in _of.all(conn, {"of": ticket})])


def now(conn: sa.Connection, ticket: TicketId, at: Instant) -> dict[PersonId, Deed]:
    """As it is."""
    query = sa.select(presences.c.person_id, presences.c.deed).where(presences.c.ticket_id == ticket)
    rows = conn.execute(query.where(presences.c.until > at).order_by(presences.c.since, presences.c.person_id))
    return _busiest([(row.person_id, row.deed) for row in rows])


def _theirs(ticket: TicketId, person: PersonId) -> tuple[sa.ColumnElement[bool], ...]:
    return (presences.c.ticket_id == ticket, presences.c.person_id == person)


def _busiest(found: list[tuple[int, str]]) -> dict[PersonId, Deed]:
    """Who answers looks at it, too."""
    answering = {id for id, deed in found if deed == Deed.ANSWER}
    return {PersonId(id): Deed.ANSWER if id in answering else Deed.VIEW for id, _ in found}
