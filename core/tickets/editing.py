"""Words that are changed or withdrawn after they were said. What they said before is kept (B8; decision 0028)."""

from core.errors import Code, Refusal
from core.kinds import MessageId, Outcome
from core.people import rules
from core.people.person import Caller
from core.profile.schema import Profile
from core.storage.unit import Unit
from core.texts import clean
from core.tickets import files, messages, origins, store
from core.tickets.commands import EditMessage
from core.tickets.events import MessageEdited
from core.tickets.handling import WithdrawMessage
from core.tickets.handling_events import MessageWithdrawn
from core.tickets.intake import fits
from core.tickets.model import Message, Ticket
from core.tickets.standing import standing


def edit_message(unit: Unit, command: EditMessage, by: Caller, profile: Profile) -> Outcome:
    """Another text for one's own message, or for a colleague's. An edit that changes nothing to be seen is none, but
    an earlier one that comes after it is too late (B8).

    Whom a message is for is no part of its text: no edit makes a note public (B5).
    """
    ticket = store.locked(unit, command.ticket)
    message = _theirs(unit, ticket, command.message, by, profile)
    if command.part and message.parts:
        return _part(unit, ticket, message, command, by, profile)
    body = clean(command.body)
    if command.part not in ("", message.ref):
        body = origins.beside(message, body)
    if not body and not files.of_messages(unit.conn, [message.id]):
        raise Refusal(Code.EMPTY)
    fits(body, profile)
    late = command.mark and command.mark < message.edit_mark
    if message.withdrawn_at is not None and not late and body != message.body:
        raise Refusal(Code.TOO_LATE)
    if body != message.body and not late:
        rev = messages.rewrite(unit, message, body, command.mark)
        store.change(unit, ticket, by, [MessageEdited(message.id, rev)])
    elif command.mark > message.edit_mark:
        messages.remark(unit, message, command.mark)
    return Outcome(ticket.id, ticket.number)


def _part(
    unit: Unit, ticket: Ticket, message: Message, command: EditMessage, by: Caller, profile: Profile
) -> Outcome:  # fmt: skip
    """The words of the other parts stay as they are."""
    found = origins.changed(message, command.part, clean(command.body), command.mark, ticket.subject)
    if found is None:
        return Outcome(ticket.id, ticket.number)
    body, parts = found
    if not body and not files.of_messages(unit.conn, [message.id]):
        raise Refusal(Code.EMPTY)
    fits(body, profile)
    if message.withdrawn_at is not None:
        raise Refusal(Code.TOO_LATE)
    if body != message.body:
        rev = messages.rewrite(unit, message, body, command.mark, parts)
        store.change(unit, ticket, by, [MessageEdited(message.id, rev)])
    elif parts != message.parts:
        messages.remark(unit, message, command.mark, parts)
    return Outcome(ticket.id, ticket.number)


def withdraw_message(unit: Unit, command: WithdrawMessage, by: Caller, profile: Profile) -> Outcome:
    """An agent's own word, or a colleague's, never a customer's. One that waits does not leave any more; twice is once.

    Raises Refusal(MISSING) for what began the ticket, too: without it there would be none.
    """
    ticket = store.locked(unit, command.ticket)
    message = _theirs(unit, ticket, command.message, by, profile)
    if not message.by_staff or message.id == messages.opening(unit.conn, ticket.id):
        raise Refusal(Code.MISSING)
    if message.withdrawn_at is None:
        rev = messages.withdraw(unit, message)
        store.change(unit, ticket, by, [MessageWithdrawn(message.id, rev, held=message.held_until is not None)])
    return Outcome(ticket.id, ticket.number)


def _theirs(unit: Unit, ticket: Ticket, id: MessageId, by: Caller, profile: Profile) -> Message:
    """Raises Refusal(MISSING) for a message that is not theirs to change."""
    message = messages.find(unit.conn, id)
    if message is None or message.ticket != ticket.id:
        raise Refusal(Code.MISSING)
    colleague = message.by_staff and rules.worker(by.person, standing(unit.conn, profile, ticket, by.person))
    if message.author != by.person.id and not colleague:
        raise Refusal(Code.MISSING)
    return message
