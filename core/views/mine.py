"""A customer's lists: their own tickets, and those that they are in copy of (A4, A11)."""

from collections.abc import Iterable, Sequence

import sqlalchemy as sa

from core.kinds import TicketId
from core.people import rights
from core.people.person import Person
from core.people.rules import Standing
from core.profile.schema import Profile
from core.profile.states import Kind
from core.tickets import merged, observed, store
from core.tickets.model import Ticket
from core.tickets.standing import standing
from core.views import card as cards
from core.views.queries import MyOpenTickets, MyTickets, Which
from core.views.shapes import Page, TicketLine


def my_tickets(conn: sa.Connection, profile: Profile, by: Person, query: MyTickets) -> Page[TicketLine]:
    found = _both(conn, by, query.before, query.most + 1, statuses_of(profile, query.which))
    shown = found[: query.most]
    more = shown[-1].id if len(found) > query.most else None
    return Page(tuple(cards.line(profile, one, by) for one in _going_on(conn, profile, by, shown)), more)


def my_open_tickets(conn: sa.Connection, profile: Profile, by: Person, query: MyOpenTickets) -> tuple[TicketLine, ...]:
    alive = [status.id for status in profile.statuses if not status.final]
    return tuple(cards.line(profile, one, by) for one in newest_in(conn, profile, by, query.most, alive))


def newest_in(conn: sa.Connection, profile: Profile, by: Person, most: int, statuses: Sequence[str]) -> list[Ticket]:
    """The newest of both that stand in one of those statuses, each as the ticket that it goes on in."""
    found = _both(conn, by, None, most, statuses)[:most]
    return [one for one in _going_on(conn, profile, by, found) if one.status in statuses]


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


def _going_on(conn: sa.Connection, profile: Profile, by: Person, found: Iterable[Ticket]) -> list[Ticket]:
    """Each once, as the ticket that it goes on in; of another's only what may still be read there (X2, A4)."""
    there: dict[TicketId, Ticket] = {}
    for ticket in found:
        one = merged.survivor(conn, ticket)
        if one.id == ticket.id or rights.permits("read", by, standing(conn, profile, one, by)):
            there[one.id] = one
    return list(there.values())


def _both(
    conn: sa.Connection, by: Person, before: int | None, most: int, statuses: Sequence[str] | None
) -> list[Ticket]:  # fmt: skip
    """Newest first, so many of each at most."""
    if not rights.permits("list", by, Standing()):
        return []
    own = store.of_requester(conn, by.id, before, most, statuses)
    copies = observed.of_observer(conn, by.id, before, most, statuses)
    return sorted((*own, *copies), key=lambda one: one.id, reverse=True)
