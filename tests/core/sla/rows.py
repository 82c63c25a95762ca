"""The clocks of a ticket as its rows keep them, and as its history alone makes them again (agreement 9)."""

from core.kinds import TicketId
from core.profile.time import Metric
from core.sla import store as sla
from core.sla.course import Course
from core.sla.policy import Standing, policy_of
from core.sla.targets import CHOSEN_BY, applied, begun
from core.tickets.handling_events import TicketTriaged
from tests.core.house import House


def course(house: House, ticket: TicketId) -> Course:
    with house._engine.connect() as conn:
        known = sla.load(conn, ticket, house.profile)
    assert known is not None
    return known[0]


def again(house: House, ticket: TicketId) -> Course:
    """Reckoned from the first event on, by the policy of today."""
    policy, history = policy_of(house.profile), house.history(ticket)
    triaged = [one.event for one in history if isinstance(one.event, TicketTriaged)]
    now = house.ticket(ticket)
    begin = Standing(**{name: _at_first(triaged, name, getattr(now, name)) for name in CHOSEN_BY})
    found = begun(policy, begin, house.profile.start.status, history[0].at)
    for recorded in history:
        found = applied(found, recorded, policy)
    order = list(Metric)
    clocks = sorted(found.clocks, key=lambda one: (order.index(one.metric), one.cycle))
    return Course(found.standing, found.status, found.answered, tuple(clocks), found.due_at, found.aside)


def _at_first(triaged: list[TicketTriaged], name: str, now: str | None) -> str | None:
    """What a ticket was like before anybody changed that of it."""
    return next((one.before[name] for one in triaged if name in one.before), now)


async def swept(house: House) -> None:
    """Everything that time owes by now, whatever follows from it included."""
    while await house.jobs.choices_due() + await house.jobs.steps_due() + await house.jobs.silences_due():
        pass
