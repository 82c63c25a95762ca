"""What happened, put together for whoever is told: read now, without what is not for them (B5, faults F1)."""

import sqlalchemy as sa

from core.kinds import Event, MessageId, PersonId
from core.outbox.audience import may_leave
from core.outbox.model import Kind, Row
from core.people.person import Person
from core.profile.schema import Profile
from core.relay.calls import calls
from core.relay.carried import told_by
from core.tickets import files as attachments
from core.tickets import history, messages, store
from core.tickets.events import (
    CommentAdded,
    FileArrived,
    FileMissed,
    MessageEdited,
    NoteAdded,
    StatusMoved,
    TicketEscalated,
    TicketOpened,
    TicketRated,
)
from core.tickets.handling_events import MessageWithdrawn, TicketTriaged
from core.tickets.model import Ticket
from core.tickets.triage import shown_to_clients
from core.views import card as cards
from core.views.particulars import particulars
from core.views.parts import Choice
from core.views.said import message_views
from core.views.shapes import MessageView
from core.views.tidings import Happening

MESSAGE_EVENTS = (
    CommentAdded,
    NoteAdded,
    TicketOpened,
    StatusMoved,
    FileArrived,
    FileMissed,
    TicketEscalated,
    TicketRated,
    MessageEdited,
    MessageWithdrawn,
)


def happening(
    conn: sa.Connection, profile: Profile, row: Row, person: Person | None, *, staff: bool
) -> Happening | None:  # fmt: skip
    """What a row tells of, as one side may hear it; nothing where nothing is left to tell."""
    event_id = told_by(conn, row) if row.kind is Kind.EDIT else row.event
    recorded = history.find(conn, event_id) if event_id else None
    ticket = store.find(conn, recorded.ticket) if recorded else None
    if recorded is None or ticket is None:
        return None
    about = recorded.event.message if isinstance(recorded.event, MESSAGE_EVENTS) else None
    file = attachments.find(conn, recorded.event.file) if isinstance(recorded.event, FileArrived | FileMissed) else None
    event = recorded.event if staff else _for_client(profile, recorded.event)
    if event is None:
        return None
    return Happening(
        card=cards.card(conn, profile, ticket, staff=staff, observer=_observer(ticket, person)),
        event=event,
        actor=cards.who(conn, recorded.actor) if recorded.actor else None,
        message=message(conn, about, staff=staff),
        file=file,
        calls=calls(conn, profile, recorded, ticket) if staff else (),
        reason=_reason(profile, recorded.event),
        hidden=recorded.hidden,
        **particulars(conn, profile, recorded.event, staff=staff),
    )


def _reason(profile: Profile, event: Event) -> Choice | None:
    if not isinstance(event, TicketEscalated):
        return None
    known = profile.escalation.reasons if profile.escalation else ()
    return cards.choice(known, event.reason)


def message(conn: sa.Connection, id: MessageId | None, *, staff: bool) -> MessageView | None:
    found = messages.find(conn, id) if id else None
    if found is None or not may_leave(found.audience, client=not staff):
        return None
    if found.withdrawn_at is not None and not staff:
        return None
    return message_views(conn, [found], staff=staff)[0]


def _for_client(profile: Profile, event: Event) -> Event | None:
    """Without what is said among staff; nothing where nothing else is left (B5, faults F1)."""
    return shown_to_clients(profile, event) if isinstance(event, TicketTriaged) else event


def _observer(ticket: Ticket, person: Person | None) -> PersonId | None:
    return person.id if person is not None and person.id != ticket.requester else None
