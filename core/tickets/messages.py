"""What was said about tickets. Bodies stand here and not in the history, so that they can be erased."""

from collections.abc import Sequence
from typing import Any

import sqlalchemy as sa

from core.kinds import Audience, Door, MessageId, Origin, PersonId, TicketId
from core.people.person import Caller
from core.storage.prepared import Prepared
from core.storage.schema import LARGEST, instant, json, key, metadata, number, ref, text
from core.storage.unit import Unit
from core.tickets.model import Message

messages = sa.Table(
    "messages",
    metadata,
    key(),
    ref("ticket_id", "tickets.id"),
    ref("author", "persons.id"),
    text("audience"),
    sa.Column("by_staff", sa.Boolean, nullable=False),
    instant("at"),
    text("body"),
    number("body_rev", default=1),
    json("origin", nullable=True),
)
sa.Index("ix_messages_ticket", messages.c.ticket_id, messages.c.id)

_insert = Prepared(messages.insert().returning(messages.c.id))
_by_id = Prepared(sa.select(messages).where(messages.c.id == sa.bindparam("message")))


def say(
    unit: Unit, id: TicketId, by: Caller, body: str, audience: Audience, origin: Origin | None, *, by_staff: bool
) -> MessageId:
    row = {
        "ticket_id": id,
        "author": by.person.id,
        "audience": audience.value,
        "by_staff": by_staff,
        "at": unit.now,
        "body": body,
        "origin": None if origin is None else {"door": origin.door.value, "address": origin.address, "ref": origin.ref},
    }
    return MessageId(_insert.first(unit.conn, row).id)


def find(conn: sa.Connection, id: MessageId) -> Message | None:
    row = _by_id.first(conn, {"message": id})
    return None if row is None else _message(row)


def origin(conn: sa.Connection, id: MessageId) -> Origin | None:
    row = _by_id.first(conn, {"message": id})
    if row is None or row.origin is None:
        return None
    return Origin(Door(row.origin["door"]), row.origin["address"], row.origin["ref"])


def conversation(
    conn: sa.Connection, id: TicketId, audiences: Sequence[Audience], before: int | None, most: int
) -> list[Message]:
    """The newest `most` messages before an id, oldest first."""
    query = sa.select(messages).where(messages.c.ticket_id == id, messages.c.audience.in_(audiences))
    if before is not None:
        query = query.where(messages.c.id < min(before, LARGEST))
    return [_message(row) for row in reversed(conn.execute(query.order_by(messages.c.id.desc()).limit(most)).all())]


def _message(row: Any) -> Message:
    return Message(
        MessageId(row.id), TicketId(row.ticket_id), PersonId(row.author), Audience(row.audience), row.by_staff,
        row.at, row.body,
    )  # fmt: skip
