"""Tickets, their history and their words."""

from collections.abc import Mapping, Sequence
from typing import Any

import sqlalchemy as sa

from core.errors import Code, Refusal
from core.kinds import (
    Door,
    Event,
    Happened,
    Instant,
    Origin,
    PersonId,
    TicketId,
)
from core.people.person import Caller
from core.storage.prepared import Prepared
from core.storage.schema import LARGEST, instant, key, metadata, number, partial_index, ref, text
from core.storage.unit import Unit
from core.tickets import history
from core.tickets.model import Ticket

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
    text("paused", nullable=True),
    instant("paused_until", nullable=True),
    instant("choice_until", nullable=True),
    sa.Column("linked_to", sa.BigInteger, nullable=True),
)
sa.Index("ix_tickets_requester", tickets.c.requester, tickets.c.id)
sa.Index("ix_tickets_assignee", tickets.c.assignee, tickets.c.id)
partial_index("ix_tickets_resume_at", tickets.c.resume_at.is_not(None), tickets.c.resume_at)
partial_index("ix_tickets_choice_until", tickets.c.choice_until.is_not(None), tickets.c.choice_until)

WORKFLOW = {"status", "assignee"}

_find = Prepared(sa.select(tickets).where(tickets.c.id == sa.bindparam("ticket")))
_lock = Prepared(sa.select(tickets).where(tickets.c.id == sa.bindparam("ticket")).with_for_update())
_insert_ticket = Prepared(tickets.insert().returning(tickets.c.id))


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
    recorded = history.append(unit, id, 1, by, event)
    unit.happened.append(Happened(recorded, by.person.id, by.door or Door.API, origin))


def change(
    unit: Unit, ticket: Ticket, by: Caller, happened: Sequence[Event], origin: Origin | None = None, **values: object
) -> None:
    """Writes the row and its history in one go; whoever changes a ticket says what happened.

    Another status ends what hung on the one before: a pause that could be restored, a choice that was offered.
    """
    if values.get("status", ticket.status) != ticket.status:
        values = {"paused": None, "paused_until": None, "choice_until": None} | values
    seq = ticket.last_seq
    for event in happened:
        seq += 1
        recorded = history.append(unit, ticket.id, seq, by, event)
        unit.happened.append(Happened(recorded, ticket.requester, ticket.source, origin))
    rev = ticket.workflow_rev + (1 if WORKFLOW & values.keys() else 0)
    stamp = {"updated_at": unit.now, "last_seq": seq, "workflow_rev": rev}
    unit.conn.execute(tickets.update().where(tickets.c.id == ticket.id).values(**stamp, **values))


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


def choices_due(conn: sa.Connection, now: Instant, most: int) -> list[Ticket]:
    """Answered tickets whose customer has not said how it goes on (D7)."""
    query = sa.select(tickets).where(tickets.c.choice_until <= now).order_by(tickets.c.choice_until).limit(most)
    return [found for row in conn.execute(query) if (found := _ticket(row))]


def _ticket(row: Any) -> Ticket | None:
    if row is None:
        return None
    return Ticket(
        id=TicketId(row.id), prefix=row.prefix, subject=row.subject, type=row.type, priority=row.priority,
        status=row.status, requester=PersonId(row.requester), assignee=row.assignee, source=Door(row.source),
        opened_at=row.opened_at, updated_at=row.updated_at, resume_at=row.resume_at, grade=row.grade,
        workflow_rev=row.workflow_rev, last_seq=row.last_seq, paused=row.paused, paused_until=row.paused_until,
        choice_until=row.choice_until,
        linked_to=row.linked_to,
    )  # fmt: skip
