"""Two tickets of one matter become one, and two again (X2): docs/decisions/0019-merge.md."""

from core.clock import DAY
from core.customers import reading
from core.errors import Code, Refusal
from core.kinds import Event, Instant, Outcome, PersonId, Recorded
from core.people import rules
from core.people import store as people
from core.people.person import Caller
from core.profile.schema import Profile
from core.sla import store as sla
from core.sla.together import stood
from core.storage.unit import Unit
from core.tickets import history, merged, mutes, observers, store, watchers
from core.tickets.model import Ticket
from core.tickets.relating import Merge, Unmerge
from core.tickets.relating_events import TicketAbsorbed, TicketMerged, TicketReleased, TicketUnmerged
from core.tickets.standing import apart, standing
from core.tickets.watching import MOST
from core.tickets.work import unchanged

UNDO = 7 * DAY
"""For so long a merge can be taken back."""


def merge(unit: Unit, command: Merge, by: Caller, profile: Profile) -> Outcome:
    """Words, people and registration of one go on in the other; its history stays its own.

    Raises Refusal(RELATION) for what cannot be one, CROWDED, MISSING for a ticket that the agent does not work with.
    """
    ticket, into = store.locked(unit, command.ticket), store.locked(unit, command.into)
    if ticket.merged_into == into.id:
        return Outcome(into.id, into.number)
    _both_theirs(unit, into, by, profile)
    _possible(profile, ticket, into)
    unchanged(ticket, command.rev)
    joined = _joined(unit, ticket, into, shared=command.shared)
    for person in joined:
        observers.add(unit, into.id, person)
        if mutes.muted(unit.conn, ticket.id, person) and not mutes.muted(unit.conn, into.id, person):
            mutes.mute(unit, into.id, person)
    watchers.hand_on(unit, ticket.id, into.id)
    gone = TicketMerged(into.id, joined, ticket.resume_at, ticket.choice_until)
    store.change(unit, ticket, by, [gone], merged_into=into.id, resume_at=None, choice_until=None)
    since, stands, answered = _registration(unit, into, profile)
    store.change(unit, into, by, [TicketAbsorbed(ticket.id, into.opened_at, since, stands, answered)])
    return Outcome(into.id, into.number)


def unmerge(unit: Unit, command: Unmerge, by: Caller, profile: Profile) -> Outcome:
    """What was said since stays where it was said. A ticket that stands by itself already is no error.

    Raises Refusal(RELATION): too long ago, or its survivor goes on in another ticket itself.
    """
    ticket = store.locked(unit, command.ticket)
    if ticket.merged_into is None:
        return Outcome(ticket.id, ticket.number)
    into, when = store.locked(unit, ticket.merged_into), _merged(unit, ticket)
    _both_theirs(unit, into, by, profile)
    if into.merged_into is not None:
        raise Refusal(Code.RELATION, problem="later", number=into.number)
    if unit.now > when.at + UNDO:
        raise Refusal(Code.RELATION, problem="late", number=ticket.number)
    assert isinstance(when.event, TicketMerged)
    for person in when.event.joined:
        observers.drop(unit, into.id, person)
    back: list[Event] = [TicketUnmerged(into.id, ticket.status, when.at, ticket.grade is not None)]
    resume_at, choice_until = when.event.resume_at, when.event.choice_until
    store.change(unit, ticket, by, back, merged_into=None, resume_at=resume_at, choice_until=choice_until)
    since, stands, answered = _registration(unit, into, profile)
    apart = ticket.requester != into.requester
    store.change(unit, into, by, [TicketReleased(ticket.id, into.opened_at, since, stands, apart, answered)])
    return Outcome(ticket.id, ticket.number)


def _both_theirs(unit: Unit, into: Ticket, by: Caller, profile: Profile) -> None:
    """Somebody else's is missing, as everywhere (agreement 12)."""
    if not rules.worker(by.person, standing(unit.conn, profile, into, by.person)):
        raise Refusal(Code.MISSING)


def _possible(profile: Profile, ticket: Ticket, into: Ticket) -> None:
    if ticket.id == into.id:
        raise Refusal(Code.RELATION, problem="itself", number=ticket.number)
    if apart(profile, ticket, into):
        raise Refusal(Code.RELATION, problem="private", number=into.number)
    if into.merged_into is not None:
        raise Refusal(Code.RELATION, problem="merged", number=into.number)
    if ticket.merged_into is not None:
        raise Refusal(Code.RELATION, problem="merged", number=ticket.number)
    for one in (ticket, into):
        if profile.status(one.status).final:
            raise Refusal(Code.RELATION, problem="final", number=one.number)


def _joined(unit: Unit, ticket: Ticket, into: Ticket, *, shared: bool) -> tuple[PersonId, ...]:
    """Who hears of the ticket and comes into copy of the other. Nobody reads anything new unknown to the agent."""
    here, there = merged.readers(unit.conn, ticket), merged.readers(unit.conn, into)
    if ticket.requester != into.requester and not _same_house(unit, ticket.requester, into.requester):
        raise Refusal(Code.RELATION, problem="strangers", number=into.number)
    fresh = [id for id in [*here, *there] if not (id in here and id in there)]
    if fresh and not shared:
        names = tuple(_name(unit, id) for id in fresh)
        raise Refusal(Code.RELATION, problem="shared", number=into.number, names=names)
    joined = tuple(id for id in here if id not in there)
    if len(observers.of_ticket(unit.conn, into.id)) + len(joined) > MOST:
        raise Refusal(Code.CROWDED, limit=MOST)
    return joined


def _same_house(unit: Unit, one: PersonId, other: PersonId) -> bool:
    """Both are contacts of a company, which is what the desk's own books say and not what a ticket was tied to."""
    theirs = {company.id for company in reading.companies_of(unit.conn, other)}
    return any(company.id in theirs for company in reading.companies_of(unit.conn, one))


def _registration(unit: Unit, into: Ticket, profile: Profile) -> tuple[Instant, tuple[Instant, ...], bool]:
    """The oldest of what goes on in it, where it stood still until this one began, and whether it was answered."""
    found = [store.find(unit.conn, id) for id in merged.whole(unit.conn, into.id)]
    oldest = min((one for one in found if one), key=lambda one: (one.opened_at, one.id))
    if oldest.opened_at >= into.opened_at:
        return into.opened_at, (), False
    known = sla.load(unit.conn, oldest.id, profile)
    if known is None:
        return oldest.opened_at, (), False
    return oldest.opened_at, stood(known[0].clocks, oldest.opened_at, into.opened_at), known[0].answered


def _merged(unit: Unit, ticket: Ticket) -> Recorded:
    """The last time that it was merged."""
    told = (one for one in reversed(history.of_ticket(unit.conn, ticket.id)) if isinstance(one.event, TicketMerged))
    return next(told)


def _name(unit: Unit, id: PersonId) -> str:
    found = people.person(unit.conn, id)
    return found.name if found else "?"
