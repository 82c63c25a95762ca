"""What happened to tickets, in order, for good (agreement 9)."""

from typing import Any

import sqlalchemy as sa

from core.kinds import Door, Event, EventId, Recorded, TicketId
from core.people.person import Caller
from core.storage.prepared import Prepared
from core.storage.schema import instant, json, key, metadata, number, ref, text
from core.storage.unit import Unit
from core.tickets import events as kinds

events = sa.Table(
    "events",
    metadata,
    key(),
    ref("ticket_id", "tickets.id"),
    number("seq", default=None),
    instant("at"),
    ref("actor", "persons.id", nullable=True),
    text("door", nullable=True),
    text("kind"),
    text("audience"),
    number("version", default=1),
    json("payload"),
    sa.UniqueConstraint("ticket_id", "seq"),
)
"""Append-only: triggers refuse UPDATE and DELETE. Bodies are in `messages`, so that erasing touches no history."""

_insert = Prepared(events.insert().returning(events.c.id))
_by_id = Prepared(sa.select(events).where(events.c.id == sa.bindparam("event")))


def append(unit: Unit, id: TicketId, seq: int, by: Caller, event: Event) -> Recorded:
    row = {
        "ticket_id": id,
        "seq": seq,
        "at": unit.now,
        "actor": by.person.id or None,
        "door": by.door.value if by.door else None,
        "kind": type(event).__name__,
        "audience": event.audience.value,
        "version": event.version,
        "payload": kinds.written(event),
    }
    event_id = EventId(_insert.first(unit.conn, row).id)
    return Recorded(event_id, id, seq, unit.now, by.person.id or None, by.door, event)


def of_ticket(conn: sa.Connection, id: TicketId) -> list[Recorded]:
    rows = conn.execute(sa.select(events).where(events.c.ticket_id == id).order_by(events.c.seq))
    return [_recorded(row) for row in rows]


def find(conn: sa.Connection, id: EventId) -> Recorded | None:
    row = _by_id.first(conn, {"event": id})
    return None if row is None else _recorded(row)


def _recorded(row: Any) -> Recorded:
    return Recorded(
        EventId(row.id), TicketId(row.ticket_id), row.seq, row.at, row.actor, Door(row.door) if row.door else None,
        kinds.read(row.kind, row.payload),
    )  # fmt: skip
