"""Rows that nobody is sending any more: their sender died, their address is gone, their reader wants no more."""

from dataclasses import dataclass

import sqlalchemy as sa

from core.clock import machine
from core.kinds import Door, MessageId, PersonId, TicketId
from core.outbox.addresses import addresses
from core.outbox.model import Kind, Row, State
from core.outbox.store import outbox, row_of
from core.storage.unit import Unit
from core.tickets.history import events

joined = sa.select(outbox, addresses.c.door, addresses.c.key, addresses.c.person_id, addresses.c.gone).join(
    addresses, addresses.c.id == outbox.c.address_id
)


@dataclass(frozen=True, slots=True)
class Told:
    """A notice that carries somebody's words, and how it stands."""

    row: Row
    state: State
    reason: str | None


def expired(unit: Unit, door: Door, *, alone: bool) -> list[Row]:
    """Rows whose sender died: whether they arrived nobody knows. All of them where only one process may run."""
    lost = outbox.c.lease_until < machine() if not alone else sa.true()
    sending = joined.where(outbox.c.state == "sending", addresses.c.door == door.value, lost)
    query = sending.with_for_update(of=outbox, skip_locked=True)
    return [row_of(row, row.lease or "", begun=0) for row in unit.conn.execute(query)]


def suppress_waiting(unit: Unit, address: int, reason: str) -> list[Row]:
    """What still waits for an address that is gone is settled with the reason; these are the rows."""
    waiting = sa.and_(outbox.c.address_id == address, outbox.c.state == "pending")
    rows = [row_of(row, "") for row in unit.conn.execute(joined.where(waiting).order_by(outbox.c.id))]
    settled = {"state": "suppressed", "reason": reason, "settled_at": unit.now}
    unit.conn.execute(outbox.update().where(waiting).values(**settled))
    return rows


def silence(unit: Unit, ticket: TicketId, person: PersonId, reason: str) -> list[Row]:
    """What still waits to tell a person of a ticket stays where it is, and is given back; a receipt goes out still."""
    theirs = sa.select(addresses.c.id).where(addresses.c.person_id == person)
    receipts = sa.select(events.c.id).where(events.c.ticket_id == ticket, events.c.kind == "TicketOpened")
    waiting = sa.and_(
        outbox.c.ticket_id == ticket, outbox.c.state == "pending", outbox.c.kind.in_((Kind.NOTICE, Kind.FILE)),
        outbox.c.address_id.in_(theirs), outbox.c.event_id.not_in(receipts),
    )  # fmt: skip
    rows = [row_of(row, "") for row in unit.conn.execute(joined.where(waiting).order_by(outbox.c.id))]
    settled = {"state": "suppressed", "reason": reason, "settled_at": unit.now}
    unit.conn.execute(outbox.update().where(waiting).values(**settled))
    return rows


def told(unit: Unit, message: MessageId) -> list[Told]:
    """The notices that carry a message, oldest first."""
    query = joined.where(outbox.c.message_id == message, outbox.c.kind == Kind.NOTICE).order_by(outbox.c.id)
    return [Told(row_of(row, ""), State(row.state), row.reason) for row in unit.conn.execute(query)]


def row(conn: sa.Connection, id: int) -> Row | None:
    found = conn.execute(joined.where(outbox.c.id == id)).first()
    return None if found is None else row_of(found, "", begun=0)


def known(unit: Unit, door: Door, key: str) -> int | None:
    """The id of an address, where something was ever sent there."""
    there = sa.and_(addresses.c.door == door.value, addresses.c.key == key)
    found: int | None = unit.conn.execute(sa.select(addresses.c.id).where(there)).scalar_one_or_none()
    return found


def orphan(unit: Unit, address: int) -> None:
    """The address belongs to nobody from now on."""
    unit.conn.execute(addresses.update().where(addresses.c.id == address).values(person_id=None))


def withdraw_files(unit: Unit, notice: Row, reason: str) -> None:
    """The files of a message whose words have left this way for another follow them."""
    theirs = sa.and_(
        outbox.c.address_id == notice.address.id, outbox.c.message_id == notice.message,
        outbox.c.kind == Kind.FILE, outbox.c.state == "pending",
    )  # fmt: skip
    settled = {"state": "suppressed", "reason": reason, "settled_at": unit.now}
    unit.conn.execute(outbox.update().where(theirs).values(**settled))
