"""Which rows are sent next: a few, at a cost that does not grow with what waits behind them (agreement 2).

Each address has at most one, its oldest that is due and the first of its lane. Addresses come in the order in which
something fell due; where too much of that waits for some that want to be left in peace, they are walked round instead.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa

from core.clock import SECOND, machine
from core.kinds import Door
from core.outbox.addresses import addresses
from core.outbox.model import Address, Row
from core.outbox.store import outbox, row_of
from core.storage.prepared import Prepared
from core.storage.unit import Unit

LEASE = 60 * SECOND
LOOK, STEPS = 64, 32
"""So many that are due are looked at, and so many addresses on a part of a walk round."""

_waits: sa.ColumnElement[str] = sa.literal_column("'pending'")
_sent: sa.ColumnElement[str] = sa.literal_column("'sending'")
_door: sa.BindParameter[str] = sa.bindparam("door")
_now: sa.BindParameter[int] = sa.bindparam("now")
_most: sa.BindParameter[int] = sa.bindparam("most")


def _waiting(of: sa.FromClause) -> sa.ColumnElement[bool]:
    return sa.and_(of.c.through == _door, of.c.state == _waits)


def _addresses(found: sa.Subquery, id: sa.ColumnElement[int], *more: sa.ColumnElement[Any]) -> sa.Select[Any]:
    columns = (addresses.c.door, addresses.c.key, addresses.c.person_id, addresses.c.gone, addresses.c.quiet_until)
    return sa.select(addresses.c.id, *columns, *more).join_from(found, addresses, addresses.c.id == id)


def _soonest() -> Prepared:
    due = sa.select(outbox.c.address_id, outbox.c.due_at).where(_waiting(outbox), outbox.c.due_at <= _now)
    first = due.order_by(outbox.c.due_at).limit(_most).subquery("first")
    return Prepared(_addresses(first, first.c.address_id).order_by(first.c.due_at))


def _next_address(after: sa.ColumnElement[int]) -> sa.ScalarSelect[int]:
    step = outbox.alias("step")
    return sa.select(sa.func.min(step.c.address_id)).where(_waiting(step), step.c.address_id > after).scalar_subquery()


def _steps() -> Prepared:
    """From address to address, however much waits at each."""
    walk = sa.select(_next_address(sa.bindparam("after")).label("id")).cte("walk", recursive=True)
    walk = walk.union_all(sa.select(_next_address(walk.c.id)).where(walk.c.id.is_not(None)))
    steps = sa.select(walk.c.id).where(walk.c.id.is_not(None)).limit(_most).subquery("steps")
    first = _first(steps.c.id, outbox.alias("one")).scalar_subquery()
    return Prepared(_addresses(steps, steps.c.id, first.label("first")))


def _first(address: sa.ColumnElement[int], one: sa.FromClause) -> sa.Select[Any]:
    """The oldest that is due there, and behind nothing of its lane."""
    earlier = outbox.alias("earlier")
    held_up = sa.exists().where(
        earlier.c.address_id == one.c.address_id, earlier.c.lane == one.c.lane, earlier.c.id < one.c.id,
        earlier.c.state.in_((_waits, _sent)),
    )  # fmt: skip
    found = sa.select(one.c.id).where(_waiting(one), one.c.address_id == address, one.c.due_at <= _now, ~held_up)
    return found.order_by(one.c.id).limit(1)


def _taken(among: str) -> Prepared:
    """Marks rows as being sent in the same step, so that no other replica finds them."""
    one = outbox.alias("one")
    first = _first(addresses.c.id, one).with_for_update(of=one, skip_locked=True).scalar_subquery()
    found = sa.select(first.label("id")).select_from(addresses).where(sa.text(f"addresses.id IN {among}"))
    chosen = found.cte("chosen").prefix_with("MATERIALIZED", dialect="postgresql")
    begun = {"state": _sent, "lease": sa.bindparam("owner"), "lease_until": sa.bindparam("until")}
    ours = outbox.c.id.in_(sa.select(chosen.c.id))
    mark = outbox.update().where(ours).values(**begun, attempts=outbox.c.attempts + 1)
    return Prepared(mark.returning(outbox))


_due_first, _walk_on = _soonest(), _steps()
_take = {
    "sqlite": _taken("(SELECT value FROM json_each('[' || :among || ']'))"),
    "postgresql": _taken("(SELECT CAST(unnest(string_to_array(:among, ',')) AS bigint))"),
}
"""Ids as one value: a list of places would be another statement for each length."""


@dataclass(slots=True)
class Walk:
    """The address that a walk round has come to, so that none is passed over for ever; 0 once it is round."""

    at: int = 0


def claim(
    unit: Unit, door: Door, owner: str, most: int, busy: Sequence[int] = (), walk: Walk | None = None
) -> list[Row]:  # fmt: skip
    """The oldest due row of each address, marked as being sent. Its attempt begins here: none waits for another.

    Whoever keeps the `walk` and finds it begun asks again, even if nothing was found; without one it goes all round.
    """
    claiming = _Claiming(unit, door, owner, most, set(busy))
    near = claiming.soonest()
    claiming.take(near)
    if claiming.left and len(near) == LOOK:
        claiming.walk(walk or Walk(), once=walk is not None)
    elif walk and len(near) < LOOK:
        walk.at = 0
    return sorted(claiming.rows, key=lambda row: row.id)


class _Claiming:
    """One claim. `passed` are addresses that are busy, or have had their turn."""

    def __init__(self, unit: Unit, door: Door, owner: str, most: int, passed: set[int]) -> None:
        self.rows: list[Row] = []
        self._unit = unit
        self._owner = owner
        self._most = most
        self._passed = passed
        self._machine = machine()
        self._where = {"door": door.value, "now": unit.now}
        self._mark = {**self._where, "owner": owner, "until": self._machine + LEASE}

    @property
    def left(self) -> int:
        return self._most - len(self.rows)

    def soonest(self) -> list[Any]:
        return _due_first.all(self._unit.conn, {**self._where, "most": LOOK})

    def walk(self, walk: Walk, *, once: bool) -> None:
        while True:
            found = _walk_on.all(self._unit.conn, {**self._where, "after": walk.at, "most": STEPS})
            self.take([at for at in found if at.first])
            walk.at = found[-1].id if len(found) == STEPS else 0
            if once or not self.left or not walk.at:
                return

    def take(self, found: Sequence[Any]) -> None:
        free = {at.id: at for at in found if at.id not in self._passed and at.quiet_until <= self._machine}
        while free and self.left:
            chosen = [free.pop(id) for id in list(free)[: self.left]]
            self._passed.update(at.id for at in chosen)
            self._marked({at.id: Address(at.id, Door(at.door), at.key, at.person_id, at.gone) for at in chosen})

    def _marked(self, chosen: Mapping[int, Address]) -> None:
        take = _take[self._unit.conn.dialect.name]
        for row in take.all(self._unit.conn, {**self._mark, "among": ",".join(map(str, chosen))}):
            self.rows.append(row_of(row, self._owner, begun=0, to=chosen[row.address_id]))
