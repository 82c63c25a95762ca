"""Asking what the work was worth, some time after it was done (C10): once for each resolution, unless rated before."""

import sqlalchemy as sa

from core.clock import HOUR
from core.kinds import Event, Instant, Outcome, TicketId
from core.people.person import Caller
from core.profile.schema import Profile
from core.sla.commands import SurveyDue
from core.sla.tables import surveys
from core.storage.unit import Unit
from core.tickets import store as tickets
from core.tickets.events import StatusMoved, TicketRated
from core.tickets.handling_events import SurveyAsked
from core.tickets.relating_events import TicketMerged, TicketUnmerged
from core.tickets.timed import late


def listened(unit: Unit, profile: Profile, ticket: TicketId, event: Event) -> None:
    """Coming where a ticket can be rated starts the timer, going back to work or a grade ends it."""
    rating = profile.rating
    if rating is None or rating.after_hours is None:
        return
    match event:
        case StatusMoved() if event.to not in rating.sources:
            forget(unit, ticket)
        case StatusMoved() if event.source not in rating.sources:
            forget(unit, ticket)
            _set(unit, ticket, rating.after_hours)
        case TicketUnmerged(rated=False) if event.status in rating.sources:
            _set(unit, ticket, rating.after_hours)
        case TicketRated() | TicketMerged():
            forget(unit, ticket)
        case _:
            return


def survey_due(unit: Unit, command: SurveyDue, by: Caller, profile: Profile) -> Outcome:
    """A timer that was set anew or ended meanwhile asks nothing."""
    ticket = tickets.locked(unit, command.ticket)
    mine = sa.select(surveys.c.due_at).where(surveys.c.ticket_id == ticket.id)
    if unit.conn.execute(mine).scalar_one_or_none() == command.due:
        forget(unit, ticket.id)
        tickets.change(unit, ticket, by, [SurveyAsked(late(command.due, unit.now))])
    return Outcome(ticket.id, ticket.number)


def _set(unit: Unit, ticket: TicketId, hours: int) -> None:
    unit.conn.execute(surveys.insert(), {"ticket_id": ticket, "due_at": unit.now + hours * HOUR})


def forget(unit: Unit, ticket: TicketId) -> None:
    unit.conn.execute(surveys.delete().where(surveys.c.ticket_id == ticket))


def due(conn: sa.Connection, now: Instant, most: int) -> list[tuple[TicketId, Instant]]:
    over = sa.and_(surveys.c.due_at <= now, ~tickets.stands_aside(surveys.c.ticket_id))
    query = sa.select(surveys).where(over).order_by(surveys.c.due_at).limit(most)
    return [(TicketId(row.ticket_id), row.due_at) for row in conn.execute(query)]
