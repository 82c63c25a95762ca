"""How a ticket begins, and how words are added to it."""

from core.errors import Code, Refusal
from core.kinds import Audience, Door, Event, MessageId, Outcome, TicketId
from core.people.person import Caller
from core.profile.schema import Party, Profile
from core.storage.unit import Unit
from core.texts import clean, one_line, shorten
from core.tickets import files, messages, store
from core.tickets.commands import AddComment, AddNote, OpenTicket
from core.tickets.events import CommentAdded, NoteAdded, StatusMoved, TicketOpened
from core.tickets.model import Ticket


def open_ticket(unit: Unit, command: OpenTicket, by: Caller, profile: Profile) -> Outcome:
    """Registers a ticket with a number of its own (C1). Nothing that was typed is cut away."""
    subject, body = _worded(command.subject, command.body, profile)
    if not subject and not command.attachments:
        raise Refusal(Code.EMPTY)
    _fits(body, profile)
    values = {
        "prefix": profile.prefix,
        "subject": subject or shorten(files.named(command.attachments[0]), profile.limits.subject),
        "type": _type(command.type, profile),
        "priority": profile.default_priority.id,
        "status": profile.start.status,
    }
    id = store.insert(unit, by, values)
    message = messages.say(unit, id, by, body, Audience.PUBLIC, command.origin, by_staff=False)
    files.attach(unit, id, message, by.door or Door.API, command.attachments)
    store.opened(unit, id, by, TicketOpened(message), command.origin)
    return Outcome(id, f"{profile.prefix}-{id}")


def add_comment(unit: Unit, command: AddComment, by: Caller, profile: Profile) -> Outcome:
    """A public word. The requester's answer moves a waiting ticket on by itself (D2)."""
    ticket = store.locked(unit, command.ticket)
    if profile.status(ticket.status).final:
        raise Refusal(Code.FINAL, status=ticket.status, to="", open=())
    by_staff = by.person.staff and by.person.id != ticket.requester
    message = _said(unit, ticket, by, command, Audience.PUBLIC, profile, by_staff=by_staff)
    happened: list[Event] = [CommentAdded(message, by_staff)]
    target = None if by_staff else profile.status(ticket.status).on_answer
    if target is None:
        store.change(unit, ticket, by, happened, command.origin)
    else:
        happened.append(StatusMoved(ticket.status, target, Party.SYSTEM))
        store.change(unit, ticket, by, happened, command.origin, status=target, resume_at=None)
    return Outcome(ticket.id, ticket.number)


def add_note(unit: Unit, command: AddNote, by: Caller, profile: Profile) -> Outcome:
    """An internal word, possible at any time, even on a closed ticket (B5)."""
    ticket = store.locked(unit, command.ticket)
    message = _said(unit, ticket, by, command, Audience.INTERNAL, profile, by_staff=True)
    store.change(unit, ticket, by, [NoteAdded(message)], command.origin)
    return Outcome(ticket.id, ticket.number)


def comment(unit: Unit, id: TicketId, by: Caller, body: str, profile: Profile) -> MessageId | None:
    """The agent's public word that goes with a move, where there is one."""
    text = clean(body)
    _fits(text, profile)
    return messages.say(unit, id, by, text, Audience.PUBLIC, None, by_staff=True) if text else None


def _said(
    unit: Unit,
    ticket: Ticket,
    by: Caller,
    command: AddComment | AddNote,
    audience: Audience,
    profile: Profile,
    *,
    by_staff: bool,
) -> MessageId:
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
