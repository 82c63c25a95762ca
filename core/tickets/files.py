"""Attachments: rows made with their message, contents fetched after the commit."""

from collections.abc import Sequence
from dataclasses import dataclass

import sqlalchemy as sa

from core.clock import SECOND, machine
from core.kinds import Door, FileId, Json, MessageId, TicketId
from core.storage.bells import FILES
from core.storage.schema import instant, json, key, metadata, number, partial_index, ref, text
from core.storage.unit import Unit
from core.texts import one_line, shorten
from core.tickets.commands import Attachment
from core.tickets.mailed import LETTER
from core.tickets.model import File, FileState

LEASE = 120 * SECOND
ATTEMPTS = 8
NAME_LIMIT = 200

attachments = sa.Table(
    "attachments",
    metadata,
    key(),
    ref("ticket_id", "tickets.id", index=True),
    ref("message_id", "messages.id", index=True),
    text("name"),
    text("media_type"),
    text("kind"),
    sa.Column("size", sa.BigInteger, nullable=True),
    text("state", default="loading"),
    text("digest", nullable=True),
    text("reason", nullable=True),
    text("door"),
    json("source"),
    number("attempts"),
    instant("due_at"),
)
partial_index("ix_attachments_loading", attachments.c.state == "loading", attachments.c.due_at)


@dataclass(frozen=True, slots=True)
class Wanted:
    """A content to fetch through a door. `attempt` counts from 1."""

    file: FileId
    ticket: TicketId
    door: Door
    source: Json
    attempt: int


def attach(unit: Unit, ticket: TicketId, message: MessageId, door: Door, files: Sequence[Attachment]) -> None:
    """One row a file; a name never becomes a path, and an empty one is made up from the kind (faults C2, E6)."""
    for file in files:
        put(unit, ticket, message, door, file)
    if files:
        unit.ring(FILES)


def put(unit: Unit, ticket: TicketId, message: MessageId, door: Door, file: Attachment) -> FileId:
    """One whose content is refused is lost from the beginning."""
    values = {
        "ticket_id": ticket,
        "message_id": message,
        "name": named(file),
        "media_type": one_line(file.media_type) or "application/octet-stream",
        "kind": file.kind,
        "size": file.size,
        "door": door.value,
        "source": dict(file.source),
        "due_at": machine(),
        "state": (FileState.LOST if file.refused else FileState.LOADING).value,
        "reason": file.refused,
    }
    return FileId(unit.conn.execute(attachments.insert().values(**values).returning(attachments.c.id)).scalar_one())


def shown(file: File) -> bool:
    """To the customer's side: what an agent had fetched for themselves is no part of what was said."""
    return file.kind != LETTER


def copy(unit: Unit, ticket: TicketId, message: MessageId, to: MessageId) -> None:
    """The files of a message, for a copy of it in another ticket. What has not come yet is fetched for both."""
    rows = unit.conn.execute(
        sa.select(attachments).where(attachments.c.message_id == message).order_by(attachments.c.id)
    )
    for row in rows.all():
        values = {name: value for name, value in row._mapping.items() if name not in ("id", "attempts", "due_at")}
        unit.conn.execute(attachments.insert(), values | {"ticket_id": ticket, "message_id": to, "due_at": machine()})
        unit.ring(FILES)


def named(file: Attachment) -> str:
    return shorten(one_line(file.name), NAME_LIMIT) or file.kind


_wanted = (
    sa.select(attachments)
    .where(
        attachments.c.state == "loading",
        attachments.c.due_at <= sa.bindparam("now"),
        attachments.c.door.in_(sa.bindparam("doors", expanding=True)),
    )
    .order_by(attachments.c.due_at)
    .limit(sa.bindparam("most"))
    .with_for_update(skip_locked=True)
)


def claim(unit: Unit, doors: Sequence[Door], most: int) -> list[Wanted]:
    """Contents to fetch now. Each is due again when the lease ends, so a fetcher that dies holds nothing up."""
    now = machine()
    rows = unit.conn.execute(_wanted, {"now": now, "doors": [door.value for door in doors], "most": most}).all()
    if rows:
        unit.conn.execute(
            attachments.update()
            .where(attachments.c.id.in_([row.id for row in rows]))
            .values(due_at=now + LEASE, attempts=attachments.c.attempts + 1)
        )
    return [
        Wanted(FileId(row.id), TicketId(row.ticket_id), Door(row.door), row.source, row.attempts + 1) for row in rows
    ]


def release(unit: Unit) -> None:
    """What a dead predecessor was fetching is wanted now, where only one process may run."""
    unit.conn.execute(attachments.update().where(attachments.c.state == "loading").values(due_at=machine()))


def postpone(unit: Unit, file: FileId, seconds: float) -> None:
    unit.conn.execute(
        attachments.update().where(attachments.c.id == file).values(due_at=machine() + round(seconds * SECOND))
    )


def locked(unit: Unit, id: FileId) -> File | None:
    row = unit.conn.execute(sa.select(attachments).where(attachments.c.id == id).with_for_update()).first()
    return None if row is None else _file(row)


def change(unit: Unit, id: FileId, **values: object) -> None:
    unit.conn.execute(attachments.update().where(attachments.c.id == id).values(**values))


def find(conn: sa.Connection, id: FileId) -> File | None:
    row = conn.execute(sa.select(attachments).where(attachments.c.id == id)).first()
    return None if row is None else _file(row)


_of_messages = (
    sa.select(attachments)
    .where(attachments.c.message_id.in_(sa.bindparam("messages", expanding=True)))
    .order_by(attachments.c.id)
)


def of_messages(conn: sa.Connection, messages: Sequence[MessageId]) -> list[File]:
    return [_file(row) for row in conn.execute(_of_messages, {"messages": list(messages)})] if messages else []


def digests(conn: sa.Connection) -> set[str]:
    """Every content that a row names; whatever else lies in the folder is an orphan."""
    return set(conn.execute(sa.select(attachments.c.digest).where(attachments.c.digest.is_not(None))).scalars())


def _file(row: "sa.Row[tuple[object, ...]]") -> File:
    return File(
        FileId(row.id), TicketId(row.ticket_id), MessageId(row.message_id), row.name, row.media_type, row.kind,
        row.size, FileState(row.state), row.digest, row.reason,
    )  # fmt: skip
