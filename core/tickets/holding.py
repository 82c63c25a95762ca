"""An agent's answer that waits a few seconds, in which it can be taken back (D8 of issue 5; decision 0018).

While it waits it is an internal word, so that there is no way by which a customer could see it (B5).
"""

from core.errors import Code, Refusal
from core.kinds import Audience, Door, Event, Origin, Outcome
from core.people import store as people
from core.people.person import Caller
from core.profile.schema import Profile
from core.storage.unit import Unit
from core.tickets import files, messages, moving, store
from core.tickets.events import CommentAdded, FileArrived, FileMissed
from core.tickets.handling import ReleaseHeld, TakeBack
from core.tickets.handling_events import AnswerTakenBack
from core.tickets.model import FileState, Message


def take_back(unit: Unit, command: TakeBack, by: Caller, profile: Profile) -> Outcome:
    """It stays as a note, so that no word is lost. Twice is once; what has left is not called back."""
    ticket = store.locked(unit, command.ticket)
    message = messages.find(unit.conn, command.message)
    if message is None or message.ticket != ticket.id:
        raise Refusal(Code.MISSING)
    if message.audience is Audience.PUBLIC:
        raise Refusal(Code.TOO_LATE)
    if message.held_until is not None:
        messages.hold(unit, message.id, None)
        to = message.held_move.to if message.held_move else None
        store.change(unit, ticket, by, [AnswerTakenBack(message.id, to), *_arrived(unit, message)])
    return Outcome(ticket.id, ticket.number)


def release(unit: Unit, command: ReleaseHeld, by: Caller, profile: Profile) -> Outcome:
    """Its time has come, and nobody has taken it back: the answer is its author's, as it reads by now.

    The move that waited with it is made in the same unit, so the customer hears of both at once.
    """
    ticket = store.locked(unit, command.ticket)
    message = messages.find(unit.conn, command.message)
    if message is None or message.ticket != ticket.id or message.held_until != command.due:
        return Outcome(ticket.id, ticket.number)
    messages.publish(unit, message.id)
    origin = messages.origin(unit.conn, message.id)
    author = _author(unit, message, origin)
    ticket, follows, values = moving.along(unit, ticket, message, author, profile)
    happened = [CommentAdded(message.id, by_staff=True, held=True), *_arrived(unit, message), *follows]
    store.change(unit, ticket, author, happened, origin, **values)
    return Outcome(ticket.id, ticket.number)


def _author(unit: Unit, message: Message, origin: Origin | None) -> Caller:
    person = people.person(unit.conn, message.author)
    if person is None:
        raise Refusal(Code.MISSING)
    return Caller(person, origin.door if origin else Door.SLACK)


def _arrived(unit: Unit, message: Message) -> list[Event]:
    """Its files that came while it waited were told to nobody (arrivals)."""
    happened: list[Event] = []
    for file in files.of_messages(unit.conn, [message.id]):
        if file.state is FileState.READY:
            happened.append(FileArrived(file.id, message.id))
        elif file.state is FileState.LOST:
            happened.append(FileMissed(file.id, message.id, file.reason or ""))
    return happened
