"""What was said about tickets. Bodies stand here and not in the history, so that they can be erased."""

from collections.abc import Sequence
from typing import Any

import sqlalchemy as sa

from core.kinds import Audience, Door, MessageId, Origin, PersonId, TicketId
from core.people.person import Caller
from core.storage.prepared import Prepared
from core.storage.schema import LARGEST, instant, json, key, metadata, number, partial_index, ref, text
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
    text("album", nullable=True),
    instant("edited_at", nullable=True),
)
sa.Index("ix_messages_ticket", messages.c.ticket_id, messages.c.id)
partial_index("ix_messages_album", messages.c.album.is_not(None), messages.c.album)

versions = sa.Table(
    "message_versions",
    metadata,
    ref("message_id", "messages.id", primary_key=True),
    number("rev", default=None, primary_key=True),
    instant("at"),
    text("body"),
)
"""What a message said before it was edited; `at` is when that text was written."""

_insert = Prepared(messages.insert().returning(messages.c.id))
_by_id = Prepared(sa.select(messages).where(messages.c.id == sa.bindparam("message")))
_first = Prepared(
    sa.select(sa.func.min(messages.c.id).label("id")).where(
        messages.c.ticket_id == sa.bindparam("of"), messages.c.audience == "public"
    )
)


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
        "album": origin.album if origin else None,
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


def of_album(conn: sa.Connection, id: TicketId, author: PersonId, album: str) -> Message | None:
    """The message that the earlier parts of an album have made."""
    mine = sa.and_(messages.c.album == album, messages.c.ticket_id == id, messages.c.author == author)
    row = conn.execute(sa.select(messages).where(mine).order_by(messages.c.id)).first()
    return None if row is None else _message(row)


def opening(conn: sa.Connection, id: TicketId) -> MessageId:
    """The first public word of a ticket, which its card shows."""
    return MessageId(_first.first(conn, {"of": id}).id)


def rewrite(unit: Unit, message: Message, body: str) -> int:
    """Another text for a message; the old one is kept. Says which revision this is."""
    old = {"message_id": message.id, "rev": message.body_rev, "at": message.edited_at or message.at}
    unit.conn.execute(versions.insert().values(**old, body=message.body))
    new = {"body": body, "body_rev": message.body_rev + 1, "edited_at": unit.now}
    unit.conn.execute(messages.update().where(messages.c.id == message.id).values(**new))
    return message.body_rev + 1


def before(conn: sa.Connection, message: Message) -> str | None:
    """The text before the last edit."""
    last = sa.and_(versions.c.message_id == message.id, versions.c.rev == message.body_rev - 1)
    found: str | None = conn.execute(sa.select(versions.c.body).where(last)).scalar_one_or_none()
    return found


def extend(unit: Unit, message: Message, body: str) -> None:
    """A later part of an album has brought words: they follow those that are there."""
    whole = "\n\n".join(part for part in (message.body, body) if part)
    unit.conn.execute(messages.update().where(messages.c.id == message.id).values(body=whole))


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
        row.at, row.body, row.body_rev, row.edited_at,
    )  # fmt: skip
