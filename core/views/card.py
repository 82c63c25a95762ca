"""Cards and messages, put together from rows for one viewer."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import sqlalchemy as sa

from core.kinds import Audience, Door, Instant, PersonId, TicketId
from core.people import store as people
from core.profile.care import Reason
from core.profile.schema import Grade, Kind, Party, Priority, Profile, TicketType
from core.storage.prepared import Prepared
from core.tickets import files, lifecycle, mutes, store
from core.tickets import messages as messages_of
from core.tickets.lifecycle import Verb
from core.tickets.messages import messages
from core.tickets.model import Message, Ticket
from core.tickets.phrases import content
from core.views import deadlines, ways
from core.views.shapes import Choice, MessageView, Target, TicketCard, TicketLine, Who


def line(profile: Profile, ticket: Ticket, *, staff: bool = False) -> TicketLine:
    status = profile.status(ticket.status)
    return TicketLine(
        ticket.id, ticket.number, ticket.subject, _status(profile, ticket.status, staff=staff), status.kind.open,
        ticket.updated_at,
    )  # fmt: skip


def card(conn: sa.Connection, profile: Profile, ticket: Ticket, *, staff: bool) -> TicketCard:
    """For the agents' channel, or for the requester; each with their own verbs."""
    shared = _shared(conn, profile, ticket)
    if staff:
        return _for_staff(conn, profile, ticket, shared)
    verbs = lifecycle.requester_verbs(profile, ticket.status, muted=shared.muted)
    promise = deadlines.promise(conn, profile, ticket.id)
    return replace(shared, verbs=verbs, targets=_targets(profile, ticket.status, Party.REQUESTER), promise=promise)


def _shared(conn: sa.Connection, profile: Profile, ticket: Ticket) -> TicketCard:
    status = profile.status(ticket.status)
    opening = _opening.first(conn, {"of": ticket.id})
    return TicketCard(
        id=ticket.id,
        number=ticket.number,
        subject=ticket.subject,
        body=opening.body if opening else "",
        type=choice(profile.types, ticket.type),
        priority=choice(profile.priorities, ticket.priority),
        status=_status(profile, ticket.status, staff=False),
        open=status.kind.open,
        final=status.final,
        escalated=status.kind is Kind.ESCALATED,
        resume_at=ticket.resume_at,
        requester=who(conn, ticket.requester),
        assignee=who(conn, ticket.assignee) if ticket.assignee else None,
        source=ticket.source,
        opened_at=ticket.opened_at,
        rev=ticket.workflow_rev,
        files=tuple(files.of_messages(conn, [opening.id])) if opening else (),
        muted=mutes.muted(conn, ticket.id, ticket.requester),
        choice_until=ticket.choice_until,
        linked_to=_number(conn, ticket.linked_to),
        **_offered(profile, ticket),
    )


def _offered(profile: Profile, ticket: Ticket) -> dict[str, Any]:
    """What the desk offers to pick from, and its own words for it."""
    grades = profile.rating.grades if profile.rating else ()
    reasons = profile.escalation.reasons if profile.escalation else ()
    return {
        "grade": choice(grades, ticket.grade) if grades and ticket.grade else None,
        "grades": tuple(Choice(grade.id, grade.label) for grade in grades),
        "reasons": tuple(Choice(reason.id, reason.label) for reason in reasons),
        "labels": {Verb(button.verb): button.label for button in profile.buttons if button.label},
        "hints": {Verb(button.verb): button.hint for button in profile.buttons if button.hint},
    }


def _for_staff(conn: sa.Connection, profile: Profile, ticket: Ticket, shared: TicketCard) -> TicketCard:
    verbs = _staff_verbs(conn, profile, ticket)
    waits = shared.open and profile.status(ticket.status).kind is not Kind.WAITING
    return replace(
        shared,
        status=_status(profile, ticket.status, staff=True),
        verbs=verbs,
        targets=_targets(profile, ticket.status, Party.AGENT),
        unanswered_since=_unanswered(conn, ticket) if waits else None,
        reach=ways.reach(conn, ticket.requester),
        notice=ways.newest(conn, ticket.id),
        paused=_status(profile, ticket.paused, staff=True) if ticket.paused else None,
        end=_end(profile, ticket.status, verbs),
        deadlines=deadlines.of_ticket(conn, profile, ticket.id),
    )


def _staff_verbs(conn: sa.Connection, profile: Profile, ticket: Ticket) -> tuple[Verb, ...]:
    return lifecycle.staff_verbs(
        profile, ticket.status, assigned=ticket.assignee is not None, paused=ticket.paused,
        content=_content(conn, profile, ticket),
    )  # fmt: skip


def _content(conn: sa.Connection, profile: Profile, ticket: Ticket) -> bool:
    """Whether one of the customer's last words since the last answer says that all is well (D5)."""
    if profile.closing is None:
        return False
    after = _last_answer.first(conn, {"of": ticket.id}).id or 0
    said = _said_since.all(conn, {"of": ticket.id, "after": after})
    return any(content(row.body, profile.closing.phrases) for row in said)


def _end(profile: Profile, status: str, verbs: Sequence[Verb]) -> Target | None:
    if Verb.END not in verbs:
        return None
    targets = _targets(profile, status, Party.AGENT)
    return next(target for target in targets if target.id == lifecycle.end_target(profile, status))


def _number(conn: sa.Connection, id: TicketId | None) -> str | None:
    found = store.find(conn, id) if id else None
    return found.number if found else None


def who(conn: sa.Connection, id: PersonId) -> Who:
    found = people.person(conn, id)
    slack = people.external_ids(conn, id, Door.SLACK)
    return Who(id, found.name if found else "?", slack[0] if slack else None)


def message_views(conn: sa.Connection, found: Sequence[Message], *, staff: bool) -> tuple[MessageView, ...]:
    ids = [message.id for message in found]
    attached = files.of_messages(conn, ids)
    authors = {message.author: who(conn, message.author) for message in found}
    return tuple(
        MessageView(
            id=message.id,
            author=authors[message.author],
            by_staff=message.by_staff,
            internal=message.audience is Audience.INTERNAL,
            at=message.at,
            body=message.body,
            files=tuple(file for file in attached if file.message == message.id),
            ways=ways.of_message(conn, message) if staff and message.by_staff else (),
            edited_at=message.edited_at,
            before=messages_of.before(conn, message) if staff and message.edited_at else None,
        )
        for message in found
    )


_opening = Prepared(
    sa.select(messages.c.id, messages.c.body)
    .where(messages.c.ticket_id == sa.bindparam("of"), messages.c.audience == "public")
    .order_by(messages.c.id)
    .limit(1)
)
_said_since = Prepared(
    sa.select(messages.c.body)
    .where(messages.c.ticket_id == sa.bindparam("of"), messages.c.audience == "public", ~messages.c.by_staff)
    .where(messages.c.id > sa.bindparam("after"))
    .order_by(messages.c.id.desc())
    .limit(5)
)
_last_answer = Prepared(
    sa.select(sa.func.max(messages.c.id).label("id")).where(
        messages.c.ticket_id == sa.bindparam("of"), messages.c.audience == "public", messages.c.by_staff
    )
)
_first_open = Prepared(
    sa.select(sa.func.min(messages.c.at).label("at"))
    .where(messages.c.ticket_id == sa.bindparam("of"), messages.c.audience == "public", ~messages.c.by_staff)
    .where(messages.c.id > sa.bindparam("after"))
)


def _unanswered(conn: sa.Connection, ticket: Ticket) -> Instant | None:
    """Since when the customer has waited: the oldest public word after the last answer."""
    after = _last_answer.first(conn, {"of": ticket.id}).id or 0
    found: Instant | None = _first_open.first(conn, {"of": ticket.id, "after": after}).at
    return found


def _status(profile: Profile, id: str, *, staff: bool) -> Choice:
    status = profile.status(id)
    return Choice(id, status.label if staff else status.customer_label or status.label)


def choice(items: Sequence[TicketType | Priority | Grade | Reason], id: str) -> Choice:
    """A label by id; an id that the profile no longer knows stands for itself."""
    label = next((item.label for item in items if item.id == id), None)
    return Choice(id, label or {"ru": id, "en": id})


def _targets(profile: Profile, status: str, party: Party) -> tuple[Target, ...]:
    found = {}
    for move in lifecycle.moves(profile, status, party):
        target = profile.status(move.to)
        found[move.to] = Target(move.to, target.label, "comment" in move.demands, target.asks_until)
    return tuple(found.values())
