"""Tickets, their history and their words."""

from collections.abc import Mapping, Sequence
from typing import Any

import sqlalchemy as sa

from core.errors import Code, Refusal
from core.kinds import (
    Audience,
    Door,
    Event,
    EventId,
    Happened,
    Instant,
    MessageId,
    Origin,
    PersonId,
    Recorded,
    TicketId,
)
from core.people.person import Caller
from core.storage.prepared import Prepared
from core.storage.schema import LARGEST, instant, json, key, metadata, number, ref, text
from core.storage.unit import Unit
from core.tickets import events as kinds
from core.tickets.model import Message, Ticket

tickets = sa.Table(
    "tickets",
    metadata,
    key(),
    text("prefix"),
    text("subject"),
    text("type"),
    text("priority"),
    text("status"),
    ref("requester", "persons.id"),
    ref("assignee", "persons.id", nullable=True),
    text("source"),
    instant("opened_at"),
    instant("updated_at"),
    instant("resume_at", nullable=True),
    text("grade", nullable=True),
    number("workflow_rev"),
    number("last_seq"),
)
sa.Index("ix_tickets_requester", tickets.c.requester, tickets.c.id)
sa.Index("ix_tickets_assignee", tickets.c.assignee, tickets.c.id)
sa.Index(
    "ix_tickets_resume_at",
    tickets.c.resume_at,
    **{  # type: ignore[arg-type]
        f"{dialect}_where": tickets.c.resume_at.is_not(None) for dialect in ("sqlite", "postgresql")
    },
)

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

WORKFLOW = {"status", "assignee"}

_find = Prepared(sa.select(tickets).where(tickets.c.id == sa.bindparam("ticket")))
_lock = Prepared(sa.select(tickets).where(tickets.c.id == sa.bindparam("ticket")).with_for_update())
_insert_ticket = Prepared(tickets.insert().returning(tickets.c.id))
_insert_event = Prepared(events.insert().returning(events.c.id))
_insert_message = Prepared(messages.insert().returning(messages.c.id))
_message_by_id = Prepared(sa.select(messages).where(messages.c.id == sa.bindparam("message")))
_event_by_id = Prepared(sa.select(events).where(events.c.id == sa.bindparam("event")))


def find(conn: sa.Connection, id: TicketId) -> Ticket | None:
    return _ticket(_find.first(conn, {"ticket": id})) if 0 < id <= LARGEST else None


def locked(unit: Unit, id: TicketId) -> Ticket:
    """The ticket, locked for this unit. Raises Refusal(MISSING)."""
    found = _ticket(_lock.first(unit.conn, {"ticket": id})) if 0 < id <= LARGEST else None
    if found is None:
        raise Refusal(Code.MISSING)
    return found


def insert(unit: Unit, by: Caller, values: Mapping[str, object]) -> TicketId:
    row = {
        **values,
        "requester": by.person.id,
        "source": (by.door or Door.API).value,
        "opened_at": unit.now,
        "updated_at": unit.now,
        "last_seq": 1,
    }
    return TicketId(_insert_ticket.first(unit.conn, row).id)


def opened(unit: Unit, id: TicketId, by: Caller, event: Event, origin: Origin | None) -> None:
    recorded = _append(unit, id, 1, by, event)
    unit.happened.append(Happened(recorded, by.person.id, by.door or Door.API, origin))


def change(
    unit: Unit, ticket: Ticket, by: Caller, happened: Sequence[Event], origin: Origin | None = None, **values: object
) -> None:
    """Writes the row and its history in one go; whoever changes a ticket says what happened."""
    seq = ticket.last_seq
    for event in happened:
        seq += 1
        recorded = _append(unit, ticket.id, seq, by, event)
        unit.happened.append(Happened(recorded, ticket.requester, ticket.source, origin))
    rev = ticket.workflow_rev + (1 if WORKFLOW & values.keys() else 0)
    stamp = {"updated_at": unit.now, "last_seq": seq, "workflow_rev": rev}
    unit.conn.execute(tickets.update().where(tickets.c.id == ticket.id).values(**stamp, **values))


def _append(unit: Unit, id: TicketId, seq: int, by: Caller, event: Event) -> Recorded:
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
    event_id = EventId(_insert_event.first(unit.conn, row).id)
    return Recorded(event_id, id, seq, unit.now, by.person.id or None, by.door, event)


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
    return MessageId(_insert_message.first(unit.conn, row).id)


def message(conn: sa.Connection, id: MessageId) -> Message | None:
    row = _message_by_id.first(conn, {"message": id})
    return None if row is None else _message(row)


def origin(conn: sa.Connection, id: MessageId) -> Origin | None:
    row = _message_by_id.first(conn, {"message": id})
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


def of_requester(conn: sa.Connection, person: PersonId, before: int | None, most: int) -> list[Ticket]:
    """The person's own tickets, newest first, by keyset: the thousandth page costs as much as the first."""
    query = sa.select(tickets).where(tickets.c.requester == person)
    if before is not None:
        query = query.where(tickets.c.id < min(before, LARGEST))
    return [found for row in conn.execute(query.order_by(tickets.c.id.desc()).limit(most)) if (found := _ticket(row))]


def of_requester_in(conn: sa.Connection, person: PersonId, statuses: Sequence[str], most: int) -> list[Ticket]:
    query = (
        sa.select(tickets)
        .where(tickets.c.requester == person, tickets.c.status.in_(statuses))
        .order_by(tickets.c.id.desc())
        .limit(most)
    )
    return [found for row in conn.execute(query) if (found := _ticket(row))]


def newest(conn: sa.Connection, most: int) -> list[Ticket]:
    query = sa.select(tickets).order_by(tickets.c.id.desc()).limit(most)
    return [found for row in conn.execute(query) if (found := _ticket(row))]


def due(conn: sa.Connection, now: Instant, most: int) -> list[Ticket]:
    """Postponed tickets whose time has come."""
    query = sa.select(tickets).where(tickets.c.resume_at <= now).order_by(tickets.c.resume_at).limit(most)
    return [found for row in conn.execute(query) if (found := _ticket(row))]


def history(conn: sa.Connection, id: TicketId) -> list[Recorded]:
    rows = conn.execute(sa.select(events).where(events.c.ticket_id == id).order_by(events.c.seq))
    return [_recorded(row) for row in rows]


def event(conn: sa.Connection, id: EventId) -> Recorded | None:
    row = _event_by_id.first(conn, {"event": id})
    return None if row is None else _recorded(row)


def _recorded(row: Any) -> Recorded:
    return Recorded(
        EventId(row.id), TicketId(row.ticket_id), row.seq, row.at, row.actor, Door(row.door) if row.door else None,
        kinds.read(row.kind, row.payload),
    )  # fmt: skip


def _ticket(row: Any) -> Ticket | None:
    if row is None:
        return None
    return Ticket(
        id=TicketId(row.id), prefix=row.prefix, subject=row.subject, type=row.type, priority=row.priority,
        status=row.status, requester=PersonId(row.requester), assignee=row.assignee, source=Door(row.source),
        opened_at=row.opened_at, updated_at=row.updated_at, resume_at=row.resume_at, grade=row.grade,
        workflow_rev=row.workflow_rev, last_seq=row.last_seq,
    )  # fmt: skip


def _message(row: Any) -> Message:
    return Message(
        MessageId(row.id), TicketId(row.ticket_id), PersonId(row.author), Audience(row.audience), row.by_staff,
        row.at, row.body,
    )  # fmt: skip
