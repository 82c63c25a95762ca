"""How a ticket ends, and how the requester brings it back."""

from core.errors import Code, Refusal
from core.kinds import Event, Outcome
from core.people.person import Caller
from core.profile.schema import Profile
from core.profile.states import Party
from core.storage.unit import Unit
from core.texts import clean
from core.tickets import lifecycle, ratings, store
from core.tickets.commands import Cancel, Close, Rate, Resolve, ReturnToWork
from core.tickets.events import StatusMoved, TicketRated
from core.tickets.intake import comment
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
    """Keeps the grade; another one replaces it while the status allows rating, and both stand in the history.

    A word that comes with it, or after it, belongs to the grade and is no answer: it reopens nothing (C10). A grade may
    lead on, such as to the end for whoever is content (E16); a word on it may follow even there.
    """
    ticket = store.locked(unit, command.ticket)
    remark = ticket.grade == command.grade and bool(clean(command.comment))
    if profile.rating is None or not (remark or lifecycle.can_rate(profile, ticket.status)):
        raise Refusal(Code.BUTTON, status=ticket.status)
    grade = next((one for one in profile.rating.grades if one.id == command.grade), None)
    if grade is None:
        raise Refusal(Code.GRADE)
    message = comment(unit, ticket.id, by, command.comment, profile, by_staff=False, origin=command.origin)
    if ticket.grade != grade.id or message is not None:
        rated = TicketRated(grade.id, ticket.grade, message)
        moved = _led(profile, ticket.status, grade.to)
        status = grade.to if moved and grade.to else ticket.status
        store.change(unit, ticket, by, [rated, *moved], command.origin, grade=grade.id, status=status)
        ratings.note(unit)
    return Outcome(ticket.id, ticket.number)


def _led(profile: Profile, status: str, to: str | None) -> list[Event]:
    open = [move.to for move in lifecycle.moves(profile, status, Party.REQUESTER)]
    return [StatusMoved(status, to, Party.REQUESTER)] if to in open else []


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
