"""The door for reading: `await ask(query, viewer)` runs on a reader thread and hands out frozen shapes only."""

from collections.abc import Callable, Mapping
from typing import Any, TypeVar

import sqlalchemy as sa

from core.kinds import Actor
from core.profile.schema import Profile
from core.storage.hop import Hop
from core.views import queries

T = TypeVar("T")

ANSWERS: Mapping[type[queries.Query[Any]], Callable[..., Any]] = {
    queries.WhoAmI: queries.who_am_i,
    queries.TicketTypes: queries.ticket_types,
    queries.MyTickets: queries.my_tickets,
    queries.MyOpenTickets: queries.my_open_tickets,
    queries.ReadTicket: queries.read_ticket,
    queries.StaffCard: queries.staff_card,
    queries.PostAt: queries.post_at,
    queries.Arrive: queries.arrive,
    queries.NewestTickets: queries.newest_tickets,
}

TIMED = (queries.WhoAmI, queries.Arrive)
"""Whose answers depend on the hour."""


class Ask:
    """Raises Refusal(MISSING) for what is not there or not the viewer's."""

    def __init__(self, hop: Hop, profile: Profile) -> None:
        self._hop = hop
        self._profile = profile

    async def __call__(self, query: "queries.Query[T]", viewer: Actor) -> T:
        return await self._hop.read(lambda conn: self.answer(conn, query, viewer))

    def answer(self, conn: sa.Connection, query: "queries.Query[T]", viewer: Actor) -> T:
        """The same inside a unit that is under way."""
        by, how = queries.viewer(conn, self._profile, viewer), ANSWERS[type(query)]
        when = {"now": self._hop.clock.now()} if type(query) in TIMED else {}
        found: T = how(conn, self._profile, by, query, **when)
        return found
