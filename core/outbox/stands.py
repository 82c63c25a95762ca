"""In which channel the card of a ticket stands now, and in which it has stood (X2)."""

from typing import Any

import sqlalchemy as sa

from core.kinds import TicketId
from core.outbox.addresses import addresses
from core.outbox.model import Address, Kind
from core.outbox.places import Switchboard
from core.outbox.posts import posts
from core.outbox.store import outbox, unsettled
from core.storage.prepared import Prepared
from core.storage.schema import metadata, ref
from core.storage.unit import Unit

MOVED = "moved"
"""The reason of what was to be said where the ticket is no more."""

stands = sa.Table(
    "stands",
    metadata,
    ref("ticket_id", "tickets.id", primary_key=True),
    ref("address_id", "addresses.id", nullable=True),
    sa.Column("arrived", sa.Boolean, nullable=False),
)
"""`arrived`: the card is there, so that what was left behind can lead to it. No address: it stands nowhere."""

_of_ticket = Prepared(sa.select(stands).where(stands.c.ticket_id == sa.bindparam("of")))
_insert = Prepared(stands.insert())


def of_ticket(conn: sa.Connection, ticket: TicketId) -> Any:
    """The row, if it is known."""
    return _of_ticket.first(conn, {"of": ticket})


def put(unit: Unit, ticket: TicketId, at: Address | None, *, known: bool, arrived: bool) -> None:
    values = {"address_id": at.id if at else None, "arrived": arrived}
    if known:
        unit.conn.execute(stands.update().where(stands.c.ticket_id == ticket).values(**values))
    else:
        _insert.run(unit.conn, {"ticket_id": ticket, **values})


def arrive(unit: Unit, ticket: TicketId, address: int) -> bool:
    """Says whether it was awaited there. A ticket that has moved on meanwhile has not arrived."""
    awaited = sa.and_(stands.c.ticket_id == ticket, stands.c.address_id == address, stands.c.arrived.is_(False))
    return unit.conn.execute(stands.update().where(awaited).values(arrived=True)).rowcount == 1


def elsewhere(unit: Unit, board: Switchboard, ticket: TicketId, at: Address | None) -> list[Address]:
    """Where a card of it was shown, or is on its way to be, beside the place where it belongs."""
    shown = sa.select(posts.c.address_id).where(posts.c.ticket_id == ticket, posts.c.kind == Kind.CARD.value)
    ours = sa.select(addresses.c.id).where(_shared(board))
    open = sa.select(outbox.c.address_id).where(
        unsettled, outbox.c.address_id.in_(ours), outbox.c.lane == ticket, outbox.c.kind == Kind.CARD.value
    )
    rows = unit.conn.execute(sa.select(addresses).where(addresses.c.id.in_(shown.union(open)), _shared(board)))
    found = [Address(row.id, board.staff[0], row.key, row.person_id, row.gone) for row in rows] if board.staff else []
    return [one for one in found if at is None or one.id != at.id]


def take_away(unit: Unit, ticket: TicketId, at: Address) -> bool:
    """What still waits to be said there is not; whether a card is there, or is being posted, to become a pointer."""
    here = sa.and_(outbox.c.address_id == at.id, outbox.c.lane == ticket)
    card = outbox.c.kind == Kind.CARD.value
    sending = sa.select(outbox.c.id).where(here, card, outbox.c.state == "sending")
    posted = sa.select(posts.c.id).where(
        posts.c.ticket_id == ticket, posts.c.address_id == at.id, posts.c.kind == Kind.CARD.value
    )
    there = any(unit.conn.execute(one.limit(1)).first() for one in (posted, sending))
    stays = [Kind.PROMPT.value, *([Kind.CARD.value] if there else [])]
    waits = sa.and_(here, outbox.c.state == "pending", sa.or_(outbox.c.kind.not_in(stays), outbox.c.part > 0))
    unit.conn.execute(outbox.update().where(waits).values(state="suppressed", reason=MOVED, settled_at=unit.now))
    return there


def awaited(conn: sa.Connection, ticket: TicketId, address: int) -> bool:
    """Whether a card that moves has still to be taken away elsewhere: first that, so that never two can be pressed.

    What cannot be taken away, since its channel cannot be reached, is not waited for.
    """
    row = of_ticket(conn, ticket)
    if row is None or row.arrived:
        return False
    other = sa.and_(outbox.c.address_id != address, outbox.c.lane == ticket, outbox.c.kind == Kind.CARD.value)
    waits = sa.select(outbox.c.id).where(unsettled, other, outbox.c.part == 0, outbox.c.reason.is_(None))
    return conn.execute(waits.limit(1)).first() is not None


def _shared(board: Switchboard) -> sa.ColumnElement[bool]:
    if board.staff is None:
        return sa.false()
    keys = [board.staff[1], *(board.places.keys.values() if board.places else ())]
    return sa.and_(addresses.c.door == board.staff[0].value, addresses.c.key.in_(keys))
