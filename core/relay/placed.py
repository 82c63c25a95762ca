"""Whether a ticket is still shown in the channel that a row is for; and what stands there when it has moved on (X2)."""

from enum import Enum

import sqlalchemy as sa

from core.kinds import TicketId
from core.outbox import posts, stands
from core.outbox.addresses import addresses
from core.outbox.model import Kind, Row
from core.outbox.places import Switchboard
from core.storage.prepared import Prepared
from core.tickets import store
from core.views.tidings import Moved


class Stop(Enum):
    AWAY = "away"
    """The ticket is elsewhere by now, and nothing of it has to be said here."""
    EARLY = "early"
    """Its card has first to be taken away from where it was."""


_id = Prepared(
    sa.select(addresses.c.id).where(addresses.c.door == sa.bindparam("d"), addresses.c.key == sa.bindparam("k"))
)


def placed(conn: sa.Connection, board: Switchboard, row: Row) -> Moved | Stop | None:
    """None: as ever. Read when it is sent, so that whatever has moved meanwhile is not shown to others."""
    if board.places is None or row.ticket is None or row.kind is Kind.PROMPT:
        return None
    ticket = store.find(conn, row.ticket)
    place = board.of(ticket) if ticket else None
    if ticket is None or place == (row.address.door, row.address.key):
        return _here(conn, board, row, ticket.number if ticket else "")
    if row.kind is not Kind.CARD or row.part or _card(conn, row.ticket, row.address.id) is None:
        return Stop.AWAY
    there = _id.first(conn, {"d": place[0].value, "k": place[1]}) if place else None
    if place is None or there is None:
        return Moved(ticket.number, None, None, private=True)
    return Moved(ticket.number, place[1], _card(conn, row.ticket, there.id), board.private(place[1]))


def _here(conn: sa.Connection, board: Switchboard, row: Row, number: str) -> Moved | Stop | None:
    if row.kind is Kind.CARD and stands.awaited(conn, TicketId(row.ticket or 0), row.address.id):
        return Stop.EARLY
    if row.kind is not Kind.MOVED or row.content is None:
        return None
    key = str(row.content["from"])
    before = _card(conn, TicketId(row.ticket or 0), int(row.content["at"]))
    carried = int(row.content.get("carried") or 0)
    return Moved(number, key, before, board.private(key), here=True, carried=carried, ticket=row.ticket)


def _card(conn: sa.Connection, ticket: TicketId, address: int) -> str | None:
    """The newest, where one that was deleted has another in its place."""
    there = posts.of_ticket(conn, ticket, address)
    return next((post.ref for post in reversed(there) if post.kind == Kind.CARD), None)
