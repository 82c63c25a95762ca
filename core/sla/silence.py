"""Silence after a resolution: when nobody has answered for so long, the system moves on (A10, D7)."""

import sqlalchemy as sa

from core.calendar.desk import calendars
from core.clock import HOUR
from core.kinds import Event, Instant, TicketId
from core.profile.schema import Profile
from core.profile.time import Silence
from core.sla.tables import silences
from core.storage.prepared import Prepared
from core.storage.unit import Unit
from core.tickets.events import CommentAdded, StatusMoved
from core.tickets.handling_events import RestoredFromSpam
from core.tickets.relating_events import TicketMerged, TicketUnmerged
from core.tickets.store import stands_aside

_forget = Prepared(silences.delete().where(silences.c.ticket_id == sa.bindparam("of")))


def listened(unit: Unit, profile: Profile, ticket: TicketId, event: Event) -> None:
    """Entering a status starts its timer, leaving it ends it; any answer of the customer holds it for good (D7).

    Of a ticket that was taken for spam nobody could have answered: it begins anew. One that goes on in another has
    none; after that it begins anew as well (X2).
    """
    match event:
        case StatusMoved(to=status) | TicketUnmerged(status=status):
            _begin(unit, profile, ticket, status)
        case TicketMerged():
            forget(unit, ticket)
        case RestoredFromSpam() if find(unit.conn, ticket):
            _begin(unit, profile, ticket, event.status)
        case CommentAdded(by_staff=False, by_observer=False):
            forget(unit, ticket)
        case _:
            return


def _begin(unit: Unit, profile: Profile, ticket: TicketId, status: str) -> None:
    forget(unit, ticket)
    silence = profile.status(status).silence
    if silence is not None:
        row = {"ticket_id": ticket, "status": status, "due_at": over(silence, profile, unit.now)}
        unit.conn.execute(silences.insert(), row)


def over(silence: Silence, profile: Profile, start: Instant) -> Instant:
    """When a silence that begins now has lasted long enough."""
    calendar = calendars(profile)[silence.calendar]
    if silence.working_days is not None:
        return calendar.working_days(start, silence.working_days)
    return calendar.add(start, (silence.hours or 0) * HOUR)


def forget(unit: Unit, ticket: TicketId) -> None:
    _forget.run(unit.conn, {"of": ticket})


def find(conn: sa.Connection, ticket: TicketId) -> tuple[str, Instant] | None:
    """The status that is silent, and until when."""
    row = conn.execute(sa.select(silences).where(silences.c.ticket_id == ticket)).first()
    return None if row is None else (row.status, row.due_at)


def due(conn: sa.Connection, now: Instant, most: int) -> list[tuple[TicketId, Instant]]:
    over = sa.and_(silences.c.due_at <= now, ~stands_aside(silences.c.ticket_id))
    query = sa.select(silences).where(over).order_by(silences.c.due_at).limit(most)
    return [(TicketId(row.ticket_id), row.due_at) for row in conn.execute(query)]
