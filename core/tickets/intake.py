"""Words that are added to a ticket, and what follows from them."""

from collections.abc import Sequence

from core.clock import MINUTE, SECOND
from core.errors import Code, Refusal
from core.kinds import Audience, Door, Event, MessageId, Origin, Outcome, TicketId
from core.people import rules
from core.people.person import Caller
from core.profile.schema import Profile
from core.profile.states import Party
from core.storage.unit import Unit
from core.texts import clean
from core.tickets import copies, files, messages, snoozing, store
from core.tickets.commands import AddComment, AddNote, AddPending, Attachment
from core.tickets.events import ChoiceAsked, CommentAdded, FilesAdded, NoteAdded, StatusMoved
from core.tickets.handling_events import AnswerHeld
from core.tickets.model import HeldMove, Message, Ticket
from core.tickets.standing import standing


def add_comment(unit: Unit, command: AddComment, by: Caller, profile: Profile) -> Outcome:
    """A public word, or more of an album that has begun. What follows from an answer is the profile's (D2, D7)."""
    ticket = store.locked(unit, command.ticket)
    if before := begun(unit, command, by):
        return joined(unit, ticket, before, command, by)
    if profile.status(ticket.status).final:
        raise Refusal(Code.FINAL, status=ticket.status, to="", open=())
    mine = standing(unit.conn, profile, ticket, by.person)
    by_staff = rules.worker(by.person, mine) and not mine.requester
    if by_staff and profile.conversation.hold:
        return held(unit, ticket, by, command, profile)
    message = said(unit, ticket, by, command, Audience.PUBLIC, profile, by_staff=by_staff)
    happened: list[Event] = [CommentAdded(message, by_staff, mine.observer and not by_staff)]
    follows, values = _answered(unit, ticket, profile) if mine.requester else ([], {})
    follows += [] if by_staff else snoozing.woken(unit, ticket)
    store.change(unit, ticket, by, [*happened, *follows], command.origin, **values)
    if command.copies:
        copies.copied(unit, store.locked(unit, ticket.id), command.copies, command.origin, by, profile)
    return Outcome(ticket.id, ticket.number)


def held(
    unit: Unit, ticket: Ticket, by: Caller, command: AddComment, profile: Profile, move: HeldMove | None = None
) -> Outcome:  # fmt: skip
    """Kept, and shown to the agents. No clock hears of it before it leaves (holding; faults H4)."""
    message = said(unit, ticket, by, command, Audience.INTERNAL, profile, by_staff=True)
    messages.hold(unit, message, unit.now + profile.conversation.hold * SECOND, move)
    store.change(unit, ticket, by, [AnswerHeld(message, move.to if move else None)], command.origin)
    return Outcome(ticket.id, ticket.number)


def _answered(unit: Unit, ticket: Ticket, profile: Profile) -> tuple[list[Event], dict[str, object]]:
    """The requester's answer moves a waiting ticket on, and one that is resolved after they could choose."""
    status = profile.status(ticket.status)
    if status.on_answer is None:
        return [], {}
    if status.on_answer_after:
        until = unit.now + status.on_answer_after * MINUTE
        return [ChoiceAsked(until)], {"choice_until": until}
    moved = StatusMoved(ticket.status, status.on_answer, Party.SYSTEM)
    paused = {"paused": ticket.status, "paused_until": ticket.resume_at} if status.kind.open else {}
    return [moved], {"status": status.on_answer, "resume_at": None, **paused}


def begun(unit: Unit, command: AddComment, by: Caller) -> Message | None:
    """The message that earlier parts of the same album have made."""
    if command.origin is None or command.origin.album is None:
        return None
    return messages.of_album(unit.conn, command.ticket, by.person.id, command.origin.album)


def joined(unit: Unit, ticket: Ticket, begun: Message, command: AddComment, by: Caller) -> Outcome:
    """What was sent as one is one message, though it comes in pieces."""
    if command.origin:
        messages.extend(unit, begun, clean(command.body), command.origin)
    files.attach(unit, ticket.id, begun.id, by.door or Door.API, command.attachments)
    store.change(unit, ticket, by, [FilesAdded(begun.id)], command.origin)
    return Outcome(ticket.id, ticket.number)


def add_note(unit: Unit, command: AddNote, by: Caller, profile: Profile) -> Outcome:
    """An internal word, possible at any time, even on a closed ticket (B5)."""
    ticket = store.locked(unit, command.ticket)
    message = said(unit, ticket, by, command, Audience.INTERNAL, profile, by_staff=True)
    store.change(unit, ticket, by, [NoteAdded(message)], command.origin)
    return Outcome(ticket.id, ticket.number)


def add_pending(unit: Unit, command: AddPending, by: Caller, profile: Profile) -> Outcome:
    """Kept as a note is, whoever writes and however the ticket stands: nothing moves because of it (faults C5, C8).

    Raises Refusal(MISSING) at any other door than mail: there nobody can be taken for another.
    """
    if by.door is not Door.MAIL:
        raise Refusal(Code.MISSING)
    ticket = store.locked(unit, command.ticket)
    message = said(unit, ticket, by, command, Audience.INTERNAL, profile, by_staff=False)
    store.change(unit, ticket, by, [NoteAdded(message)], command.origin)
    return Outcome(ticket.id, ticket.number)


def comment(
    unit: Unit, id: TicketId, by: Caller, body: str, profile: Profile, *, by_staff: bool = True,
    attachments: Sequence[Attachment] = (), origin: Origin | None = None,
) -> MessageId | None:  # fmt: skip
    """The word that goes with a move or a grade, where there is one. What is done hidden is said among staff."""
    text = clean(body)
    fits(text, profile)
    audience = Audience.INTERNAL if unit.hidden else Audience.PUBLIC
    if not text and not attachments:
        return None
    message = messages.say(unit, id, by, text, audience, origin, by_staff=by_staff)
    files.attach(unit, id, message, by.door or Door.API, attachments)
    return message


def said(
    unit: Unit, ticket: Ticket, by: Caller, command: AddComment | AddNote | AddPending, audience: Audience,
    profile: Profile, *, by_staff: bool,
) -> MessageId:  # fmt: skip
    """The message of a command with its files. Raises Refusal when it says nothing, or too much at once."""
    body = clean(command.body)
    if not body and not command.attachments:
        raise Refusal(Code.EMPTY)
    fits(body, profile)
    message = messages.say(unit, ticket.id, by, body, audience, command.origin, by_staff=by_staff)
    files.attach(unit, ticket.id, message, by.door or Door.API, command.attachments)
    return message


def fits(body: str, profile: Profile) -> None:
    """Raises Refusal(TOO_LONG) for more than the desk takes in one message."""
    if len(body) > profile.limits.body:
        raise Refusal(Code.TOO_LONG, limit=profile.limits.body, length=len(body))
