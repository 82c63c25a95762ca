"""Whoever has a ticket and leaves it alone: told once, or it is handed back, as the profile says."""

from collections.abc import Sequence

import sqlalchemy as sa

from core.calendar.desk import calendars
from core.kinds import Event, Instant, Outcome, Recorded, TicketId
from core.people.person import Caller
from core.profile.schema import Profile
from core.profile.states import Kind
from core.profile.time import Idle, length, working_days
from core.sla.commands import IdleDue
from core.sla.tables import idles
from core.storage.unit import Unit
from core.tickets import store as tickets
from core.tickets.events import StatusMoved, TicketAssigned
from core.tickets.handling_events import TicketLeftAlone
from core.tickets.relating_events import TicketMerged, TicketUnmerged
from core.tickets.timed import late

THEIRS = (Kind.NEW, Kind.WORKING, Kind.ESCALATED, Kind.INVESTIGATING)
"""Elsewhere somebody else is waited for."""
TURNS = (TicketAssigned, StatusMoved, TicketMerged, TicketUnmerged)
"""What begins it anew whoever does it; a ticket that goes on in another is left to that one (X2)."""


def listened(unit: Unit, profile: Profile, id: TicketId, happened: Sequence[Recorded]) -> None:
    """Whatever the assignee does begins it anew, and so does another assignee or status; nobody else's word does."""
    if profile.idle is None:
        return
    ticket = tickets.locked(unit, id)
    turned = any(isinstance(one.event, TURNS) for one in happened)
    if not turned and ticket.assignee not in {one.actor for one in happened}:
        return
    forget(unit, id)
    status = profile.status(ticket.status)
    theirs = ticket.assignee is not None and ticket.merged_into is None
    if theirs and status.kind in THEIRS and not status.pauses:
        row = {"ticket_id": id, "since_at": unit.now, "due_at": over(profile.idle, profile, unit.now)}
        unit.conn.execute(idles.insert(), row)


def over(idle: Idle, profile: Profile, start: Instant) -> Instant:
    """When a ticket that is left alone from now on has been so for too long."""
    calendar, days = calendars(profile)[idle.calendar], working_days(idle.span)
    return calendar.working_days(start, days) if days is not None else calendar.add(start, length(idle.span))


def idle_due(unit: Unit, command: IdleDue, by: Caller, profile: Profile) -> Outcome:
    """A timer that was set anew meanwhile tells nothing; one that a profile has dropped is over."""
    ticket = tickets.locked(unit, command.ticket)
    found = unit.conn.execute(sa.select(idles).where(idles.c.ticket_id == ticket.id)).first()
    if found is None or found.due_at != command.due:
        return Outcome(ticket.id, ticket.number)
    forget(unit, ticket.id)
    if profile.idle is not None and ticket.assignee is not None:
        told = late(command.due, unit.now), profile.idle.tell
        left: list[Event] = [TicketLeftAlone(ticket.assignee, found.since_at, *told)]
        back = profile.idle.hand_back
        if back:
            left.append(TicketAssigned(None, ticket.assignee, ticket.group, ticket.group))
        tickets.change(unit, ticket, by, left, assignee=None if back else ticket.assignee)
    return Outcome(ticket.id, ticket.number)


def forget(unit: Unit, ticket: TicketId) -> None:
    unit.conn.execute(idles.delete().where(idles.c.ticket_id == ticket))


def due(conn: sa.Connection, now: Instant, most: int) -> list[tuple[TicketId, Instant]]:
    over = sa.and_(idles.c.due_at <= now, ~tickets.stands_aside(idles.c.ticket_id))
    query = sa.select(idles).where(over).order_by(idles.c.due_at).limit(most)
    return [(TicketId(row.ticket_id), row.due_at) for row in conn.execute(query)]
