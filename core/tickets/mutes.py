"""Who wants to hear nothing more of which ticket (D3, D9)."""

import sqlalchemy as sa

from core.kinds import PersonId, TicketId
from core.storage.prepared import Prepared
from core.storage.schema import instant, metadata, ref
from core.storage.unit import Unit

mutes = sa.Table(
    "mutes",
    metadata,
    ref("ticket_id", "tickets.id", primary_key=True),
    ref("person_id", "persons.id", primary_key=True, index=True),
    instant("at"),
)

_find = Prepared(
    sa.select(mutes.c.at).where(mutes.c.ticket_id == sa.bindparam("ticket"), mutes.c.person_id == sa.bindparam("by"))
)


def muted(conn: sa.Connection, ticket: TicketId, by: PersonId) -> bool:
    return _find.first(conn, {"ticket": ticket, "by": by}) is not None


def of_ticket(conn: sa.Connection, ticket: TicketId) -> list[PersonId]:
    return [
        PersonId(id) for id in conn.execute(sa.select(mutes.c.person_id).where(mutes.c.ticket_id == ticket)).scalars()
    ]


def mute(unit: Unit, ticket: TicketId, by: PersonId) -> None:
    unit.conn.execute(mutes.insert().values(ticket_id=ticket, person_id=by, at=unit.now))


def hand_on(unit: Unit, before: PersonId, after: PersonId) -> None:
    """Where one person wanted to hear no more, another wants so from now on."""
    there = sa.select(mutes.c.ticket_id).where(mutes.c.person_id == after)
    twice = sa.and_(mutes.c.person_id == before, mutes.c.ticket_id.in_(there))
    unit.conn.execute(mutes.delete().where(twice))
    unit.conn.execute(mutes.update().where(mutes.c.person_id == before).values(person_id=after))


def unmute(unit: Unit, ticket: TicketId, by: PersonId) -> None:
    unit.conn.execute(mutes.delete().where(mutes.c.ticket_id == ticket, mutes.c.person_id == by))
