"""Who of the desk is called to what has happened, read when it is told (E7, X5, D4)."""

from dataclasses import replace

import sqlalchemy as sa

from core.kinds import Event, Instant, PersonId, Recorded
from core.outbox import told
from core.outbox.model import Kind, Row
from core.people.person import Person
from core.profile.schema import Profile
from core.tickets import ratings, store
from core.tickets.events import SlaBreached, SlaWarned, TicketEscalated, TicketRated
from core.tickets.handling_events import TicketLeftAlone
from core.tickets.model import Ticket
from core.views import card as cards
from core.views.parts import Who


def called(conn: sa.Connection, profile: Profile, row: Row, person: Person | None) -> bool:
    """Whoever is called in person, if they are still of the desk and may see the ticket (E7)."""
    ticket = store.find(conn, row.ticket) if row.kind is Kind.CALL and row.ticket else None
    return ticket is not None and person is not None and told.hears(conn, profile, ticket, person)


def calls(conn: sa.Connection, profile: Profile, recorded: Recorded, ticket: Ticket) -> tuple[Who, ...]:
    """Who has to look at it at once: as a ladder (X5), an escalation (D4) or the desk's tellings name them (E7).

    And whoever watches the ticket (X2).
    """
    event, at = recorded.event, recorded.at
    if isinstance(event, SlaWarned | SlaBreached):
        ids = told.laddered(conn, profile, event, ticket, at)
    elif isinstance(event, TicketLeftAlone):
        ids = told.named(conn, profile, event.tell, replace(ticket, assignee=event.person), at)
    elif isinstance(event, TicketEscalated):
        group = profile.escalation.group if profile.escalation else None
        members = told.on_call_first(conn, profile, group, ticket, at) if group else []
        ids = members or told.named(conn, profile, ["assignee", "role:administrator"], ticket, at)
    else:
        tellings = told.tellings(profile.notices, event, "chat")
        ids = told.called(conn, profile, tellings, ticket, at) or _to_read(conn, profile, event, ticket, at)
    watching = told.watching(conn, profile, event, ticket.id, recorded.actor)
    return tuple(cards.who(conn, id) for id in dict.fromkeys([*ids, *watching]))


def _to_read(
    conn: sa.Connection, profile: Profile, event: Event, ticket: Ticket, at: Instant
) -> list[PersonId]:  # fmt: skip
    """A bad rating is not left unread: whose work it was, with their group, is called to it once (C10)."""
    if not isinstance(event, TicketRated) or event.grade == event.before or event.grade not in ratings.low(profile):
        return []
    theirs = told.named(conn, profile, ["assignee", "colleagues"], ticket, at)
    return theirs or told.named(conn, profile, ["role:administrator"], ticket, at)
