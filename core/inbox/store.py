"""Everything that comes in, as it came: committed before its sender is told that we have it (agreement 3)."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql, sqlite

from core.clock import SECOND, machine
from core.errors import LeaseLost
from core.kinds import Json
from core.storage.bells import INBOX
from core.storage.prepared import Prepared
from core.storage.schema import instant, json, key, metadata, number, partial_index, text
from core.storage.unit import Unit

LEASE = 60 * SECOND
ATTEMPTS = 8
LASTING = ("mail",)
"""Sources that may bring an input again after any time, as a mailbox does that was rebuilt: their rows remember it."""

inbox = sa.Table(
    "inbox",
    metadata,
    key(),
    text("source"),
    text("external_id"),
    text("conversation"),
    instant("received_at"),
    json("payload"),
    text("state", default="new"),
    number("attempts"),
    instant("due_at"),
    text("lease", nullable=True),
    instant("lease_until", nullable=True),
    text("error", nullable=True),
    instant("settled_at", nullable=True),
    json("outcome", nullable=True),
    sa.UniqueConstraint("source", "external_id"),
)
partial_index("ix_inbox_open", inbox.c.state == "new", inbox.c.conversation, inbox.c.id)
sa.Index("ix_inbox_state", inbox.c.state, inbox.c.due_at)


@dataclass(frozen=True, slots=True)
class Entry:
    """One input, raw. `external_id` is the sender's own id for it; rows of a `conversation` are worked off in order."""

    source: str
    external_id: str
    conversation: str
    payload: Json


@dataclass(frozen=True, slots=True)
class Claimed:
    """A row that is ours until the lease ends. `lease` fences: whoever lost it cannot settle.

    `failed` says why nothing has come of it so far.
    """

    id: int
    source: str
    external_id: str
    conversation: str
    payload: Json
    attempts: int
    lease: str
    failed: str | None = None


def journal(unit: Unit, entries: Iterable[Entry], *, state: str = "new") -> int:
    """Writes what is not here yet, in one unit. Says how many were new: a redelivery adds nothing."""
    rows = [
        {
            "source": entry.source, "external_id": entry.external_id, "conversation": entry.conversation,
            "payload": entry.payload, "received_at": unit.now, "due_at": machine(), "state": state,
            "settled_at": None if state == "new" else unit.now,
        }
        for entry in entries
    ]  # fmt: skip
    fresh = sum(_insert(unit, row) for row in rows)
    if fresh and state == "new":
        unit.ring(INBOX)
    return fresh


_insert_sqlite = Prepared(sqlite.insert(inbox).on_conflict_do_nothing().returning(inbox.c.id))
_insert_postgres = Prepared(postgresql.insert(inbox).on_conflict_do_nothing().returning(inbox.c.id))


def _insert(unit: Unit, row: Mapping[str, object]) -> bool:
    statement = _insert_postgres if unit.on_postgres else _insert_sqlite
    return statement.first(unit.conn, row) is not None


_earlier = inbox.alias("earlier")
_heads = (
    sa.select(inbox)
    .where(
        inbox.c.state == "new",
        inbox.c.due_at <= sa.bindparam("now"),
        sa.or_(inbox.c.lease.is_(None), inbox.c.lease_until < sa.bindparam("now")),
        inbox.c.source.in_(sa.bindparam("sources", expanding=True)),
        ~sa.exists().where(
            _earlier.c.conversation == inbox.c.conversation, _earlier.c.state == "new", _earlier.c.id < inbox.c.id
        ),
    )
    .order_by(inbox.c.id)
    .limit(sa.bindparam("most"))
    .with_for_update(skip_locked=True)
)
_lease = (
    inbox.update()
    .where(inbox.c.id.in_(sa.bindparam("ids", expanding=True)))
    .values(lease=sa.bindparam("owner"), lease_until=sa.bindparam("until"), attempts=inbox.c.attempts + 1)
)

_bury = (
    inbox.update()
    .where(inbox.c.id.in_(sa.bindparam("ids", expanding=True)))
    .values(state="dead", error="every attempt ended its worker", settled_at=sa.bindparam("at"), lease=None)
)


def claim(unit: Unit, sources: Sequence[str], owner: str, most: int) -> list[Claimed]:
    """The oldest open row of each conversation that is due and free, leased to `owner`.

    A row whose attempts are used up has ended every worker that took it, and is a dead letter by that (faults A6).
    """
    now = machine()
    found = unit.conn.execute(_heads, {"now": now, "sources": list(sources), "most": most}).all()
    if spent := [row.id for row in found if row.attempts >= ATTEMPTS]:
        unit.conn.execute(_bury, {"ids": spent, "at": unit.now})
        unit.strays += spent
        unit.ring(INBOX)
    rows = [row for row in found if row.attempts < ATTEMPTS]
    if rows:
        unit.conn.execute(_lease, {"ids": [row.id for row in rows], "owner": owner, "until": now + LEASE})
    return [
        Claimed(row.id, row.source, row.external_id, row.conversation, row.payload, row.attempts + 1, owner, row.error)
        for row in rows
    ]


def heartbeat(unit: Unit, held: Mapping[str, Sequence[int]]) -> None:
    """Holds the rows that are still being worked on, by lease."""
    for owner, ids in held.items():
        mine = sa.and_(inbox.c.id.in_(ids), inbox.c.lease == owner, inbox.c.state == "new")
        unit.conn.execute(inbox.update().where(mine).values(lease_until=machine() + LEASE))


_settle = Prepared(
    inbox.update()
    .where(inbox.c.id == sa.bindparam("row"), inbox.c.lease == sa.bindparam("owner"), inbox.c.state == "new")
    .values(
        state=sa.bindparam("stands"), settled_at=sa.bindparam("at"), lease=None, lease_until=None,
        error=sa.bindparam("why"), outcome=sa.bindparam("became"),
    )
)  # fmt: skip


def settle(unit: Unit, row: int, owner: str, aside: str | None = None, outcome: Json | None = None) -> None:
    """Marks a row done, in the unit of what it caused. Raises LeaseLost, and so undoes the unit, if it is not ours.

    `aside`: understood, and nothing came of it for this reason, which an operator is shown.
    """
    stands = "aside" if aside else "done"
    values = {"row": row, "owner": owner, "at": unit.now, "stands": stands, "why": aside, "became": outcome}
    if _settle.run(unit.conn, values) != 1:
        raise LeaseLost(row)
    unit.ring(INBOX)


def fail(unit: Unit, claimed: Claimed, error: str, *, hopeless: bool = False) -> bool:
    """Puts a row back for later, or among the dead letters when no attempt is left; says whether it is dead."""
    dead = hopeless or claimed.attempts >= ATTEMPTS
    delay = min(SECOND * 2**claimed.attempts, 300 * SECOND)
    unit.conn.execute(
        inbox.update()
        .where(inbox.c.id == claimed.id, inbox.c.lease == claimed.lease, inbox.c.state == "new")
        .values(
            state="dead" if dead else "new", error=error[:2000], due_at=machine() + delay, lease=None,
            lease_until=None, settled_at=unit.now if dead else None,
        )
    )  # fmt: skip
    if dead:
        unit.strays.append(claimed.id)
    unit.ring(INBOX)
    return dead


def release(unit: Unit, owner: str | None = None) -> int:
    """Frees what `owner` held, or everybody's rows where only one process may run and it has just begun."""
    held = inbox.c.lease.is_not(None) if owner is None else inbox.c.lease == owner
    return unit.conn.execute(
        inbox.update().where(inbox.c.state == "new", held).values(lease=None, lease_until=None)
    ).rowcount


def forget(unit: Unit, before: int) -> int:
    """Drops settled rows older than any redelivery; dead letters stay until somebody has read them."""
    old = sa.and_(inbox.c.state == "done", inbox.c.settled_at < before, inbox.c.source.not_in(LASTING))
    return unit.conn.execute(inbox.delete().where(old)).rowcount
