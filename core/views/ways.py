"""How somebody can be reached, and how what was sent to them fared: for the agents' eyes (X4)."""

from dataclasses import replace

import sqlalchemy as sa

from core.kinds import Audience, Door, PersonId, TicketId
from core.outbox.addresses import addresses
from core.outbox.model import State, Way
from core.outbox.store import outbox
from core.people.store import identities
from core.storage.prepared import Prepared
from core.tickets.model import Message
from core.tickets.store import tickets
from core.views.parts import Reach

_THEIRS = sa.or_(addresses.c.person_id.is_(None), addresses.c.person_id == tickets.c.requester)
"""The requester's ways; those of an address that has been given up stay to be seen."""
_of_message = Prepared(
    sa.select(
        addresses.c.door,
        outbox.c.address_id,
        outbox.c.kind,
        outbox.c.state,
        outbox.c.reason,
        outbox.c.settled_at,
        outbox.c.body_rev,
    )
    .join(addresses, addresses.c.id == outbox.c.address_id)
    .join(tickets, tickets.c.id == outbox.c.ticket_id)
    .where(_THEIRS)
    .where(outbox.c.message_id == sa.bindparam("of"), sa.or_(outbox.c.kind == "notice", outbox.c.kind == "edit"))
    .order_by(outbox.c.id)
)
_newest = Prepared(
    sa.select(addresses.c.door, outbox.c.state, outbox.c.reason, outbox.c.settled_at)
    .join(addresses, addresses.c.id == outbox.c.address_id)
    .join(tickets, tickets.c.id == outbox.c.ticket_id)
    .where(_THEIRS)
    .where(outbox.c.ticket_id == sa.bindparam("of"), outbox.c.kind == "notice")
    .order_by(outbox.c.id.desc())
    .limit(1)
)
_reach = Prepared(
    sa.select(identities.c.door, addresses.c.gone)
    .select_from(
        identities.outerjoin(
            addresses, (addresses.c.door == identities.c.door) & (addresses.c.key == identities.c.external_id)
        )
    )
    .where(identities.c.person_id == sa.bindparam("person"))
    .where((identities.c.door == Door.TELEGRAM.value) | (identities.c.door == Door.MAIL.value))
    .order_by(identities.c.id)
)


def of_message(conn: sa.Connection, message: Message) -> tuple[Way, ...]:
    """How a public answer fared at each address of the requester, and how its changes did."""
    if message.audience is not Audience.PUBLIC:
        return ()
    found: dict[tuple[int, int], Way] = {}
    newest: dict[int, tuple[int, int]] = {}
    for row in _of_message.all(conn, {"of": message.id}):
        if row.kind == "notice":
            newest[row.address_id] = at = (row.address_id, len(found))
            found[at] = Way(Door(row.door), State(row.state), row.reason, row.settled_at, row.body_rev)
        elif (there := newest.get(row.address_id)) is not None:
            before = found[there]
            rev = row.body_rev if row.state == State.SENT else before.rev
            found[there] = replace(before, rev=rev, edit=State(row.state), edit_reason=row.reason)
    return tuple(found.values())


def newest(conn: sa.Connection, ticket: TicketId) -> Way | None:
    row = _newest.first(conn, {"of": ticket})
    return None if row is None else Way(Door(row.door), State(row.state), row.reason, row.settled_at)


def reach(conn: sa.Connection, person: PersonId) -> tuple[Reach, ...]:
    return tuple(Reach(Door(row.door), row.gone) for row in _reach.all(conn, {"person": person}))
