"""Tickets that have to be read (again): all of them at first, later those whose customer or thing was renamed.

In small units that give way to people; what has been done is a row, so a restart goes on where it stood.
"""

from typing import Any

import sqlalchemy as sa

from core.kinds import Outcome, TicketId
from core.people.person import Caller
from core.profile.schema import Profile
from core.search.commands import ReadAgain
from core.search.follow import read_again
from core.search.words import VERSION
from core.storage import instance, renamed
from core.storage.renamed import COMPANY, EQUIPMENT, PERSON, SITE
from core.storage.unit import Unit
from core.tickets.store import tickets

BATCH = 50
FACT = "search"
_WHOSE = {
    COMPANY: [tickets.c.company_id], SITE: [tickets.c.site_id], EQUIPMENT: [tickets.c.equipment_id],
    PERSON: [tickets.c.requester, tickets.c.contact_id],
}  # fmt: skip


def agree(unit: Unit) -> None:
    """At the start: what was stemmed otherwise, or never, is read again."""
    if instance.fact(unit.conn, FACT) != VERSION:
        instance.keep(unit, FACT, VERSION)
        renamed.note(unit.conn, renamed.EVERYTHING)


def read_tickets_again(unit: Unit, command: ReadAgain, by: Caller, profile: Profile) -> Outcome:
    """Newest first, so that what people look for most is found first."""
    row = renamed.first(unit)
    found = _next(unit, row) if row else []
    for id in found:
        read_again(unit, profile, TicketId(id))
    if len(found) == BATCH:
        renamed.passed(unit, row, found[-1])
    elif row:
        renamed.withdraw(unit.conn, row.kind, row.ref)
    return Outcome()


def _next(unit: Unit, row: Any) -> list[int]:
    """One question for each column: each is answered from its own index."""
    there = [column == row.ref for column in _WHOSE.get(row.kind, [])] or [sa.true()]
    found = set[int]()
    for mine in there:
        query = sa.select(tickets.c.id).where(mine, tickets.c.id < row.below).order_by(tickets.c.id.desc())
        found.update(unit.conn.execute(query.limit(BATCH)).scalars())
    return sorted(found, reverse=True)[:BATCH]
