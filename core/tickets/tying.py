"""Incidents of a problem (C5), parts of a larger work. What is so already is no error; rings are refused."""

from core.errors import Code, Refusal
from core.kinds import Event, Outcome, TicketId
from core.people import rules
from core.people.person import Caller
from core.profile.schema import Profile
from core.storage.unit import Unit
from core.tickets import links, store
from core.tickets.handling_events import TicketTriaged
from core.tickets.links import SIDES, Link
from core.tickets.model import Ticket
from core.tickets.relating import SetParent, TieProblem
from core.tickets.relating_events import TicketLinked, TicketUnlinked
from core.tickets.standing import apart, standing


def tie_problem(unit: Unit, command: TieProblem, by: Caller, profile: Profile) -> Outcome:
    """Each further report of a problem is an incident of it, whatever it was taken for before.

    Raises Refusal(RELATION): the other is no problem, this one is one, or it is over for good.
    """
    ticket = store.locked(unit, command.ticket)
    problem = _other(unit, ticket, command.problem, by, profile)
    if problem is not None:
        if is_problem(profile, ticket.type) or not is_problem(profile, problem.type):
            raise Refusal(Code.RELATION, problem="kind", number=problem.number)
        if profile.status(ticket.status).final or profile.status(problem.status).final:
            raise Refusal(Code.RELATION, problem="final", number=problem.number)
    return _linked(unit, ticket, problem, Link.PROBLEM, by, _as_incident(profile, ticket) if problem else None)


def set_parent(unit: Unit, command: SetParent, by: Caller, profile: Profile) -> Outcome:
    ticket = store.locked(unit, command.ticket)
    parent = _other(unit, ticket, command.parent, by, profile)
    if parent is not None and ticket.id in links.above(unit.conn, parent.id):
        raise Refusal(Code.RELATION, problem="ring", number=parent.number)
    return _linked(unit, ticket, parent, Link.PARENT, by)


def is_problem(profile: Profile, type: str) -> bool:
    return type in problem_types(profile)


def problem_types(profile: Profile) -> list[str]:
    return [one.id for one in profile.types if one.role == "problem"]


def _other(
    unit: Unit, ticket: Ticket, id: TicketId | None, by: Caller, profile: Profile
) -> Ticket | None:  # fmt: skip
    """The other ticket, for whoever works with it too; somebody else's is missing, as everywhere (agreement 12)."""
    if id is None:
        return None
    if id == ticket.id:
        raise Refusal(Code.RELATION, problem="itself", number=ticket.number)
    other = store.locked(unit, id)
    if not rules.worker(by.person, standing(unit.conn, profile, other, by.person)):
        raise Refusal(Code.MISSING)
    if apart(profile, ticket, other):
        raise Refusal(Code.RELATION, problem="private", number=other.number)
    if other.merged_into is not None:
        raise Refusal(Code.RELATION, problem="merged", number=other.number)
    return other


def _as_incident(profile: Profile, ticket: Ticket) -> TicketTriaged | None:
    kinds = [one.id for one in profile.types if one.role == "incident"]
    if not kinds or ticket.type in kinds:
        return None
    return TicketTriaged({"type": kinds[0]}, {"type": ticket.type})


def _linked(
    unit: Unit, ticket: Ticket, other: Ticket | None, kind: Link, by: Caller, triaged: TicketTriaged | None = None
) -> Outcome:
    before = links.other(unit.conn, ticket.id, kind)
    to = other.id if other else None
    if before != to:
        if before is not None:
            store.change(unit, store.locked(unit, before), by, [TicketUnlinked(SIDES[kind], ticket.id)])
        if other is not None:
            store.change(unit, other, by, [TicketLinked(SIDES[kind], ticket.id)])
        links.put(unit, ticket.id, kind, to)
        happened: list[Event] = [triaged] if triaged else []
        happened.append(TicketLinked(kind, to) if to is not None else TicketUnlinked(kind, before or ticket.id))
        store.change(unit, ticket, by, happened, **({"type": triaged.now["type"]} if triaged else {}))
    return Outcome(ticket.id, ticket.number)
