"""What happens to a ticket moves its targets, in the unit of the change (agreement 1)."""

from itertools import groupby

from core.kinds import Happened, TicketId
from core.profile.schema import Profile
from core.sla import idle, silence, store, surveys
from core.sla.course import Course
from core.sla.policy import Policy, Standing, policy_of
from core.sla.targets import applied, begun, counts
from core.storage.unit import Unit
from core.tickets import store as tickets
from core.tickets.events import TicketOpened


def follow(unit: Unit, profile: Profile) -> None:
    """Everything that happened in the unit, ticket by ticket."""
    for ticket, happened in groupby(unit.happened, key=lambda one: one.recorded.ticket):
        _followed(unit, profile, ticket, list(happened))


def _followed(unit: Unit, profile: Profile, ticket: TicketId, happened: list[Happened]) -> None:
    events = [one.recorded for one in happened]
    for recorded in events:
        silence.listened(unit, profile, ticket, recorded.event)
        surveys.listened(unit, profile, ticket, recorded.event)
    idle.listened(unit, profile, ticket, events)
    if any(isinstance(recorded.event, TicketOpened) for recorded in events):
        before, known = None, _opened(unit, profile, ticket)
    elif any(counts(recorded.event) for recorded in events):
        known = store.load(unit.conn, ticket, profile)
        before = known[0] if known else None
    else:
        return
    if known is None:
        return
    course, policy = known
    for recorded in events:
        course = applied(course, recorded, policy)
    store.save(unit, ticket, policy, before, course)


def _opened(unit: Unit, profile: Profile, id: TicketId) -> tuple[Course, Policy] | None:
    """A desk that promises nothing keeps nothing. What was taken for spam is registered when it is restored (E3)."""
    policy = policy_of(profile)
    if not policy.metrics:
        return None
    ticket = tickets.locked(unit, id)
    store.keep(unit, policy)
    standing = Standing(ticket.type, ticket.priority, ticket.level, ticket.category, ticket.service)
    return begun(policy, standing, ticket.status, unit.now), policy
