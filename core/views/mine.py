"""A customer's lists: their own tickets, and those that they are in copy of (A4, A11)."""

import sqlalchemy as sa

from core.people import rights
from core.people.person import Person
from core.people.rules import Standing
from core.profile.schema import Profile
from core.profile.states import Kind
from core.tickets import merged, observed, store
from core.tickets.model import Ticket
from core.views import card as cards
from core.views.queries import MyOpenTickets, MyTickets, Which
from core.views.shapes import Page, TicketLine


def my_tickets(conn: sa.Connection, profile: Profile, by: Person, query: MyTickets) -> Page[TicketLine]:
    found = _both(conn, by, query.before, query.most + 1, statuses_of(profile, query.which))
    shown = found[: query.most]
    there = {one.id: one for ticket in shown if (one := merged.survivor(conn, ticket))}
    more = shown[-1].id if len(found) > query.most else None
    return Page(tuple(cards.line(profile, one, by) for one in there.values()), more)


def my_open_tickets(conn: sa.Connection, profile: Profile, by: Person, query: MyOpenTickets) -> tuple[TicketLine, ...]:
    alive = [status.id for status in profile.statuses if not status.final]
    found = _both(conn, by, None, query.most, alive)[: query.most]
    there = {one.id: one for ticket in found if (one := merged.survivor(conn, ticket)).status in alive}
    return tuple(cards.line(profile, one, by) for one in there.values())


def statuses_of(profile: Profile, which: Which) -> list[str] | None:
    """Nothing where all are meant."""
    match which:
        case Which.ALL:
            return None
        case Which.OPEN:
            return [one.id for one in profile.statuses if one.kind.open]
        case Which.WAITING:
            resolved = [one.id for one in profile.statuses if one.kind is Kind.RESOLVED and not one.final]
            return [one.id for one in profile.statuses if one.kind is Kind.WAITING] + resolved
        case Which.CLOSED:
            return [one.id for one in profile.statuses if not one.kind.open]


def _both(
    conn: sa.Connection, by: Person, before: int | None, most: int, statuses: list[str] | None
) -> list[Ticket]:  # fmt: skip
    """Newest first, so many of each at most."""
    if not rights.permits("list", by, Standing()):
        return []
    own = store.of_requester(conn, by.id, before, most, statuses)
    copies = observed.of_observer(conn, by.id, before, most, statuses)
    return sorted((*own, *copies), key=lambda one: one.id, reverse=True)
