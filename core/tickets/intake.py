"""How a ticket begins, and how words are added to it."""

from core.clock import MINUTE
from core.errors import Code, Refusal
from core.kinds import Audience, Door, Event, MessageId, Outcome, TicketId
from core.people.person import Caller
from core.profile.schema import Party, Profile
from core.storage.unit import Unit
from core.texts import clean, one_line, shorten
from core.tickets import files, messages, store
from core.tickets.commands import AddComment, AddNote, EditMessage, OpenTicket
from core.tickets.events import (
    ChoiceAsked,
    CommentAdded,
    FilesAdded,
    MessageEdited,
    NoteAdded,
    StatusMoved,
    TicketContinued,
    TicketOpened,
)
from core.tickets.model import Message, Ticket


def open_ticket(unit: Unit, command: OpenTicket, by: Caller, profile: Profile) -> Outcome:
    """Registers a ticket with a number of its own (C1). Nothing that was typed is cut away."""
    subject, body = _worded(command.subject, command.body, profile)
    if not subject and not command.attachments:
        raise Refusal(Code.EMPTY)
    _fits(body, profile)
    before = _gone_on_with(unit, command, by)
    values = {
        "prefix": profile.prefix,
        "subject": subject or shorten(files.named(command.attachments[0]), profile.limits.subject),
        "type": _type(command.type, profile),
        "priority": profile.default_priority.id,
        "status": profile.start.status,
        "linked_to": command.linked_to,
    }
    id = store.insert(unit, by, values)
    message = messages.say(unit, id, by, body, Audience.PUBLIC, command.origin, by_staff=False)
    files.attach(unit, id, message, by.door or Door.API, command.attachments)
    store.opened(unit, id, by, TicketOpened(message, command.linked_to), command.origin)
    if before is not None:
        store.change(unit, before, by, [TicketContinued(id)])
    return Outcome(id, f"{profile.prefix}-{id}")


def _gone_on_with(unit: Unit, command: OpenTicket, by: Caller) -> Ticket | None:
    """The requester's own earlier ticket. Somebody else's is missing, as everywhere (D8, agreement 12)."""
    if command.linked_to is None:
        return None
    before = store.locked(unit, command.linked_to)
    if before.requester != by.person.id:
        raise Refusal(Code.MISSING)
    return before


def add_comment(unit: Unit, command: AddComment, by: Caller, profile: Profile) -> Outcome:
    """A public word, or more of an album that has begun. What follows from an answer is the profile's (D2, D7)."""
    ticket = store.locked(unit, command.ticket)
    if begun := _begun(unit, command, by):
        return _joined(unit, ticket, begun, command, by)
    if profile.status(ticket.status).final:
        raise Refusal(Code.FINAL, status=ticket.status, to="", open=())
    by_staff = by.person.staff and by.person.id != ticket.requester
    message = said(unit, ticket, by, command, Audience.PUBLIC, profile, by_staff=by_staff)
    happened: list[Event] = [CommentAdded(message, by_staff)]
    follows, values = ([], {}) if by_staff else _answered(unit, ticket, profile)
    store.change(unit, ticket, by, [*happened, *follows], command.origin, **values)
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


def _begun(unit: Unit, command: AddComment, by: Caller) -> Message | None:
    if command.origin is None or command.origin.album is None:
        return None
    return messages.of_album(unit.conn, command.ticket, by.person.id, command.origin.album)


def _joined(unit: Unit, ticket: Ticket, begun: Message, command: AddComment, by: Caller) -> Outcome:
    """What was sent as one is one message, though it comes in pieces."""
    if body := clean(command.body):
        messages.extend(unit, begun, body)
    files.attach(unit, ticket.id, begun.id, by.door or Door.API, command.attachments)
    store.change(unit, ticket, by, [FilesAdded(begun.id)], command.origin)
    return Outcome(ticket.id, ticket.number)


def edit_message(unit: Unit, command: EditMessage, by: Caller, profile: Profile) -> Outcome:
    """Another text for one's own message. An edit that changes nothing to be seen is none."""
    ticket = store.locked(unit, command.ticket)
    message = messages.find(unit.conn, command.message)
    if message is None or message.ticket != ticket.id or message.author != by.person.id:
        raise Refusal(Code.MISSING)
    body = clean(command.body)
    if not body and not files.of_messages(unit.conn, [message.id]):
        raise Refusal(Code.EMPTY)
    _fits(body, profile)
    if body != message.body:
        rev = messages.rewrite(unit, message, body)
        store.change(unit, ticket, by, [MessageEdited(message.id, rev)])
    return Outcome(ticket.id, ticket.number)


def add_note(unit: Unit, command: AddNote, by: Caller, profile: Profile) -> Outcome:
    """An internal word, possible at any time, even on a closed ticket (B5)."""
    ticket = store.locked(unit, command.ticket)
    message = said(unit, ticket, by, command, Audience.INTERNAL, profile, by_staff=True)
    store.change(unit, ticket, by, [NoteAdded(message)], command.origin)
    return Outcome(ticket.id, ticket.number)


def comment(unit: Unit, id: TicketId, by: Caller, body: str, profile: Profile) -> MessageId | None:
    """The agent's public word that goes with a move, where there is one."""
    text = clean(body)
    _fits(text, profile)
    return messages.say(unit, id, by, text, Audience.PUBLIC, None, by_staff=True) if text else None


def said(
    unit: Unit, ticket: Ticket, by: Caller, command: AddComment | AddNote, audience: Audience, profile: Profile,
    *, by_staff: bool,
) -> MessageId:  # fmt: skip
    """The message of a command with its files. Raises Refusal when it says nothing, or too much at once."""
    body = clean(command.body)
    if not body and not command.attachments:
        raise Refusal(Code.EMPTY)
    _fits(body, profile)
    message = messages.say(unit, ticket.id, by, body, audience, command.origin, by_staff=by_staff)
    files.attach(unit, ticket.id, message, by.door or Door.API, command.attachments)
    return message


def _worded(subject: str, body: str, profile: Profile) -> tuple[str, str]:
    """Subject and body. A subject that is too long for its place stands whole at the head of the body."""
    subject, body = clean(subject), clean(body)
    first = one_line(subject or next((line for line in body.splitlines() if one_line(line)), ""))
    short = shorten(first, profile.limits.subject)
    if subject and short != one_line(subject):
        body = f"{subject}\n\n{body}".strip()
    return short, body


def _type(wanted: str | None, profile: Profile) -> str:
    known = [kind.id for kind in profile.types]
    if wanted is not None and wanted not in known:
        raise Refusal(Code.UNKNOWN_TYPE)
    return wanted or known[0]


def _fits(body: str, profile: Profile) -> None:
    if len(body) > profile.limits.body:
        raise Refusal(Code.TOO_LONG, limit=profile.limits.body, length=len(body))
