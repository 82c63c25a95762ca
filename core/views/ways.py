"""How somebody can be reached, and how what was sent to them fared: for the agents' eyes (X4)."""

import sqlalchemy as sa

from core.kinds import Audience, Door, PersonId, TicketId
from core.outbox.addresses import addresses
from core.outbox.model import State, Way
from core.outbox.store import outbox
from core.people.store import identities
from core.storage.prepared import Prepared
from core.tickets.model import Message
from core.views.shapes import Reach

_of_message = Prepared(
    sa.select(addresses.c.door, outbox.c.state, outbox.c.reason, outbox.c.settled_at)
    .join(addresses, addresses.c.id == outbox.c.address_id)
    .where(outbox.c.message_id == sa.bindparam("of"), outbox.c.kind == "notice")
    .order_by(outbox.c.id)
)
_newest = Prepared(
    sa.select(addresses.c.door, outbox.c.state, outbox.c.reason, outbox.c.settled_at)
    .join(addresses, addresses.c.id == outbox.c.address_id)
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
    """How a public answer fared at each address of a person."""
    if message.audience is not Audience.PUBLIC:
        return ()
    rows = _of_message.all(conn, {"of": message.id})
    return tuple(Way(Door(row.door), State(row.state), row.reason, row.settled_at) for row in rows)


def newest(conn: sa.Connection, ticket: TicketId) -> Way | None:
    row = _newest.first(conn, {"of": ticket})
    return None if row is None else Way(Door(row.door), State(row.state), row.reason, row.settled_at)


def reach(conn: sa.Connection, person: PersonId) -> tuple[Reach, ...]:
    return tuple(Reach(Door(row.door), row.gone) for row in _reach.all(conn, {"person": person}))
