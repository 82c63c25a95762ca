"""One answer for all open incidents of a problem (C5): begun by an agent, carried out in small units by itself.

A unit looks at a few incidents and remembers how far it came in the same commit, so each is answered exactly once,
however often the process dies. The agent's rights and each incident's state are judged when its turn comes.
"""

from core.errors import Code, Refusal
from core.kinds import Audience, Door, MessageId, Outcome, TicketId
from core.people import rights
from core.people import store as people
from core.people.person import Caller
from core.profile.schema import Profile
from core.storage.unit import Unit
from core.texts import clean
from core.tickets import intake, messages, moving, rounds, store, tying
from core.tickets.commands import AddComment, MoveStatus
from core.tickets.events import CommentAdded, NoteAdded
from core.tickets.handling_events import AnswerHeld
from core.tickets.lifecycle import resolved_target
from core.tickets.model import Ticket
from core.tickets.relating import AnswerIncidents, AnswerNext
from core.tickets.relating_events import IncidentsAnswered
from core.tickets.rounds import Round
from core.tickets.standing import standing

FEW = 4
"""Incidents of one unit: some twenty rows each (agreement 5)."""


def answer_incidents(unit: Unit, command: AnswerIncidents, by: Caller, profile: Profile) -> Outcome:
    """Begins a round. Its text stands on the problem as a note, for the agents alone.

    Raises Refusal(ROUND): another one is under way, or was begun since the agent looked.
    """
    ticket = store.locked(unit, command.ticket)
    if not tying.is_problem(profile, ticket.type):
        raise Refusal(Code.BUTTON, status=ticket.status)
    last = rounds.newest(unit.conn, ticket.id)
    if last is not None and (last.done_at is None or last.id != command.after):
        raise Refusal(Code.ROUND, how="over" if last.done_at else "now", name=_name(unit, last))
    body = clean(command.body)
    if not body:
        raise Refusal(Code.EMPTY)
    intake.fits(body, profile)
    message = messages.say(unit, ticket.id, by, body, Audience.INTERNAL, None, by_staff=True)
    rounds.begin(unit, ticket.id, by.person.id, message, resolves=command.resolves)
    store.change(unit, ticket, by, [NoteAdded(message)])
    return Outcome(ticket.id, ticket.number)


def answer_next(unit: Unit, command: AnswerNext, by: Caller, profile: Profile) -> Outcome:
    """The next few incidents, or the end of the round. What another has done meanwhile is left alone."""
    round = rounds.locked(unit, command.round)
    if round is None or round.done_at is not None or round.reached != command.reached:
        return Outcome()
    found = rounds.waiting(unit, round, FEW)
    for id in found:
        _turn(unit, round, id, profile)
    if len(found) < FEW:
        answered, left = rounds.finish(unit, round)
        agent = _agent(unit, round)
        store.change(unit, store.locked(unit, round.ticket), agent, [IncidentsAnswered(round.id, answered, left)])
    return Outcome(round.ticket)


def _turn(unit: Unit, round: Round, id: TicketId, profile: Profile) -> None:
    """What cannot be answered and resolved as it stands is left to a person, with the reason."""
    ticket, begun = store.locked(unit, id), len(unit.happened)
    reason = _left_out(unit, round, ticket, profile)
    if reason is None:
        try:
            _answered(unit, round, ticket, profile)
        except Refusal as refusal:
            reason = refusal.code.value
    message = None if reason else _said(unit, begun)
    rounds.reach(unit, round, id, message, reason)


def _left_out(unit: Unit, round: Round, ticket: Ticket, profile: Profile) -> str | None:
    if ticket.merged_into is not None:
        return "merged"
    if not profile.status(ticket.status).kind.open:
        return "resolved"
    agent = _agent(unit, round).person
    return None if rights.permits("MoveStatus", agent, standing(unit.conn, profile, ticket, agent)) else "role"


def _answered(unit: Unit, round: Round, ticket: Ticket, profile: Profile) -> None:
    """Each of these judges all before it writes anything."""
    text = messages.find(unit.conn, round.message)
    body, by = text.body if text else "", _agent(unit, round)
    if not round.resolves:
        intake.add_comment(unit, AddComment(ticket.id, body), by, profile)
        return
    to = resolved_target(profile, ticket.status)
    if to is None:
        raise Refusal(Code.MOVE, status=ticket.status, to="", open=())
    moving.move_now(unit, MoveStatus(ticket.id, to, ticket.workflow_rev, body), by, profile)


def _said(unit: Unit, begun: int) -> MessageId | None:
    told = (one.recorded.event for one in unit.happened[begun:])
    return next((event.message for event in told if isinstance(event, CommentAdded | AnswerHeld)), None)


def _agent(unit: Unit, round: Round) -> Caller:
    """Who began it, as they are now: whoever has left the desk answers nobody any more."""
    found = people.person(unit.conn, round.person)
    assert found is not None
    return Caller(found, Door.SLACK)


def _name(unit: Unit, round: Round) -> str:
    found = people.person(unit.conn, round.person)
    return found.name if found else "?"
