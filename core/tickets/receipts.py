"""What agents are known to have seen of the customer's words (X1; decision 0028)."""

from collections.abc import Sequence

import sqlalchemy as sa

from core.kinds import MessageId, Outcome, TicketId
from core.people.person import Caller
from core.profile.schema import Profile
from core.storage.prepared import Prepared
from core.storage.unit import Unit
from core.tickets import store
from core.tickets.handling import MarkSeen
from core.tickets.messages import messages

_see = Prepared(
    messages.update()
    .where(
        messages.c.ticket_id == sa.bindparam("of"), messages.c.audience == "public", ~messages.c.by_staff,
        messages.c.seen_at.is_(None),
    )
    .values(seen_at=sa.bindparam("at"))
    .returning(messages.c.id)
)  # fmt: skip


def mark_seen(unit: Unit, command: MarkSeen, by: Caller, profile: Profile) -> Outcome:
    """Of one's own ticket somebody of the desk is the customer. What follows is written with the unit's notices."""
    ticket = store.locked(unit, command.ticket)
    if ticket.requester != by.person.id and ticket.spam is None:
        unit.seen.append(ticket.id)
    return Outcome(ticket.id, ticket.number)


def see(unit: Unit, ticket: TicketId) -> Sequence[MessageId]:
    """Every public word of the customer's side has been seen now; says which had not been, oldest first."""
    return sorted(MessageId(row.id) for row in _see.all(unit.conn, {"of": ticket, "at": unit.now}))
