"""What agents are offered when tickets are put together: others to pick, a problem's incidents, times (C5, X2)."""

from dataclasses import dataclass
from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

import sqlalchemy as sa

from core.clock import HOUR, SECOND
from core.errors import Code, Refusal
from core.kinds import Instant, TicketId
from core.outbox.model import Way
from core.people import rights
from core.people.person import Person
from core.profile.schema import Profile
from core.tickets import links, messages, rounds, snoozes, store
from core.tickets.links import Link
from core.tickets.model import Ticket
from core.tickets.standing import apart, standing
from core.tickets.store import tickets
from core.tickets.tying import problem_types
from core.views import card as cards
from core.views import ways
from core.views.parts import Who
from core.views.queries import Query, readable
from core.views.shapes import TicketLine

OFFERED = 50
WINDOW = 5_000
"""How far back among the newest tickets a problem is looked for; older ones are named by their number."""
LISTED = 60
MORNING = time(9)


@dataclass(frozen=True, slots=True)
class OtherTickets(Query[tuple[TicketLine, ...]]):
    """Those that a ticket may belong with, likeliest first; `of` is problem, parent or merge."""

    ticket: TicketId
    of: str


@dataclass(frozen=True, slots=True)
class Had:
    """How an incident fared in a round: how its answer did, or why it got none."""

    number: str
    requester: Who
    ways: tuple[Way, ...]
    reason: str | None


@dataclass(frozen=True, slots=True)
class Sheet:
    """A problem's incidents: `open` of `count` would be answered now, `numbers` are the first of them.

    `last` is the newest round, 0 for none, by `agent`; `had` to whom it went, those whom it left out first.
    """

    count: int
    open: int
    numbers: tuple[str, ...]
    last: int = 0
    agent: Who | None = None
    running: bool = False
    answered: int = 0
    left: int = 0
    had: tuple[Had, ...] = ()


@dataclass(frozen=True, slots=True)
class IncidentSheet(Query[Sheet]):
    ticket: TicketId


@dataclass(frozen=True, slots=True)
class Times:
    """Quick choices of an agent, by name; `now` is until when it is put off already."""

    offered: tuple[tuple[str, Instant], ...]
    now: Instant | None


@dataclass(frozen=True, slots=True)
class SnoozeTimes(Query[Times]):
    ticket: TicketId


def other_tickets(
    conn: sa.Connection, profile: Profile, by: Person, query: OtherTickets
) -> tuple[TicketLine, ...]:  # fmt: skip
    ticket = _worked(conn, profile, by, query.ticket)
    known = links.other(conn, ticket.id, Link(query.of)) if query.of in (Link.PROBLEM, Link.PARENT) else None
    chosen = store.find(conn, known) if known else None
    found = _problems(conn, profile) if query.of == Link.PROBLEM else _neighbours(conn, profile, ticket)
    shown = {one.id: one for one in [*([chosen] if chosen else []), *found]}
    return tuple(
        _line(profile, one) for one in shown.values() if one.id != ticket.id and _theirs(conn, profile, by, one)
    )


def _line(profile: Profile, ticket: Ticket) -> TicketLine:
    return cards.line(profile, ticket, staff=True)


def _problems(conn: sa.Connection, profile: Profile) -> list[Ticket]:
    newest = sa.select(tickets.c.id).order_by(tickets.c.id.desc()).limit(WINDOW).subquery()
    mine = sa.and_(tickets.c.id.in_(sa.select(newest)), tickets.c.type.in_(problem_types(profile)))
    return store.read(conn, mine & _alive(profile), OFFERED)


def _neighbours(conn: sa.Connection, profile: Profile, ticket: Ticket) -> list[Ticket]:
    """The requester's others first, then those of the same company."""
    own = store.read(conn, (tickets.c.requester == ticket.requester) & _alive(profile), OFFERED)
    if ticket.company is None:
        return own
    return [*own, *store.read(conn, (tickets.c.company_id == ticket.company) & _alive(profile), OFFERED)][:OFFERED]


def _alive(profile: Profile) -> sa.ColumnElement[bool]:
    statuses = [status.id for status in profile.statuses if not status.final]
    return sa.and_(tickets.c.status.in_(statuses), tickets.c.merged_into.is_(None))


def incident_sheet(conn: sa.Connection, profile: Profile, by: Person, query: IncidentSheet) -> Sheet:
    ticket = _worked(conn, profile, by, query.ticket)
    tied = tickets.c.id.in_(links.below(ticket.id, Link.PROBLEM)) & tickets.c.merged_into.is_(None)
    alive = tied & tickets.c.status.in_([status.id for status in profile.statuses if status.kind.open])
    numbers = tuple(one.number for one in store.read(conn, alive, LISTED) if not apart(profile, ticket, one))
    sheet = Sheet(store.count(conn, tied), store.count(conn, alive), numbers)
    last = rounds.newest(conn, ticket.id)
    return sheet if last is None else _with_round(conn, profile, ticket, sheet, last)


def _with_round(conn: sa.Connection, profile: Profile, ticket: Ticket, sheet: Sheet, last: rounds.Round) -> Sheet:
    """Whom only others may know of is counted, and not named (X2)."""
    answered, all = rounds.counted(conn, last.id)
    rows = [(row, store.find(conn, TicketId(row.ticket_id))) for row in rounds.had(conn, last.id, LISTED)]
    shown = ((row, one) for row, one in rows if one is not None and not apart(profile, ticket, one))
    return Sheet(
        sheet.count, sheet.open, sheet.numbers, last.id, cards.who(conn, last.person), last.done_at is None, answered,
        all - answered, tuple(_had(conn, row, one) for row, one in shown),
    )  # fmt: skip


def _had(conn: sa.Connection, row: "sa.Row[tuple[object, ...]]", ticket: Ticket) -> Had:
    message = messages.find(conn, row.message_id) if row.message_id else None
    fared = ways.of_message(conn, message) if message else ()
    return Had(ticket.number, cards.who(conn, ticket.requester), fared, row.reason)


def snooze_times(conn: sa.Connection, profile: Profile, by: Person, query: SnoozeTimes, now: Instant) -> Times:
    """In the agent's own zone."""
    ticket = _worked(conn, profile, by, query.ticket)
    zone = ZoneInfo(by.zone or profile.zone)
    today = datetime.fromtimestamp(now / SECOND, zone).date()
    days = (("tomorrow", 1), ("monday", 7 - today.weekday()))
    mornings = ((name, datetime.combine(today + timedelta(days), MORNING, zone)) for name, days in days)
    offered = (("hour", now + HOUR), *((name, int(at.timestamp()) * SECOND) for name, at in mornings))
    return Times(offered, snoozes.of_ticket(conn, ticket.id).get(by.id))


def _worked(conn: sa.Connection, profile: Profile, by: Person, id: TicketId) -> Ticket:
    """Raises Refusal(ROLE) for who sees it and does not work with it."""
    ticket = readable(conn, profile, by, id)
    if not rights.permits("Merge", by, standing(conn, profile, ticket, by)):
        raise Refusal(Code.ROLE if by.inside else Code.MISSING)
    return ticket


def _theirs(conn: sa.Connection, profile: Profile, by: Person, ticket: Ticket) -> bool:
    return rights.permits("Merge", by, standing(conn, profile, ticket, by))
