"""Whose work a ticket is: said by somebody who may, or by the profile's routes (A2, C7, E6)."""

from core.errors import Code, Refusal
from core.kinds import Event, Outcome, PersonId, TicketId
from core.people import absences, groups
from core.people import store as people
from core.people.person import STAFF, Caller
from core.people.registration import HOUSE
from core.profile import tree
from core.profile.schema import Profile
from core.profile.states import Party
from core.storage.unit import Unit
from core.tickets import store
from core.tickets.events import StatusMoved, TicketAssigned
from core.tickets.handling import Assign
from core.tickets.model import Ticket
from core.tickets.routing import GROUP, PERSON, Facts, whose
from core.tickets.standing import admitted
from core.tickets.work import unchanged

ROUTED = Caller(HOUSE, None)


def assign(unit: Unit, command: Assign, by: Caller, profile: Profile) -> Outcome:
    """A person's, a group's, both, or nobody's; the group stays if none is named. What is so already is no error.

    Raises Refusal(PERSON) for who is not of the desk there, CHOICE for a group that does not work at the desk.
    """
    ticket = store.locked(unit, command.ticket)
    if command.group and not (profile.group(command.group) and groups.works(profile, command.group)):
        raise Refusal(Code.CHOICE, aspect="group")
    if command.to is not None and not _works(unit, profile, ticket, command.to):
        raise Refusal(Code.PERSON)
    group = command.group or (ticket.group if command.to is not None else None)
    if (command.to, group) == (ticket.assignee, ticket.group):
        return Outcome(ticket.id, ticket.number)
    unchanged(ticket, command.rev)
    _given(unit, ticket, by, profile, command.to, group)
    return Outcome(ticket.id, ticket.number)


def routed(unit: Unit, id: TicketId, profile: Profile, facts: Facts) -> None:
    """By itself; whom the profile names and who does not work here, or is away, is passed over (E6)."""
    ticket, queue = store.locked(unit, id), tree.group_of(profile, facts.service)
    for to in whose(profile, facts):
        if to.startswith(GROUP):
            _given(unit, ticket, ROUTED, profile, None, to.removeprefix(GROUP))
            return
        known = people.by_email(unit.conn, to.removeprefix(PERSON))
        there = _there(unit, profile, ticket, known.id) if known else None
        if there is not None:
            _given(unit, ticket, ROUTED, profile, there, queue)
            return


def _there(unit: Unit, profile: Profile, ticket: Ticket, id: PersonId) -> PersonId | None:
    """Who is away gets nothing by itself: their cover does, if they work here (E6)."""
    reached = absences.there(unit.conn, id, unit.now)
    free = absences.away(unit.conn, reached, unit.now) is None
    return reached if free and _works(unit, profile, ticket, reached) else None


def _given(unit: Unit, ticket: Ticket, by: Caller, profile: Profile, to: PersonId | None, group: str | None) -> None:
    """Work that somebody gets leaves the first status as a claim does."""
    happened: list[Event] = [TicketAssigned(to, ticket.assignee, group, ticket.group)]
    status = ticket.status
    if to is not None and by is not ROUTED and status == profile.start.status and profile.start.claimed:
        happened.append(StatusMoved(status, profile.start.claimed, Party.AGENT))
        status = profile.start.claimed
    store.change(unit, ticket, by, happened, assignee=to, group_id=group, status=status)


def _works(unit: Unit, profile: Profile, ticket: Ticket, id: PersonId) -> bool:
    """Whether somebody is of the desk, for this service, and may know of the ticket."""
    known = people.person(unit.conn, id)
    if known is None or not known.staff or not admitted(unit.conn, profile, ticket, id):
        return False
    held = known.roles_on(service.id for service in tree.path(profile, ticket.service))
    return bool(STAFF & held)
