"""Cards and messages, put together from rows for one viewer."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import sqlalchemy as sa

from core.kinds import Door, Json, PersonId, TicketId
from core.people import store as people
from core.people.person import Person
from core.profile.care import Reason
from core.profile.catalogue import Priority, TicketType
from core.profile.rating import Grade
from core.profile.schema import Profile
from core.profile.states import Kind, Party
from core.spam import verdicts
from core.spam.model import Judge, Verdict
from core.tickets import escalations, files, lifecycle, mutes, presences, snoozes, store, watchers
from core.tickets.lifecycle import Signs, Verb
from core.tickets.model import Ticket
from core.views import deadlines, waited, ways
from core.views.about import about
from core.views.moving import end, resolves, targets
from core.views.ordered import ordered
from core.views.parts import Choice, Deadline, Present, Who
from core.views.related import relations, signs
from core.views.shapes import TicketCard, TicketLine


def line(profile: Profile, ticket: Ticket, by: Person | None = None, *, staff: bool = False) -> TicketLine:
    """`by`: in whose list it stands, where that is one of their own tickets and of others'."""
    status = profile.status(ticket.status)
    return TicketLine(
        ticket.id, ticket.number, ticket.subject, _status(profile, ticket.status, staff=staff), status.kind.open,
        ticket.updated_at, mine=by is None or ticket.requester == by.id,
    )  # fmt: skip


def card(
    conn: sa.Connection, profile: Profile, ticket: Ticket, *, staff: bool, observer: PersonId | None = None
) -> TicketCard:
    """For the agents' channel, for the requester, or for somebody in copy; each with their own verbs."""
    shared = _shared(conn, profile, ticket, staff=staff)
    if staff:
        return _for_staff(conn, profile, ticket, shared)
    if ticket.merged_into is not None:
        return replace(shared, verbs=(Verb.ANSWER,), merged_into=_number(conn, ticket.merged_into))
    if observer is not None:
        muted = mutes.muted(conn, ticket.id, observer)
        return replace(shared, verbs=lifecycle.observer_verbs(profile, ticket.status, muted=muted), muted=muted)
    verbs = lifecycle.requester_verbs(profile, ticket.status, muted=shared.muted)
    promise = deadlines.promise(conn, profile, ticket.id)
    return replace(shared, verbs=verbs, targets=targets(profile, ticket, Party.REQUESTER), promise=promise)


def _shared(conn: sa.Connection, profile: Profile, ticket: Ticket, *, staff: bool) -> TicketCard:
    status = profile.status(ticket.status)
    opening = waited.opening(conn, ticket.id)
    attached = files.of_messages(conn, [opening.id]) if opening else []
    return TicketCard(
        id=ticket.id,
        number=ticket.number,
        subject=ticket.subject,
        body=opening.body if opening else "",
        type=choice(profile.types, ticket.type),
        priority=choice(profile.priorities, ticket.priority),
        status=_status(profile, ticket.status, staff=False),
        open=status.kind.open,
        waiting=status.kind is Kind.WAITING,
        final=status.final,
        escalated=status.kind is Kind.ESCALATED,
        resume_at=ticket.resume_at,
        requester=who(conn, ticket.requester),
        assignee=who(conn, ticket.assignee) if ticket.assignee else None,
        source=ticket.source,
        opened_at=ticket.opened_at,
        rev=ticket.workflow_rev,
        files=tuple(one for one in attached if staff or files.shown(one)),
        muted=mutes.muted(conn, ticket.id, ticket.requester),
        choice_until=ticket.choice_until,
        linked_to=_number(conn, ticket.linked_to),
        **_offered(profile, ticket),
        **about(conn, profile, ticket, staff=staff),
    )


def _offered(profile: Profile, ticket: Ticket) -> dict[str, Any]:
    """What the desk offers to pick from, and its own words for it."""
    grades = profile.rating.grades if profile.rating else ()
    reasons = profile.escalation.reasons if profile.escalation else ()
    return {
        "grade": choice(grades, ticket.grade) if grades and ticket.grade else None,
        "rate_when": profile.rating.ask if profile.rating else "resolved",
        "grades": tuple(Choice(grade.id, grade.label) for grade in grades),
        "remark": profile.rating is not None and profile.rating.comment,
        "reasons": tuple(Choice(reason.id, reason.label) for reason in reasons),
        "labels": {Verb(button.verb): button.label for button in profile.buttons if button.label},
        "hints": {Verb(button.verb): button.hint for button in profile.buttons if button.hint},
    }


def _for_staff(conn: sa.Connection, profile: Profile, ticket: Ticket, shared: TicketCard) -> TicketCard:
    promised = deadlines.of_ticket(conn, profile, ticket.id)
    related, watching = relations(conn, profile, ticket), watchers.of_ticket(conn, ticket.id)
    verbs = lifecycle.staff_verbs(
        profile,
        ticket.status,
        _signs(conn, profile, ticket, promised, watched=bool(watching), **signs(profile, ticket, related)),
    )
    leads = targets(profile, ticket, Party.AGENT)
    waits = shared.open and ticket.spam is None and profile.status(ticket.status).kind is not Kind.WAITING
    opening = waited.opening(conn, ticket.id)
    came: Json = (opening.origin if opening else None) or {}
    return replace(
        shared,
        status=_status(profile, ticket.status, staff=True),
        verbs=verbs,
        targets=leads,
        unanswered_since=waited.since(conn, ticket) if waits else None,
        reach=ways.reach(conn, ticket.requester),
        notice=ways.newest(conn, ticket.id),
        paused=_status(profile, ticket.paused, staff=True) if ticket.paused else None,
        end=end(profile, ticket.status, verbs, leads),
        resolves=resolves(profile, ticket.status, verbs, leads),
        deadlines=promised,
        spam=verdict(conn, ticket),
        letter="letter" in came,
        doubt=came.get("doubt"),
        relations=related,
        merged_into=_number(conn, ticket.merged_into),
        orders=ordered(conn, profile, ticket),
        watchers=tuple(who(conn, id) for id in watching),
        snoozed=tuple((who(conn, id), until) for id, until in snoozes.of_ticket(conn, ticket.id).items()),
        present=tuple(Present(who(conn, id), deed) for id, deed in presences.shown(conn, ticket.id).items()),
    )


def _signs(
    conn: sa.Connection, profile: Profile, ticket: Ticket, promised: Sequence[Deadline], **related: bool
) -> Signs:  # fmt: skip
    return Signs(
        assigned=ticket.assignee is not None, paused=ticket.paused is not None,
        content=waited.content(conn, profile, ticket), promised=bool(promised),
        told=any(one.told for one in promised) or escalations.calls(conn, profile, ticket),
        spam=ticket.spam is not None,
        **related,
    )  # fmt: skip


def verdict(conn: sa.Connection, ticket: Ticket) -> Verdict | None:
    return None if ticket.spam is None else verdicts.find(conn, ticket.id) or Verdict(Judge(ticket.spam))


def _number(conn: sa.Connection, id: TicketId | None) -> str | None:
    found = store.find(conn, id) if id else None
    return found.number if found else None


def who(conn: sa.Connection, id: PersonId) -> Who:
    found = people.person(conn, id)
    slack = people.external_ids(conn, id, Door.SLACK)
    return Who(id, found.name if found else "?", slack[0] if slack else None)


def _status(profile: Profile, id: str, *, staff: bool) -> Choice:
    status = profile.status(id)
    return Choice(id, status.label if staff else status.customer_label or status.label)


def choice(items: Sequence[TicketType | Priority | Grade | Reason], id: str) -> Choice:
    """A label by id; an id that the profile no longer knows stands for itself."""
    label = next((item.label for item in items if item.id == id), None)
    return Choice(id, label or {"ru": id, "en": id})
