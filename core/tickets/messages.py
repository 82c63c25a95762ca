"""What was said about tickets. Bodies stand here and not in the history, so that they can be erased."""

from collections.abc import Sequence
from dataclasses import asdict
from typing import Any

import sqlalchemy as sa

from core.kinds import Audience, Instant, MessageId, Origin, PersonId, TicketId
from core.people.person import Caller
from core.storage import writing
from core.storage.prepared import Prepared
from core.storage.schema import LARGEST, instant, json, key, metadata, number, partial_index, ref, text
from core.storage.unit import Unit
from core.tickets import origins
from core.tickets.model import HeldMove, Message, Part

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
    instant("held_until", nullable=True),
    json("held_move", nullable=True),
    sa.Column("edit_mark", sa.BigInteger, nullable=False, server_default="0"),
    instant("withdrawn_at", nullable=True),
    instant("seen_at", nullable=True),
)
sa.Index("ix_messages_ticket", messages.c.ticket_id, messages.c.id)
sa.Index("ix_messages_author", messages.c.author)
partial_index("ix_messages_album", messages.c.album.is_not(None), messages.c.album)
partial_index("ix_messages_held_until", messages.c.held_until.is_not(None), messages.c.held_until)

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
    whole, parts = origins.parted(origin, body)
    row = {
        "ticket_id": id,
        "author": by.person.id,
        "audience": audience.value,
        "by_staff": by_staff,
        "at": unit.now,
        "body": whole,
        "origin": None if origin is None else origins.kept(origin, parts),
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
    return origins.read(row.origin)


def of_album(conn: sa.Connection, id: TicketId, author: PersonId, album: str) -> Message | None:
    """The message that the earlier parts of an album have made."""
    mine = sa.and_(messages.c.album == album, messages.c.ticket_id == id, messages.c.author == author)
    row = conn.execute(sa.select(messages).where(mine).order_by(messages.c.id)).first()
    return None if row is None else _message(row)


def opening(conn: sa.Connection, id: TicketId) -> MessageId:
    """The first public word of a ticket, which its card shows."""
    return MessageId(_first.first(conn, {"of": id}).id)


def rewrite(unit: Unit, message: Message, body: str, mark: int = 0, parts: Sequence[Part] = ()) -> int:
    """Another text for a message; the old one is kept. Says which revision this is."""
    new = {"body": body, "edited_at": unit.now, "edit_mark": max(mark, message.edit_mark)}
    return _replaced(unit, message, {**new, **_made_of(unit, message, parts)})


def remark(unit: Unit, message: Message, mark: int, parts: Sequence[Part] = ()) -> None:
    """It reads as after this edit already."""
    new = {"edit_mark": max(mark, message.edit_mark), **_made_of(unit, message, parts or message.parts)}
    writing.change(unit.conn, messages, {"id": message.id}, new)


def _made_of(unit: Unit, message: Message, parts: Sequence[Part]) -> dict[str, Any]:
    """Nothing to write where no parts were known, and none are."""
    if not parts and not message.parts:
        return {}
    row = _by_id.first(unit.conn, {"message": message.id})
    known = {name: value for name, value in ((row and row.origin) or {}).items() if name != "parts"}
    return {"origin": known | ({"parts": origins.plain(parts)} if parts else {})}


def withdraw(unit: Unit, message: Message) -> int:
    """It says nothing any more; what it said is kept beside it."""
    return _replaced(unit, message, {"body": "", "withdrawn_at": unit.now, "held_until": None, "held_move": None})


def _replaced(unit: Unit, message: Message, new: dict[str, Any]) -> int:
    old = {"message_id": message.id, "rev": message.body_rev, "at": message.edited_at or message.at}
    writing.insert(unit.conn, versions, [{**old, "body": message.body}])
    writing.change(unit.conn, messages, {"id": message.id}, {**new, "body_rev": message.body_rev + 1})
    return message.body_rev + 1


def kept(conn: sa.Connection, id: MessageId) -> list[tuple[int, Instant, str]]:
    """What a message said before, oldest first: revision, since when, text."""
    query = sa.select(versions).where(versions.c.message_id == id).order_by(versions.c.rev)
    return [(row.rev, row.at, row.body) for row in conn.execute(query)]


def before(conn: sa.Connection, message: Message) -> str | None:
    """The text before the last edit."""
    last = sa.and_(versions.c.message_id == message.id, versions.c.rev == message.body_rev - 1)
    found: str | None = conn.execute(sa.select(versions.c.body).where(last)).scalar_one_or_none()
    return found


def extend(unit: Unit, message: Message, body: str, origin: Origin) -> None:
    """A later part of an album: its words follow those that are there, and may be put to it later."""
    whole, parts = origins.extended(message, body, origin)
    new = {"body": whole, **_made_of(unit, message, parts)}
    writing.change(unit.conn, messages, {"id": message.id}, new)


def hold(unit: Unit, id: MessageId, until: Instant | None, move: HeldMove | None = None) -> None:
    """An answer waits until then, and its move with it; or, with no time, neither ever leaves."""
    held = {"held_until": until, "held_move": None if move is None else asdict(move)}
    writing.change(unit.conn, messages, {"id": id}, held)


def publish(unit: Unit, id: MessageId) -> None:
    """What was held is a public word from now on; that it was changed while it waited is nobody's business outside."""
    shown = {"audience": Audience.PUBLIC.value, "held_until": None, "held_move": None, "edited_at": None}
    writing.change(unit.conn, messages, {"id": id}, shown)


def held_due(conn: sa.Connection, now: Instant, most: int) -> list[tuple[TicketId, MessageId, Instant]]:
    query = sa.select(messages).where(messages.c.held_until <= now).order_by(messages.c.id).limit(most)
    return [(TicketId(row.ticket_id), MessageId(row.id), row.held_until) for row in conn.execute(query)]


def conversation(
    conn: sa.Connection, ids: Sequence[TicketId], audiences: Sequence[Audience], before: int | None, most: int
) -> list[Message]:
    """The newest `most` messages of a ticket and of those that go on in it, before an id; oldest first."""
    query = sa.select(messages).where(messages.c.ticket_id.in_(ids), messages.c.audience.in_(audiences))
    if before is not None:
        query = query.where(messages.c.id < min(before, LARGEST))
    return [_message(row) for row in reversed(conn.execute(query.order_by(messages.c.id.desc()).limit(most)).all())]


def since(conn: sa.Connection, id: TicketId, first: MessageId, most: int) -> list[Message]:
    """A public word of the customer's side, and those that followed it."""
    theirs = sa.and_(messages.c.ticket_id == id, messages.c.audience == "public", ~messages.c.by_staff)
    query = sa.select(messages).where(theirs, messages.c.id >= first).order_by(messages.c.id).limit(most)
    return [_message(row) for row in conn.execute(query)]


def newest_said(
    conn: sa.Connection, ids: Sequence[TicketId], after: MessageId, but: PersonId
) -> Message | None:  # fmt: skip
    """The last word between the desk and the customer's side after another, by anybody else; held answers are some."""
    told = (messages.c.audience == "public") | messages.c.held_until.is_not(None)
    query = sa.select(messages).where(messages.c.ticket_id.in_(ids), messages.c.id > after, told)
    row = conn.execute(query.where(messages.c.author != but).order_by(messages.c.id.desc()).limit(1)).first()
    return None if row is None else _message(row)


def copy(unit: Unit, to: TicketId, message: Message) -> MessageId:
    """The same words of the same author at the same time, in another ticket."""
    row = {
        "ticket_id": to, "author": message.author, "audience": message.audience.value, "by_staff": message.by_staff,
        "at": message.at, "body": message.body, "origin": None, "album": None,
    }  # fmt: skip
    return MessageId(_insert.first(unit.conn, row).id)


def _message(row: Any) -> Message:
    came = row.origin or {}
    return Message(
        MessageId(row.id), TicketId(row.ticket_id), PersonId(row.author), Audience(row.audience), row.by_staff,
        row.at, row.body, row.body_rev, row.edited_at, row.held_until, came.get("letter"), came.get("doubt"),
        row.edit_mark, row.withdrawn_at, row.seen_at, HeldMove(**row.held_move) if row.held_move else None,
        came.get("ref", ""), tuple(Part(*one) for one in came.get("parts", ())),
    )  # fmt: skip
