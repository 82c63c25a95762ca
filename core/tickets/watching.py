"""Colleagues in copy: named when a ticket is opened, or later (A4)."""

from collections.abc import Iterable

from core.errors import Code, Refusal
from core.kinds import Door, Event, Outcome, PersonId
from core.people import mailing, registration, rules
from core.people import store as people
from core.people.fellows import fellows
from core.people.person import Caller, Proof
from core.profile.schema import Profile
from core.storage.unit import Unit
from core.tickets import observers, store
from core.tickets.handling import AddObserver, DropObserver
from core.tickets.handling_events import ObserverAdded, ObserverDropped
from core.tickets.model import Ticket
from core.tickets.standing import standing

MOST = 20


def add_observer(unit: Unit, command: AddObserver, by: Caller, profile: Profile) -> Outcome:
    """Staff may name somebody by id, and others their own company's people; to them every other id is unknown, or they
    could learn names from it (faults F3).

    Raises Refusal(ADDRESS, PERSON, CROWDED).
    """
    ticket = store.locked(unit, command.ticket)
    if command.person is None:
        named(unit, ticket, [command.email], by, profile)
    elif not may_name(unit, by, command.person):
        raise Refusal(Code.PERSON)
    else:
        added(unit, ticket, [command.person], by)
    return Outcome(ticket.id, ticket.number)


def may_name(unit: Unit, by: Caller, person: PersonId) -> bool:
    if by.person.staff:
        return people.person(unit.conn, person) is not None
    return fellows(unit.conn, by.person.id, person)


def drop_observer(unit: Unit, command: DropObserver, by: Caller, profile: Profile) -> Outcome:
    """An observer may leave; the requester and who works with it may let anybody go. Who is none is no error."""
    ticket = store.locked(unit, command.ticket)
    leads = rules.worker(by.person, standing(unit.conn, profile, ticket, by.person))
    if not leads and by.person.id not in (ticket.requester, command.person):
        raise Refusal(Code.MISSING)
    if observers.observes(unit.conn, ticket.id, command.person):
        observers.drop(unit, ticket.id, command.person)
        store.change(unit, ticket, by, [ObserverDropped(command.person)])
    return Outcome(ticket.id, ticket.number)


def named(unit: Unit, ticket: Ticket, emails: Iterable[str], by: Caller, profile: Profile) -> None:
    """By mail address; somebody unknown is made a person whom only letters reach, and who is not let in by it (A5)."""
    addresses = dict.fromkeys(mailing.address(email) for email in emails)
    added(unit, ticket, [_at(unit, email, profile) for email in addresses], by)


def added(unit: Unit, ticket: Ticket, ids: Iterable[PersonId], by: Caller) -> None:
    there = observers.of_ticket(unit.conn, ticket.id)
    fresh = [id for id in dict.fromkeys(ids) if id not in there and id != ticket.requester]
    if len(there) + len(fresh) > MOST:
        raise Refusal(Code.CROWDED, limit=MOST)
    for id in fresh:
        observers.add(unit, ticket.id, id)
    happened: list[Event] = [ObserverAdded(id) for id in fresh]
    if happened:
        store.change(unit, ticket, by, happened)


def _at(unit: Unit, email: str, profile: Profile) -> PersonId:
    at_door = people.at_door(unit.conn, Door.MAIL, email)
    if at_door is not None:
        return at_door
    known = people.by_email(unit.conn, email)
    id = known.id if known else registration.added(unit, email, profile.languages[0], profile, email)
    people.link(unit, id, Door.MAIL, email, Proof.NAMED)
    return id
