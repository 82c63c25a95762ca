"""In which group chat a ticket was made, of which message there, and in which topic (X1)."""

from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa

from core.kinds import Door, TicketId
from core.people.group_chats import GroupChat, by_id
from core.storage.prepared import Prepared
from core.storage.schema import metadata, ref, text
from core.storage.unit import Unit

group_tickets = sa.Table(
    "group_tickets",
    metadata,
    ref("ticket_id", "tickets.id", primary_key=True),
    ref("chat_id", "group_chats.id"),
    text("ref", nullable=True),
    text("topic", nullable=True),
    sa.UniqueConstraint("chat_id", "ref"),
)
"""No `ref`: the group has moved, and its messages have other ids since."""

_of_ticket = Prepared(sa.select(group_tickets).where(group_tickets.c.ticket_id == sa.bindparam("of")))


@dataclass(frozen=True, slots=True)
class MadeIn:
    chat: GroupChat
    ref: str | None
    topic: str | None


def of_ticket(conn: sa.Connection, ticket: TicketId) -> MadeIn | None:
    row: Any = _of_ticket.first(conn, {"of": ticket})
    return None if row is None else MadeIn(by_id(conn, row.chat_id), row.ref, row.topic)


def there(conn: sa.Connection, ticket: TicketId, door: Door, key: str) -> MadeIn | None:
    """The same, if it was made in exactly this chat."""
    made = of_ticket(conn, ticket)
    return made if made is not None and (made.chat.door, made.chat.key) == (door, key) else None


def at(conn: sa.Connection, chat: GroupChat, ref: str) -> TicketId | None:
    """The ticket that was made of a message."""
    mine = sa.and_(group_tickets.c.chat_id == chat.id, group_tickets.c.ref == ref)
    found = conn.execute(sa.select(group_tickets.c.ticket_id).where(mine)).scalar_one_or_none()
    return None if found is None else TicketId(found)


def put(unit: Unit, ticket: TicketId, chat: GroupChat, ref: str, topic: str | None) -> None:
    unit.conn.execute(group_tickets.insert().values(ticket_id=ticket, chat_id=chat.id, ref=ref, topic=topic))


def move(unit: Unit, before: GroupChat, after: GroupChat) -> None:
    """Places in the old chat mean nothing in the new one."""
    theirs = group_tickets.update().where(group_tickets.c.chat_id == before.id)
    unit.conn.execute(theirs.values(chat_id=after.id, ref=None, topic=None))
