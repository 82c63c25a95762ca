"""What agents do with a ticket, and what time does in their stead."""

from core.errors import Code, Refusal
from core.kinds import Event, Outcome, PersonId
from core.people import store as people
from core.people.person import Caller
from core.profile.schema import Profile
from core.profile.states import Party
from core.storage.unit import Unit
from core.tickets import lifecycle, store
from core.tickets.commands import Claim, RestorePause
from core.tickets.events import CommentAdded, StatusMoved, TicketAssigned
from core.tickets.intake import comment
from core.tickets.model import Ticket
from core.tickets.timed import ChoiceDue, ResumeDue, late


def claim(unit: Unit, command: Claim, by: Caller, profile: Profile) -> Outcome:
    """Compare-and-set: whoever comes second is told who was first (faults B7). One's own ticket again is no loss."""
    ticket = store.locked(unit, command.ticket)
    if ticket.assignee == by.person.id:
        return Outcome(ticket.id, ticket.number)
    if ticket.assignee is not None:
        raise Refusal(Code.CLAIMED, assignee=_name(unit, ticket.assignee))
    if not profile.conversation.claim:
        raise Refusal(Code.GIVEN)
    if not lifecycle.can_claim(profile, ticket.status):
        raise Refusal(Code.BUTTON, status=ticket.status)
    unchanged(ticket, command.rev)
    happened: list[Event] = [TicketAssigned(by.person.id, None)]
    status = ticket.status
    if status == profile.start.status and profile.start.claimed:
        happened.append(StatusMoved(status, profile.start.claimed, Party.AGENT))
        status = profile.start.claimed
    store.change(unit, ticket, by, happened, assignee=by.person.id, status=status)
    return Outcome(ticket.id, ticket.number)


def resume_due(unit: Unit, command: ResumeDue, by: Caller, profile: Profile) -> Outcome:
    """The time has come: the ticket goes where its status says (B7). A time changed meanwhile fires nothing.

    A status that says nothing (any more) keeps it, and the time is over.
    """
    ticket = store.locked(unit, command.ticket)
    target = profile.status(ticket.status).on_time
    if ticket.resume_at != command.due:
        return Outcome(ticket.id, ticket.number)
    moved = [] if target is None else [_by_itself(unit, ticket, target, command)]
    store.change(unit, ticket, by, moved, status=target or ticket.status, resume_at=None)
    return Outcome(ticket.id, ticket.number)


def choice_due(unit: Unit, command: ChoiceDue, by: Caller, profile: Profile) -> Outcome:
    """The customer has answered and chosen nothing: work goes on (D7)."""
    ticket = store.locked(unit, command.ticket)
    target = profile.status(ticket.status).on_answer
    if ticket.choice_until != command.due:
        return Outcome(ticket.id, ticket.number)
    moved = [] if target is None else [_by_itself(unit, ticket, target, command)]
    store.change(unit, ticket, by, moved, status=target or ticket.status, choice_until=None)
    return Outcome(ticket.id, ticket.number)


def _by_itself(unit: Unit, ticket: Ticket, to: str, command: ResumeDue | ChoiceDue) -> StatusMoved:
    return StatusMoved(ticket.status, to, Party.SYSTEM, late=late(command.due, unit.now))


def restore_pause(unit: Unit, command: RestorePause, by: Caller, profile: Profile) -> Outcome:
    """Back to where the answer has moved it from; what the agent adds goes to the customer with it (D2)."""
    ticket = store.locked(unit, command.ticket)
    if ticket.paused is None:
        raise Refusal(Code.BUTTON, status=ticket.status)
    unchanged(ticket, command.rev)
    message = comment(unit, ticket.id, by, command.comment, profile)
    happened: list[Event] = [] if message is None else [CommentAdded(message, by_staff=True)]
    until = ticket.paused_until
    happened.append(StatusMoved(ticket.status, ticket.paused, Party.AGENT, until, message, restored=True))
    store.change(unit, ticket, by, happened, status=ticket.paused, resume_at=until)
    return Outcome(ticket.id, ticket.number)


def _name(unit: Unit, id: PersonId) -> str:
    found = people.person(unit.conn, id)
    return found.name if found else "?"


def unchanged(ticket: Ticket, rev: int) -> None:
    """Raises Refusal(CHANGED) when the ticket has moved on since it was seen (faults B7)."""
    if ticket.workflow_rev != rev:
        raise Refusal(Code.CHANGED, status=ticket.status)
