"""What each channel showed where; so that cards are edited, threads found and answers routed (agreement 13)."""

from typing import Any

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql, sqlite

from core.kinds import Door, MessageId, RegistrationId, TicketId
from core.outbox.addresses import addresses
from core.outbox.model import Post, Row
from core.storage.prepared import Prepared
from core.storage.schema import instant, key, metadata, partial_index, ref, text
from core.storage.unit import Unit

posts = sa.Table(
    "posts",
    metadata,
    key(),
    ref("address_id", "addresses.id"),
    text("ref"),
    text("kind"),
    ref("ticket_id", "tickets.id", nullable=True),
    ref("message_id", "messages.id", nullable=True),
    ref("registration_id", "registrations.id", nullable=True),
    ref("input_id", "inbox.id", nullable=True),
    ref("chat_id", "group_chats.id", nullable=True),
    sa.Column("own", sa.Boolean, nullable=False),
    instant("at"),
    sa.UniqueConstraint("address_id", "ref"),
)
sa.Index("ix_posts_ticket", posts.c.ticket_id, posts.c.address_id)
sa.Index("ix_posts_ref", posts.c.ref)
partial_index("ix_posts_registration", posts.c.registration_id.is_not(None), posts.c.registration_id)
partial_index("ix_posts_input", posts.c.input_id.is_not(None), posts.c.input_id)
partial_index("ix_posts_chat", posts.c.chat_id.is_not(None), posts.c.chat_id)

_at = Prepared(
    sa.select(posts)
    .join(addresses, addresses.c.id == posts.c.address_id)
    .where(
        addresses.c.door == sa.bindparam("d"), addresses.c.key == sa.bindparam("k"), posts.c.ref == sa.bindparam("r")
    )
)
_anywhere = Prepared(
    sa.select(posts.c.ticket_id)
    .join(addresses, addresses.c.id == posts.c.address_id)
    .where(posts.c.ref == sa.bindparam("r"), addresses.c.door == sa.bindparam("d"), posts.c.ticket_id.is_not(None))
    .order_by(posts.c.id)
)
_of_ticket = sa.select(posts).where(
    posts.c.ticket_id == sa.bindparam("ticket"), posts.c.address_id == sa.bindparam("address")
)  # fmt: skip

_of_input = sa.select(posts).where(
    posts.c.input_id == sa.bindparam("input"), posts.c.address_id == sa.bindparam("address")
)  # fmt: skip

_insert_sqlite = Prepared(sqlite.insert(posts).on_conflict_do_nothing(index_elements=["address_id", "ref"]))
_insert_postgres = Prepared(postgresql.insert(posts).on_conflict_do_nothing(index_elements=["address_id", "ref"]))


def remember(
    unit: Unit, address: int, ref: str, kind: str, ticket: TicketId | None, message: MessageId | None, *, own: bool,
    registration: RegistrationId | None = None,
    input: int | None = None, chat: int | None = None,
) -> None:  # fmt: skip
    """Once per message shown; an edit of it is the same post."""
    values = {
        "address_id": address, "ref": ref, "kind": kind, "ticket_id": ticket, "message_id": message, "own": own,
        "at": unit.now, "registration_id": registration, "input_id": input, "chat_id": chat,
    }  # fmt: skip
    (_insert_postgres if unit.on_postgres else _insert_sqlite).run(unit.conn, values)


def remember_sent(unit: Unit, row: Row, ref: str, *, own: bool) -> None:
    remember(
        unit, row.address.id, ref, row.kind.value, row.ticket, row.message, own=own,
        registration=row.registration, input=row.input, chat=row.chat,
    )  # fmt: skip


def forget(unit: Unit, address: int, ref: str) -> None:
    """What stood there is gone."""
    unit.conn.execute(posts.delete().where(posts.c.address_id == address, posts.c.ref == ref))


def at(conn: sa.Connection, door: Door, key: str, ref: str) -> Post | None:
    """What stands at a place of a chat: the way from a reply or a thread to its ticket."""
    row = _at.first(conn, {"d": door.value, "k": key, "r": ref})
    return None if row is None else _post(row)


def ticket_of(conn: sa.Connection, door: Door, ref: str) -> TicketId | None:
    """For doors where a message bears the same name at every address, as a letter does."""
    row = _anywhere.first(conn, {"r": ref, "d": door.value})
    return None if row is None else TicketId(row.ticket_id)


def of_ticket(conn: sa.Connection, ticket: TicketId, address: int) -> list[Post]:
    """A ticket's posts at one address, oldest first."""
    rows = conn.execute(_of_ticket.order_by(posts.c.id), {"ticket": ticket, "address": address})
    return [_post(row) for row in rows]


def of_registration(conn: sa.Connection, id: RegistrationId, address: int) -> str | None:
    """Where a request is shown at one address: of several the newest, since the others were deleted."""
    mine = sa.select(posts.c.ref).where(posts.c.registration_id == id, posts.c.address_id == address)
    return conn.execute(mine.order_by(posts.c.id.desc())).scalars().first()


def of_chat(conn: sa.Connection, chat: int, address: int) -> str | None:
    """The same for a group chat."""
    mine = sa.select(posts.c.ref).where(posts.c.chat_id == chat, posts.c.address_id == address)
    return conn.execute(mine.order_by(posts.c.id.desc())).scalars().first()


def move_chat(unit: Unit, before: int, after: int) -> None:
    """What was shown of a group is shown of what it has become."""
    unit.conn.execute(posts.update().where(posts.c.chat_id == before).values(chat_id=after))


def of_input(conn: sa.Connection, input: int, address: int) -> list[Post]:
    """Where an input that nobody understood is shown, oldest first."""
    rows = conn.execute(_of_input.order_by(posts.c.id), {"input": input, "address": address})
    return [_post(row) for row in rows]


def _post(row: Any) -> Post:
    return Post(row.address_id, row.ref, row.kind, row.ticket_id, row.message_id, row.own)
