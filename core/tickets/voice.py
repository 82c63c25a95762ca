"""What the requester may say about the work itself: let somebody else look; let me hear no more of it."""

from core.errors import Code, Refusal
from core.kinds import Audience, Event, Outcome
from core.people.person import Caller
from core.profile.care import Escalation
from core.profile.schema import Profile
from core.profile.states import Party
from core.storage.unit import Unit
from core.texts import clean
from core.tickets import lifecycle, mutes, store
from core.tickets.commands import AddComment, Escalate, Mute, Unmute
from core.tickets.events import StatusMoved, TicketEscalated, TicketMuted, TicketUnmuted
from core.tickets.intake import said
from core.tickets.lifecycle import Verb


def escalate(unit: Unit, command: Escalate, by: Caller, profile: Profile) -> Outcome:
    """Only with a reason that counts and a text (D4). The text becomes part of the conversation."""
    ticket = store.locked(unit, command.ticket)
    target = lifecycle.button_target(profile, ticket.status, Verb.ESCALATE)
    if profile.escalation is None:
        raise Refusal(Code.BUTTON, status=ticket.status)
    _counts(command, profile.escalation)
    words = AddComment(ticket.id, command.text, command.attachments, command.origin)
    message = said(unit, ticket, by, words, Audience.PUBLIC, profile, by_staff=False)
    happened: list[Event] = [TicketEscalated(command.reason, message)]
    happened.append(StatusMoved(ticket.status, target, Party.REQUESTER))
    store.change(unit, ticket, by, happened, command.origin, status=target, resume_at=None)
    return Outcome(ticket.id, ticket.number)


def _counts(command: Escalate, escalation: Escalation) -> None:
    counting = tuple(reason.id for reason in escalation.reasons if reason.counts)
    if command.reason not in counting:
        raise Refusal(Code.REASON, reasons=counting)
    if not clean(command.text):
        raise Refusal(Code.REASON_EMPTY)


def mute(unit: Unit, command: Mute, by: Caller, profile: Profile) -> Outcome:
    """Nothing of this ticket reaches the person any more, on any way; the others go on (D3, D9)."""
    ticket = store.locked(unit, command.ticket)
    if mutes.muted(unit.conn, ticket.id, by.person.id):
        return Outcome(ticket.id, ticket.number)
    mine = by.person.id == ticket.requester
    offered = lifecycle.requester_verbs if mine else lifecycle.observer_verbs
    if Verb.MUTE not in offered(profile, ticket.status, muted=False):
        raise Refusal(Code.BUTTON, status=ticket.status)
    mutes.mute(unit, ticket.id, by.person.id)
    store.change(unit, ticket, by, [TicketMuted()])
    return Outcome(ticket.id, ticket.number)


def unmute(unit: Unit, command: Unmute, by: Caller, profile: Profile) -> Outcome:
    ticket = store.locked(unit, command.ticket)
    if mutes.muted(unit.conn, ticket.id, by.person.id):
        mutes.unmute(unit, ticket.id, by.person.id)
        store.change(unit, ticket, by, [TicketUnmuted()])
    return Outcome(ticket.id, ticket.number)
