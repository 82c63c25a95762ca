"""What shows how something stands is written once, however often that changes before it is sent (agreement 2)."""

import sqlalchemy as sa

from core.kinds import Audience, Door, EventId, MessageId, RegistrationId, TicketId
from core.outbox.addresses import address, addresses
from core.outbox.model import Address, Kind
from core.outbox.places import Switchboard, place_of
from core.outbox.store import lane_of, outbox, put, unsettled
from core.storage.prepared import Prepared
from core.storage.unit import Unit
from core.tickets import history
from core.tickets.events import TicketOpened

NAMES = 1 << 62
"""From here on the lanes of names: one for each ticket."""

_coalesce = Prepared(
    outbox.update()
    .where(
        outbox.c.address_id == sa.bindparam("to"),
        outbox.c.lane == sa.bindparam("in_lane"),
        outbox.c.kind == sa.bindparam("of_kind"),
        outbox.c.message_id.is_not_distinct_from(sa.bindparam("about")),
        outbox.c.state == "pending",
        outbox.c.part == 0,
    )
    .values(event_id=sa.bindparam("cause"))
    .returning(outbox.c.id)
)


def refresh(
    unit: Unit, to: Address, kind: Kind, ticket: TicketId, event: EventId | None, message: MessageId | None = None,
    *, audience: Audience = Audience.INTERNAL,
) -> None:  # fmt: skip
    """One waiting row is enough to show what is true when it is sent. The update locks it against a claim meanwhile."""
    found = {"to": to.id, "in_lane": ticket, "of_kind": kind.value, "about": message, "cause": event}
    if _coalesce.first(unit.conn, found) is None:
        put(unit, to, kind, audience, dedupe=None, ticket=ticket, event=event, message=message)


def drawn_again(unit: Unit, board: Switchboard) -> None:
    """Cards that say something else though nothing has happened. A ticket that never was one of the queues has none."""
    for ticket in dict.fromkeys(unit.redrawn):
        place = place_of(unit.conn, board, ticket)
        if place is not None and history.has(unit.conn, ticket, TicketOpened):
            refresh(unit, address(unit, *place), Kind.CARD, ticket, None)


def refresh_registration(unit: Unit, to: Address, id: RegistrationId) -> None:
    """The same for a request, whose rows wait for each other and for no ticket's."""
    if not _coalesced(unit, to, Kind.REGISTRATION, lane_of(id, None)):
        put(unit, to, Kind.REGISTRATION, Audience.INTERNAL, dedupe=None, registration=id)


def refresh_chats(unit: Unit, board: Switchboard) -> None:
    """How a group chat stands, in one message among the agents; where one is already, also for an operator (X1)."""
    there = sa.select(addresses).join(outbox, outbox.c.address_id == addresses.c.id).distinct()
    for id in dict.fromkeys(unit.chats):
        rows = unit.conn.execute(there.where(outbox.c.chat_id == id)).all()
        found = {row.id: Address(row.id, Door(row.door), row.key, row.person_id, row.gone) for row in rows}
        if board.staff is not None:
            staff = address(unit, *board.staff)
            found[staff.id] = staff
        for to in found.values():
            _refresh_chat(unit, to, id)


def _refresh_chat(unit: Unit, to: Address, id: int) -> None:
    if not _coalesced(unit, to, Kind.GROUP_CHAT, lane_of(None, None, id)):
        put(unit, to, Kind.GROUP_CHAT, Audience.INTERNAL, dedupe=None, chat=id)


def refresh_input(unit: Unit, to: Address, kind: Kind, input: int, audience: Audience) -> None:
    """The same for an input: what belongs to no ticket holds up nothing else."""
    if not _coalesced(unit, to, kind, lane_of(None, input)):
        put(unit, to, kind, audience, dedupe=None, input=input)


def begin_topic(unit: Unit, to: Address, ticket: TicketId) -> None:
    """One row that makes it is enough, also while that is under way."""
    if not making_topic(unit, to.id, ticket):
        put(unit, to, Kind.TOPIC, Audience.PUBLIC, dedupe=None, ticket=ticket)


def making_topic(unit: Unit, to: int, ticket: TicketId) -> bool:
    open = sa.and_(unsettled, outbox.c.address_id == to, outbox.c.lane == ticket, outbox.c.kind == Kind.TOPIC)
    return unit.conn.execute(sa.select(outbox.c.id).where(open).limit(1)).first() is not None


def refresh_topic(unit: Unit, to: Address, ticket: TicketId) -> None:
    """Its name and icon, once for all that has changed until then. No notice waits for that."""
    if not _coalesced(unit, to, Kind.TOPIC_NAME, NAMES + ticket):
        put(unit, to, Kind.TOPIC_NAME, Audience.PUBLIC, dedupe=None, ticket=ticket, lane=NAMES + ticket)


def _coalesced(unit: Unit, to: Address, kind: Kind, lane: int) -> bool:
    found = {"to": to.id, "in_lane": lane, "of_kind": kind.value, "about": None, "cause": None}
    return _coalesce.first(unit.conn, found) is not None


def waits(unit: Unit, to: Address, input: int) -> bool:
    """Whether something of an input has still to be sent."""
    open = sa.and_(unsettled, outbox.c.address_id == to.id, outbox.c.lane == lane_of(None, input))
    return unit.conn.execute(sa.select(outbox.c.id).where(open).limit(1)).first() is not None
