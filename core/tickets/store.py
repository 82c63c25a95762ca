"""Tickets, their history and their words."""

from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import Any

import sqlalchemy as sa

from core.errors import Code, Refusal
from core.kinds import Door, Event, Happened, Instant, Origin, PersonId, TicketId
from core.people.person import Caller
from core.storage import writing
from core.storage.prepared import Prepared
from core.storage.schema import LARGEST, instant, json, key, metadata, number, partial_index, ref, text
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
    text("brand", nullable=True),
    text("service", nullable=True),
    text("category", nullable=True),
    text("level", nullable=True),
    text("source_id", nullable=True),
    text("group_id", nullable=True),
    ref("company_id", "companies.id", nullable=True),
    ref("contact_id", "persons.id", nullable=True),
    ref("site_id", "sites.id", nullable=True),
    ref("equipment_id", "equipment.id", nullable=True),
    ref("contract_id", "contracts.id", nullable=True),
    instant("due_at", nullable=True),
    json("fields", nullable=True),
    text("spam", nullable=True),
    ref("merged_into", "tickets.id", nullable=True),
)
partial_index("ix_tickets_merged_into", tickets.c.merged_into.is_not(None), tickets.c.merged_into)
partial_index("ix_tickets_group_id", tickets.c.group_id.is_not(None), tickets.c.group_id, tickets.c.id)
partial_index("ix_tickets_company_id", tickets.c.company_id.is_not(None), tickets.c.company_id, tickets.c.id)
partial_index("ix_tickets_contact_id", tickets.c.contact_id.is_not(None), tickets.c.contact_id, tickets.c.id)
partial_index("ix_tickets_site_id", tickets.c.site_id.is_not(None), tickets.c.site_id, tickets.c.id)
partial_index("ix_tickets_equipment_id", tickets.c.equipment_id.is_not(None), tickets.c.equipment_id, tickets.c.id)
_queued = (tickets.c.status, tickets.c.id)
"""What a queue is walked by."""
_judged = (
    tickets.c.service, tickets.c.brand, tickets.c.type, tickets.c.group_id, tickets.c.spam, tickets.c.merged_into,
)  # fmt: skip
"""By what it is told who may see a ticket, so that no row has to be read that is not shown."""
IN_QUEUES = sa.and_(tickets.c.spam.is_(None), tickets.c.merged_into.is_(None))
"""What is set aside as spam is in a queue of its own, and what goes on in another ticket is there as that one."""
partial_index("ix_tickets_status", IN_QUEUES, *_queued, *_judged, tickets.c.assignee)
partial_index("ix_tickets_work", IN_QUEUES, tickets.c.assignee, *_queued, *_judged)
sa.Index("ix_tickets_requester", tickets.c.requester, tickets.c.id)
sa.Index("ix_tickets_assignee", tickets.c.assignee, tickets.c.id)
partial_index("ix_tickets_spam", tickets.c.spam.is_not(None), tickets.c.id)
partial_index("ix_tickets_resume_at", tickets.c.resume_at.is_not(None), tickets.c.resume_at)
partial_index("ix_tickets_choice_until", tickets.c.choice_until.is_not(None), tickets.c.choice_until)

WORKFLOW = {"status": "status", "assignee": "assignee", "group_id": "group", "merged_into": "merged_into"}
"""Columns on which an agent's move depends, and what a ticket calls them: a change of one raises `workflow_rev`."""

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


def insert(unit: Unit, by: Caller, requester: PersonId, values: Mapping[str, object]) -> TicketId:
    row = {
        "source": (by.door or Door.API).value,
        **{name: value for name, value in values.items() if value is not None},
        "requester": requester,
        "opened_at": unit.now,
        "updated_at": unit.now,
        "last_seq": 1,
    }
    return TicketId(_insert_ticket.first(unit.conn, row).id)


def opened(
    unit: Unit, id: TicketId, by: Caller, requester: PersonId, event: Event, origin: Origin | None, *,
    aside: bool = False,
) -> None:  # fmt: skip
    recorded = history.append(unit, id, 1, by, event)
    unit.happened.append(Happened(recorded, requester, by.door or Door.API, origin, aside))


def change(
    unit: Unit, ticket: Ticket, by: Caller, happened: Sequence[Event], origin: Origin | None = None, **values: object
) -> None:
    """Writes the row and its history in one go; whoever changes a ticket says what happened.

    Another status ends what hung on the one before: a pause that could be restored, a choice that was offered.
    """
    if values.get("status", ticket.status) != ticket.status:
        values = {"paused": None, "paused_until": None, "choice_until": None} | values
    seq, aside = ticket.last_seq, values.get("spam", ticket.spam) is not None
    for event in happened:
        seq += 1
        recorded = history.append(unit, ticket.id, seq, by, event)
        unit.happened.append(Happened(recorded, ticket.requester, ticket.source, origin, aside))
    moved = any(values[name] != getattr(ticket, WORKFLOW[name]) for name in WORKFLOW.keys() & values.keys())
    stamp = {"updated_at": unit.now, "last_seq": seq, "workflow_rev": ticket.workflow_rev + moved}
    writing.change(unit.conn, tickets, {"id": ticket.id}, stamp | values)


_other = tickets.alias("other")
_NOT_TWICE = ~sa.exists().where(_other.c.id == tickets.c.merged_into, _other.c.requester == tickets.c.requester)
"""A ticket that goes on in another of the same person is not listed beside it (X2)."""


def of_requester(
    conn: sa.Connection, person: PersonId, before: int | None, most: int, statuses: Sequence[str] | None = None
) -> list[Ticket]:  # fmt: skip
    """The person's own tickets, newest first, by keyset: the thousandth page costs as much as the first."""
    given = {"who": person, "before": LARGEST if before is None else min(before, LARGEST), "most": most}
    return listed(conn, _own(None if statuses is None else tuple(statuses)), given)


def listed(conn: sa.Connection, query: Prepared, given: Mapping[str, object]) -> list[Ticket]:
    """What a statement finds that reads tickets whole."""
    return [found for row in query.all(conn, given) if (found := _ticket(row))]


def standing_in(statuses: Sequence[str] | None) -> list[sa.ColumnElement[bool]]:
    """No condition where any status will do."""
    return [] if statuses is None else [sa.or_(sa.false(), *(tickets.c.status == one for one in statuses))]


@lru_cache(maxsize=100)
def _own(statuses: tuple[str, ...] | None) -> Prepared:
    """Written once for each set of the profile's statuses that anybody asks for."""
    where = tickets.c.requester == sa.bindparam("who"), tickets.c.id < sa.bindparam("before"), _NOT_TWICE
    query = sa.select(tickets).where(*where, *standing_in(statuses))
    return Prepared(query.order_by(tickets.c.id.desc()).limit(sa.bindparam("most")))


def read(conn: sa.Connection, where: sa.ColumnElement[bool], most: int | None) -> list[Ticket]:
    """Newest first."""
    query = sa.select(tickets).where(where).order_by(tickets.c.id.desc()).limit(most)
    return [found for row in conn.execute(query) if (found := _ticket(row))]


def count(conn: sa.Connection, where: sa.ColumnElement[bool]) -> int:
    return int(conn.execute(sa.select(sa.func.count()).select_from(tickets).where(where)).scalar_one())


def newest(conn: sa.Connection, most: int) -> list[Ticket]:
    return read(conn, sa.true(), most)


def stands_aside(id: sa.ColumnElement[int]) -> sa.ColumnElement[bool]:
    """Whether a row is about a ticket that is set aside as spam: time does nothing to it."""
    return sa.exists().where(tickets.c.id == id, tickets.c.spam.is_not(None))


def others_of(conn: sa.Connection, person: PersonId) -> bool:
    """Whether somebody has any ticket that is no spam."""
    query = sa.select(tickets.c.id).where(tickets.c.requester == person, tickets.c.spam.is_(None)).limit(1)
    return conn.execute(query).first() is not None


def due(conn: sa.Connection, now: Instant, most: int) -> list[Ticket]:
    """Postponed tickets whose time has come."""
    due = sa.and_(tickets.c.resume_at <= now, tickets.c.spam.is_(None))
    query = sa.select(tickets).where(due).order_by(tickets.c.resume_at).limit(most)
    return [found for row in conn.execute(query) if (found := _ticket(row))]


def choices_due(conn: sa.Connection, now: Instant, most: int) -> list[Ticket]:
    """Answered tickets whose customer has not said how it goes on (D7)."""
    due = sa.and_(tickets.c.choice_until <= now, tickets.c.spam.is_(None))
    query = sa.select(tickets).where(due).order_by(tickets.c.choice_until).limit(most)
    return [found for row in conn.execute(query) if (found := _ticket(row))]


def _ticket(row: Any) -> Ticket | None:
    if row is None:
        return None
    return Ticket(
        id=TicketId(row.id), prefix=row.prefix, subject=row.subject, type=row.type, priority=row.priority,
        status=row.status, requester=PersonId(row.requester), assignee=row.assignee, source=Door(row.source),
        opened_at=row.opened_at, updated_at=row.updated_at, resume_at=row.resume_at, grade=row.grade,
        workflow_rev=row.workflow_rev, last_seq=row.last_seq, paused=row.paused, paused_until=row.paused_until,
        choice_until=row.choice_until, linked_to=row.linked_to, brand=row.brand, service=row.service,
        category=row.category, level=row.level, source_id=row.source_id, group=row.group_id, company=row.company_id,
        contact=row.contact_id, site=row.site_id, equipment=row.equipment_id, contract=row.contract_id,
        due_at=row.due_at, spam=row.spam, merged_into=row.merged_into, fields=row.fields or {},
    )  # fmt: skip
