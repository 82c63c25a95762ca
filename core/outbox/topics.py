"""Topics: a ticket's own place within somebody's chat, where the chat has such places (X1).

A topic that is gone still leads to its ticket, for whoever can still write there; so a row is never taken away. What
came of attempts to make one stands beside it, and says whether another is worth while.
"""

import sqlalchemy as sa

from core.clock import HOUR, MINUTE
from core.kinds import Door, Instant, TicketId
from core.outbox.addresses import addresses
from core.outbox.addresses import known as addressed
from core.outbox.endings import Ending, Refused, RetryLater, Sent, Unsure
from core.outbox.model import Kind, Place, Row, State
from core.outbox.retry import Decision
from core.outbox.store import outbox
from core.storage.prepared import Prepared
from core.storage.schema import instant, key, metadata, ref, text
from core.storage.unit import Unit

OPEN, LOST, REFUSED, UNSURE = "open", "lost", "refused", "unsure"
HOLD = HOUR
"""After a refusal a chat goes on without topics for so long, whatever the reason was."""
OUTAGE = MINUTE
MOST = 2
"""So often a ticket's topic may be deleted, or its making end unknown: then the ticket stays in the plain chat."""

topics = sa.Table(
    "topics",
    metadata,
    key(),
    ref("address_id", "addresses.id"),
    text("ref", nullable=True),
    ref("ticket_id", "tickets.id"),
    text("state"),
    instant("at"),
    sa.UniqueConstraint("address_id", "ref"),
)
sa.Index("ix_topics_ticket", topics.c.ticket_id, topics.c.address_id)
sa.Index("ix_topics_tried", topics.c.address_id, topics.c.state, topics.c.at)

_at = Prepared(
    sa.select(topics.c.ticket_id)
    .join(addresses, addresses.c.id == topics.c.address_id)
    .where(
        addresses.c.door == sa.bindparam("d"), addresses.c.key == sa.bindparam("k"), topics.c.ref == sa.bindparam("r")
    )
)
_astray = Prepared(
    sa.select(topics.c.id)
    .join(addresses, addresses.c.id == topics.c.address_id)
    .where(addresses.c.door == sa.bindparam("d"), addresses.c.key == sa.bindparam("k"), topics.c.state == UNSURE)
    .limit(1)
)
_of = Prepared(
    sa.select(topics)
    .where(topics.c.ticket_id == sa.bindparam("ticket"), topics.c.address_id == sa.bindparam("address"))
    .order_by(topics.c.id)
)
_there = sa.select(topics.c.address_id).where(topics.c.ticket_id == sa.bindparam("ticket"), topics.c.state == OPEN)
_begun = sa.select(outbox.c.address_id).where(
    outbox.c.kind == Kind.TOPIC.value,
    outbox.c.lane == sa.bindparam("ticket"),
    sa.or_(outbox.c.state == "pending", outbox.c.state == "sending"),
)
_anywhere = Prepared(sa.select(_there.union(_begun).subquery().c.address_id))
_held = Prepared(
    sa.select(topics.c.id)
    .where(topics.c.address_id == sa.bindparam("to"), topics.c.state == REFUSED, topics.c.at > sa.bindparam("since"))
    .limit(1)
)
_insert = Prepared(topics.insert())


def at(conn: sa.Connection, door: Door, key: str, ref: str) -> TicketId | None:
    """The ticket whose topic this is, or was."""
    found = _at.first(conn, {"d": door.value, "k": key, "r": ref})
    return None if found is None else TicketId(found.ticket_id)


def astray(conn: sa.Connection, door: Door, key: str) -> bool:
    """Whether a topic may stand in the chat that we have made and do not know."""
    return _astray.first(conn, {"d": door.value, "k": key}) is not None


def known(conn: sa.Connection, place: Place | None) -> tuple[TicketId | None, bool]:
    """Whose topic a place is, and whether another one of ours may be astray in its chat."""
    if place is None:
        return None, False
    return at(conn, place.door, place.key, place.ref), astray(conn, place.door, place.key)


def current(conn: sa.Connection, address: int, ticket: TicketId) -> str | None:
    """Where a ticket's notices go within an address."""
    rows = _of.all(conn, {"ticket": ticket, "address": address})
    return next((row.ref for row in reversed(rows) if row.state == OPEN), None)


def within(conn: sa.Connection, door: Door, key: str, ticket: TicketId) -> str | None:
    """The same, of a chat by its own id."""
    found = addressed(conn, door, key)
    return None if found is None else current(conn, found, ticket)


def addresses_of(conn: sa.Connection, ticket: TicketId) -> list[int]:
    """Where a ticket has a topic now, or gets one."""
    return [row.address_id for row in _anywhere.all(conn, {"ticket": ticket})]


def wanted(conn: sa.Connection, address: int, ticket: TicketId, now: Instant) -> bool:
    """Whether a topic is to be made: there is none, and nothing speaks against another attempt."""
    rows = _of.all(conn, {"ticket": ticket, "address": address})
    states = [row.state for row in rows]
    if OPEN in states or states.count(LOST) >= MOST or states.count(UNSURE) >= MOST:
        return False
    return _held.first(conn, {"to": address, "since": now - HOLD}) is None


def bind(unit: Unit, address: int, ref: str, ticket: TicketId) -> None:
    """The topic is this ticket's from now on."""
    _written(unit, address, ref, ticket, OPEN)


def lose(unit: Unit, address: int, ref: str) -> None:
    """It is not there any more: deleted by whoever's chat it is, or by Telegram's mistake."""
    there = sa.and_(topics.c.address_id == address, topics.c.ref == ref, topics.c.state == OPEN)
    unit.conn.execute(topics.update().where(there).values(state=LOST, at=unit.now))


def making(row: Row) -> bool:
    """The part that makes one; the other says elsewhere that it is there."""
    return row.kind is Kind.TOPIC and row.part == 0


def judged(row: Row, ending: Ending, decision: Decision, now: Instant) -> Decision:
    """Whether one was made that nobody knows of is not tried out at once: what waits for it goes without.

    So a cut line leaves one stray topic at most. Nor does anything wait longer than a short outage lasts: it has ways
    of its own then (X4).
    """
    if isinstance(ending, Unsure) and making(row):
        return Decision(State.REFUSED, ending.reason, unsure=True)
    if isinstance(ending, RetryLater) and row.kind is Kind.TOPIC and now - row.made_at > OUTAGE:
        return Decision(State.REFUSED, ending.reason)
    return decision


def settled(unit: Unit, row: Row, ending: Ending) -> None:
    """What came of an attempt to make one."""
    if not making(row) or row.ticket is None:
        return
    match ending:
        case Sent(ref) if ref:
            bind(unit, row.address.id, ref, row.ticket)
        case Refused():
            _written(unit, row.address.id, None, row.ticket, REFUSED)
        case Unsure():
            _written(unit, row.address.id, None, row.ticket, UNSURE)


def _written(unit: Unit, address: int, ref: str | None, ticket: TicketId, state: str) -> None:
    values = {"address_id": address, "ref": ref, "ticket_id": ticket, "state": state, "at": unit.now}
    _insert.run(unit.conn, values)
