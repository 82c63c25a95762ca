"""An agent's move to another status: what it demands, and the word that goes with it (B3, B6, B7; decision 0037)."""

from collections.abc import Mapping
from typing import Any

from core.clock import SECOND
from core.errors import Refusal
from core.kinds import Event, Instant, MessageId, Outcome
from core.people.person import Caller
from core.profile.schema import Profile
from core.profile.states import Party
from core.storage.unit import Unit
from core.texts import clean
from core.tickets import form, intake, lifecycle, messages, store, triage
from core.tickets.commands import AddComment, MoveStatus
from core.tickets.events import CommentAdded, NoteAdded, StatusMoved
from core.tickets.handling import Triage
from core.tickets.handling_events import Hindrance, MoveDropped
from core.tickets.model import HeldMove, Message, Ticket
from core.tickets.work import unchanged


def move_status(unit: Unit, command: MoveStatus, by: Caller, profile: Profile) -> Outcome:
    """One move of the profile's state machine, with its demands; a comment goes to the customer with it.

    Where answers are held, both wait together and can be taken back together; a move without a word waits for nothing.
    """
    said = clean(command.comment) or command.attachments
    if unit.hidden or not said or not profile.conversation.hold:
        return move_now(unit, command, by, profile)
    ticket = store.locked(unit, command.ticket)
    unchanged(ticket, command.rev)
    _judged(unit, ticket, command, by, profile, unit.now + profile.conversation.hold * SECOND)
    move = HeldMove(command.to, ticket.status, command.until, dict(command.fields))
    word = AddComment(ticket.id, command.comment, command.attachments)
    return intake.held(unit, ticket, by, word, profile, move)


def move_now(unit: Unit, command: MoveStatus, by: Caller, profile: Profile) -> Outcome:
    """Being there already is no error, unless there is a word, an answer or a time that would be lost."""
    ticket = store.locked(unit, command.ticket)
    said = clean(command.comment) or command.attachments or command.fields
    if ticket.status == command.to and not said and command.until in (None, ticket.resume_at):
        return Outcome(ticket.id, ticket.number)
    unchanged(ticket, command.rev)
    _judged(unit, ticket, command, by, profile, unit.now)
    ticket = _filled(unit, ticket, command.fields, by, profile)
    message = intake.comment(unit, ticket.id, by, command.comment, profile, attachments=command.attachments)
    word = None if unit.hidden else message
    moved, values = _moved(ticket, command.to, command.until, word, profile)
    store.change(unit, ticket, by, [*_said(unit, message), moved], **values)
    return Outcome(ticket.id, ticket.number)


def along(
    unit: Unit, ticket: Ticket, message: Message, by: Caller, profile: Profile
) -> tuple[Ticket, list[Event], dict[str, Any]]:
    """What an answer that leaves now leads to: the ticket, what happens to it, and its row's new values.

    A move that does not fit any more is dropped, and the agents are told; the answer leaves either way.
    """
    move = message.held_move
    if move is None or ticket.status == move.to:
        return ticket, [], {}
    if hindrance := _hindrance(unit, ticket, message, move, by, profile):
        return ticket, [MoveDropped(message.id, move.to, hindrance.value)], {}
    ticket = _filled(unit, ticket, move.fields, by, profile)
    moved, values = _moved(ticket, move.to, move.until, message.id, profile)
    return ticket, [moved], values


def _hindrance(
    unit: Unit, ticket: Ticket, message: Message, move: HeldMove, by: Caller, profile: Profile
) -> Hindrance | None:
    """Whoever has written while the answer waited would have opened the ticket again, had it been moved at once."""
    if messages.since(unit.conn, ticket.id, message.id, 1):
        return Hindrance.WRITTEN
    if ticket.status != move.source or ticket.spam is not None or ticket.merged_into is not None:
        return Hindrance.MOVED
    again = MoveStatus(ticket.id, move.to, ticket.workflow_rev, message.body, move.until, fields=move.fields)
    try:
        _judged(unit, ticket, again, by, profile, message.at)
    except Refusal:
        return Hindrance.REFUSED
    return None


def _judged(unit: Unit, ticket: Ticket, command: MoveStatus, by: Caller, profile: Profile, now: Instant) -> None:
    """Raises Refusal for what the move, its status or the form demands and has not got; nothing is written."""
    move = lifecycle.judge_move(profile, ticket.status, command.to, Party.AGENT)
    lifecycle.judge_demands(profile, move, clean(command.comment), command.until, now)
    answers = ticket.fields
    if command.fields:
        _, answers = triage.read(unit, Triage(ticket.id, {}, command.fields), ticket, by, profile)
        form.demanded(profile, ticket.type, answers, "open", staff=True)
    if not profile.status(move.to).kind.open:
        form.demanded(profile, ticket.type, answers, "resolve", staff=True)


def _filled(unit: Unit, ticket: Ticket, fields: Mapping[str, str], by: Caller, profile: Profile) -> Ticket:
    if not fields:
        return ticket
    triage.triage(unit, Triage(ticket.id, {}, fields, unit.hidden), by, profile)
    return store.locked(unit, ticket.id)


def _moved(
    ticket: Ticket, to: str, until: Instant | None, word: MessageId | None, profile: Profile
) -> tuple[Event, dict[str, Any]]:
    until = until if profile.status(to).asks_until else None
    return StatusMoved(ticket.status, to, Party.AGENT, until, word), {"status": to, "resume_at": until}


def _said(unit: Unit, message: MessageId | None) -> list[Event]:
    if message is None:
        return []
    return [NoteAdded(message) if unit.hidden else CommentAdded(message, by_staff=True)]
