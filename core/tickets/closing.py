"""How a ticket ends, and how the requester brings it back."""

from core.errors import Code, Refusal
from core.kinds import Outcome
from core.people.person import Caller
from core.profile.schema import Party, Profile
from core.storage.unit import Unit
from core.tickets import lifecycle, store
from core.tickets.commands import Cancel, Close, Rate, Resolve, ReturnToWork
from core.tickets.events import StatusMoved, TicketRated
from core.tickets.lifecycle import Verb


def resolve(unit: Unit, command: Resolve, by: Caller, profile: Profile) -> Outcome:
    return _press(unit, command, Verb.RESOLVE, by, profile)


def close(unit: Unit, command: Close, by: Caller, profile: Profile) -> Outcome:
    return _press(unit, command, Verb.CLOSE, by, profile)


def cancel(unit: Unit, command: Cancel, by: Caller, profile: Profile) -> Outcome:
    return _press(unit, command, Verb.CANCEL, by, profile)


def return_to_work(unit: Unit, command: ReturnToWork, by: Caller, profile: Profile) -> Outcome:
    return _press(unit, command, Verb.RETURN, by, profile)


def rate(unit: Unit, command: Rate, by: Caller, profile: Profile) -> Outcome:
    """Keeps the grade; another one replaces it while the status allows rating, and both stand in the history."""
    ticket = store.locked(unit, command.ticket)
    if not lifecycle.can_rate(profile, ticket.status) or profile.rating is None:
        raise Refusal(Code.BUTTON, status=ticket.status)
    if command.grade not in [grade.id for grade in profile.rating.grades]:
        raise Refusal(Code.GRADE)
    if ticket.grade != command.grade:
        store.change(unit, ticket, by, [TicketRated(command.grade, ticket.grade)], grade=command.grade)
    return Outcome(ticket.id, ticket.number)


def _press(
    unit: Unit, command: Resolve | Close | Cancel | ReturnToWork, verb: Verb, by: Caller, profile: Profile
) -> Outcome:
    """A customer's button is a move of the requester. What it asks for being so already is no error."""
    ticket = store.locked(unit, command.ticket)
    button = profile.button(verb)
    if button is not None and button.to == ticket.status:
        return Outcome(ticket.id, ticket.number)
    target = lifecycle.button_target(profile, ticket.status, verb)
    moved = StatusMoved(ticket.status, target, Party.REQUESTER)
    store.change(unit, ticket, by, [moved], status=target, resume_at=None)
    return Outcome(ticket.id, ticket.number)
