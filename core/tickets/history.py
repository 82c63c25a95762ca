"""What happened to tickets, in order, for good (agreement 9)."""

from collections.abc import Sequence
from typing import Any

import sqlalchemy as sa

from core.kinds import Audience, Door, Event, EventId, Recorded, TicketId
from core.people.person import Caller
from core.storage.prepared import Prepared
from core.storage.schema import instant, json, key, metadata, number, ref, text
from core.storage.unit import Unit
from core.tickets import event_kinds as kinds

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

WHOLE = 2**31 - 1
"""No history is longer."""

_insert = Prepared(events.insert().returning(events.c.id))
_any = Prepared(
    sa.select(events.c.id)
    .where(events.c.ticket_id == sa.bindparam("of"), events.c.kind == sa.bindparam("one"))
    .limit(1)
)
_of = Prepared(sa.select(events).where(events.c.ticket_id == sa.bindparam("of")).order_by(events.c.seq))
_by_id = Prepared(sa.select(events).where(events.c.id == sa.bindparam("event")))


def append(unit: Unit, id: TicketId, seq: int, by: Caller, event: Event) -> Recorded:
    row = {
        "ticket_id": id,
        "seq": seq,
        "at": unit.now,
        "actor": by.person.id or None,
        "door": by.door.value if by.door else None,
        "kind": type(event).__name__,
        "audience": Audience.INTERNAL.value if unit.hidden else event.audience.value,
        "version": event.version,
        "payload": kinds.written(event),
    }
    event_id = EventId(_insert.first(unit.conn, row).id)
    return Recorded(event_id, id, seq, unit.now, by.person.id or None, by.door, event, unit.hidden)


def of_ticket(conn: sa.Connection, id: TicketId) -> list[Recorded]:
    return [_recorded(row) for row in _of.all(conn, {"of": id})]


def has(conn: sa.Connection, id: TicketId, kind: type[Event]) -> bool:
    """Whether such a thing has ever happened to a ticket."""
    return _any.first(conn, {"of": id, "one": kind.__name__}) is not None


def newest(conn: sa.Connection, id: TicketId) -> EventId | None:
    last = sa.select(sa.func.max(events.c.id)).where(events.c.ticket_id == id)
    found = conn.execute(last).scalar_one()
    return None if found is None else EventId(found)


def of_kinds(conn: sa.Connection, id: TicketId, kinds: Sequence[type[Event]]) -> list[Recorded]:
    wanted = sa.and_(events.c.ticket_id == id, events.c.kind.in_([kind.__name__ for kind in kinds]))
    return [_recorded(row) for row in conn.execute(sa.select(events).where(wanted).order_by(events.c.seq))]


def part(
    conn: sa.Connection, id: TicketId, quiet: Sequence[str], most: int, *, before: int | None = None,
    after: int | None = None, public: bool = False,
) -> list[Recorded]:  # fmt: skip
    """The first events after a place, or the last before one, in the order in which they are come to."""
    query = sa.select(events).where(events.c.ticket_id == id, events.c.kind.not_in(quiet))
    if public:
        query = query.where(events.c.audience == Audience.PUBLIC)
    if after is not None:
        query = query.where(events.c.seq > min(after, WHOLE)).order_by(events.c.seq)
    else:
        query = query.where(events.c.seq < min(before or WHOLE, WHOLE)).order_by(events.c.seq.desc())
    return [_recorded(row) for row in conn.execute(query.limit(most))]


def find(conn: sa.Connection, id: EventId) -> Recorded | None:
    row = _by_id.first(conn, {"event": id})
    return None if row is None else _recorded(row)


def _recorded(row: Any) -> Recorded:
    event = kinds.read(row.kind, row.payload)
    return Recorded(
        EventId(row.id), TicketId(row.ticket_id), row.seq, row.at, row.actor, Door(row.door) if row.door else None,
        event, row.audience != event.audience,
    )  # fmt: skip
