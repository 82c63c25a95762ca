"""What somebody is told before they are forgotten: what goes, what stays, what is still under way."""

from dataclasses import dataclass

import sqlalchemy as sa

from core.kinds import TicketId
from core.people.person import Person
from core.profile.schema import Profile
from core.tickets.store import tickets
from core.views.queries import Query


@dataclass(frozen=True, slots=True)
class Forgetting:
    """`words`: what they wrote goes, too. `open` are the numbers of tickets that nobody could answer any more."""

    allowed: bool
    words: bool
    tickets: int
    open: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class BeforeForgetting(Query[Forgetting]):
    pass


MOST = 10


def before_forgetting(conn: sa.Connection, profile: Profile, by: Person, query: BeforeForgetting) -> Forgetting:
    mine = tickets.c.requester == by.id
    count = conn.execute(sa.select(sa.func.count()).select_from(tickets).where(mine)).scalar_one()
    under_way = [status.id for status in profile.statuses if not status.final]
    waits = sa.select(tickets.c.prefix, tickets.c.id).where(mine, tickets.c.status.in_(under_way))
    found = conn.execute(waits.order_by(tickets.c.id.desc()).limit(MOST)).all()
    numbers = tuple(f"{row.prefix}-{TicketId(row.id)}" for row in found)
    return Forgetting(by.id > 0 and not by.inside, profile.access.forget == "words", count, numbers)
