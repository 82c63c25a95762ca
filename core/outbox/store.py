"""The one way out: a row per event and address, written with the change, settled after every attempt (agreement 2)."""

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql, sqlite

from core.clock import SECOND
from core.kinds import Audience, Door, EventId, FileId, Instant, MessageId, RegistrationId, TicketId
from core.outbox.addresses import addresses
from core.outbox.endings import Ending, Sent
from core.outbox.model import Address, Kind, Row, State
from core.outbox.retry import Decision
from core.storage.bells import OUTBOX
from core.storage.prepared import Prepared
from core.storage.schema import instant, json, key, metadata, number, partial_index, ref, text
from core.storage.unit import Unit

outbox = sa.Table(
    "outbox",
    metadata,
    key(),
    ref("address_id", "addresses.id"),
    text("through", default=""),
    ref("ticket_id", "tickets.id", nullable=True),
    sa.Column("lane", sa.BigInteger, nullable=False),
    text("kind"),
    ref("event_id", "events.id", nullable=True),
    ref("message_id", "messages.id", nullable=True),
    ref("file_id", "attachments.id", nullable=True),
    ref("registration_id", "registrations.id", nullable=True),
    ref("input_id", "inbox.id", nullable=True),
    ref("chat_id", "group_chats.id", nullable=True),
    json("content", nullable=True),
    text("audience"),
    text("dedupe", nullable=True, unique=True),
    text("state", default="pending"),
    text("reason", nullable=True),
    number("part"),
    number("attempts"),
    number("unsure"),
    number("body_rev", default=None, nullable=True),
    instant("made_at"),
    instant("due_at"),
    text("lease", nullable=True),
    instant("lease_until", nullable=True),
    instant("settled_at", nullable=True),
)
"""`through`: the door of the address, so that what waits for another costs no claim."""
unsettled = outbox.c.state.in_(("pending", "sending"))
partial_index("ix_outbox_open", unsettled, outbox.c.address_id, outbox.c.lane, outbox.c.id)
partial_index("ix_outbox_message", outbox.c.message_id.is_not(None), outbox.c.message_id)
waiting = outbox.c.state == "pending"
partial_index("ix_outbox_due", waiting, outbox.c.through, outbox.c.due_at, outbox.c.address_id)
partial_index("ix_outbox_waiting", waiting, outbox.c.through, outbox.c.address_id, outbox.c.id)
sa.Index("ix_outbox_state", outbox.c.state, outbox.c.id)
_told = sa.and_(outbox.c.kind == "notice", outbox.c.ticket_id.is_not(None))
TROUBLED = ("parked", "refused", "gone")
"""States of what did not arrive and goes no other way by itself."""


def troubled(of: sa.FromClause) -> sa.ColumnElement[bool]:
    """What did not arrive, and whatever has waited with a reason."""
    return _troubled(of.c.state, of)


def lost(of: sa.FromClause) -> sa.ColumnElement[bool]:
    """Notices of tickets that are troubled, in the words of their index: it is walked from the newest.

    By the index of states all of them would have to be read, and put in order, before the first is shown.
    """
    told = sa.and_(of.c.kind == _literal("notice"), of.c.ticket_id.is_not(None))
    return sa.and_(told, _troubled(sa.func.coalesce(of.c.state, _literal("")), of))


def _troubled(state: sa.ColumnElement[str], of: sa.FromClause) -> sa.ColumnElement[bool]:
    over = state.in_([_literal(one) for one in TROUBLED])
    return sa.or_(over, sa.and_(state == _literal("pending"), of.c.reason.is_not(None)))


def _literal(word: str) -> sa.ColumnElement[str]:
    return sa.literal_column(f"'{word}'", sa.Text)


partial_index("ix_outbox_troubled", lost(outbox), outbox.c.id)
partial_index("ix_outbox_notice", _told, outbox.c.ticket_id, outbox.c.id)
partial_index("ix_outbox_registration", outbox.c.registration_id.is_not(None), outbox.c.registration_id)

attempts = sa.Table(
    "attempts",
    metadata,
    key(),
    ref("outbox_id", "outbox.id", index=True),
    number("part"),
    instant("at"),
    text("ending"),
    text("detail"),
)

_insert_attempt = Prepared(attempts.insert())
_insert_sqlite = Prepared(sqlite.insert(outbox).on_conflict_do_nothing(index_elements=["dedupe"]))
_insert_postgres = Prepared(postgresql.insert(outbox).on_conflict_do_nothing(index_elements=["dedupe"]))


def put(
    unit: Unit, to: Address, kind: Kind, audience: Audience, *, dedupe: str | None, ticket: TicketId | None = None,
    event: EventId | None = None, message: MessageId | None = None, file: FileId | None = None,
    content: object = None, suppressed: str | None = None, due_at: Instant | None = None,
    registration: RegistrationId | None = None, input: int | None = None, lane: int | None = None,
    chat: int | None = None,
) -> None:  # fmt: skip
    """One row; nothing if the same was put before. A suppressed one is written too, with its reason."""
    reason = suppressed or (f"gone: {to.gone}" if to.gone else None)
    values = {
        "address_id": to.id, "through": to.door.value, "ticket_id": ticket, "kind": kind.value,
        "lane": lane or ticket or lane_of(registration, input, chat), "event_id": event, "message_id": message,
        "file_id": file, "registration_id": registration, "input_id": input, "chat_id": chat, "content": content,
        "audience": audience.value, "dedupe": dedupe,
        "state": "suppressed" if reason else "pending", "reason": reason, "made_at": unit.now,
        "due_at": due_at or unit.now, "settled_at": unit.now if reason else None,
    }  # fmt: skip
    (_insert_postgres if unit.on_postgres else _insert_sqlite).run(unit.conn, values)
    unit.ring(OUTBOX)


CHATS = -(1 << 62)
"""From here downwards the lanes of group chats."""


def lane_of(registration: RegistrationId | None, input: int | None, chat: int | None = None) -> int:
    """Below nought, where no ticket is: the even ones are requests', the odd ones inputs'."""
    if chat:
        return CHATS - chat
    return -2 * registration if registration else -2 * input - 1 if input else 0


def postpone(unit: Unit, row: Row, seconds: float) -> None:
    """Back to waiting, as if it had not been tried: something that goes along is not here yet."""
    ours = outbox.update().where(outbox.c.id == row.id, outbox.c.lease == row.lease, outbox.c.state == "sending")
    due = unit.now + round(seconds * SECOND)
    unit.conn.execute(ours.values(state="pending", lease=None, lease_until=None, due_at=due, attempts=row.attempts - 1))


def settle(
    unit: Unit, row: Row, ending: Ending, decision: Decision, quiet_until: Instant | None = None,
    rev: int | None = None,
) -> bool:  # fmt: skip
    """Writes the attempt and the row's next state. Says no, and writes nothing, when the lease was lost (faults A8).

    `rev`: which text of its message it carried.
    """
    ours = outbox.update().where(outbox.c.id == row.id, outbox.c.lease == row.lease, outbox.c.state == "sending")
    open = decision.state is State.PENDING
    values: dict[str, object] = {
        "state": decision.state.value, "reason": decision.reason, "lease": None, "lease_until": None,
        "due_at": decision.due_at or unit.now, "settled_at": None if open else unit.now,
        "unsure": row.unsure + 1 if decision.unsure else row.unsure,
    }  # fmt: skip
    if isinstance(ending, Sent):
        values |= {"part": row.part + 1, "unsure": 0, "attempts": 0} | ({} if rev is None else {"body_rev": rev})
    if unit.conn.execute(ours.values(values)).rowcount != 1:
        return False
    record = {"outbox_id": row.id, "part": row.part, "at": unit.now, "ending": type(ending).__name__}
    detail = ending.ref if isinstance(ending, Sent) else ending.reason
    _insert_attempt.run(unit.conn, record | {"detail": detail[:1000]})
    if decision.state is State.GONE or quiet_until:
        changed = {"gone": decision.reason} if decision.state is State.GONE else {"quiet_until": quiet_until}
        unit.conn.execute(addresses.update().where(addresses.c.id == row.address.id).values(changed))
    unit.ring(OUTBOX)
    return True


def row_of(row: "sa.Row[tuple[object, ...]]", owner: str, begun: int = 1, to: Address | None = None) -> Row:
    return Row(
        id=row.id, address=to or Address(row.address_id, Door(row.door), row.key, row.person_id, row.gone),
        ticket=row.ticket_id, kind=Kind(row.kind), event=row.event_id, message=row.message_id, file=row.file_id,
        content=row.content, audience=Audience(row.audience), part=row.part, attempts=row.attempts + begun,
        unsure=row.unsure, made_at=row.made_at, lease=owner, registration=row.registration_id,
        input=row.input_id, chat=row.chat_id,
    )  # fmt: skip
