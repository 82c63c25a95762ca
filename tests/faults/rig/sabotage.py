"""Defects for the test of the test: a product broken like this must not pass the oracle."""

import asyncio
from collections.abc import Callable, Iterable
from typing import Any

from core.kinds import Door
from core.outbox import enqueue, lost, ways
from core.outbox.addresses import addresses
from core.outbox.model import Row
from core.outbox.store import outbox
from core.relay.receive import Journal
from core.storage.unit import Unit
from core.tickets import intake, messages

LATE = 0.4


def acknowledge_before_the_commit() -> None:
    """What both chat frameworks do by default: the sender is told first, the commit follows."""
    plain = Journal.__call__
    begun: set[asyncio.Task[int]] = set()

    async def hasty(self: Journal, entries: Iterable[Any]) -> int:
        listed = list(entries)

        async def later() -> int:
            await asyncio.sleep(LATE)
            return await plain(self, listed)

        begun.add(asyncio.get_running_loop().create_task(later()))
        return len(listed)

    Journal.__call__ = hasty  # type: ignore[method-assign]


def forget(where: Door) -> Callable[[], None]:
    """What a dead sender held at that door is taken for delivered."""

    def sabotage() -> None:
        plain = lost.expired

        def expired(unit: Unit, door: Door, *, alone: bool) -> list[Row]:
            return _written_off(unit, door) if door is where else plain(unit, door, alone=alone)

        lost.expired = expired

    return sabotage


def _written_off(unit: Unit, door: Door) -> list[Row]:
    mine = addresses.c.door == door.value
    there = addresses.select().where(mine).with_only_columns(addresses.c.id)
    held = outbox.update().where(outbox.c.state == "sending", outbox.c.address_id.in_(there))
    unit.conn.execute(held.values(state="sent", lease=None))
    return []


def lose_the_rest() -> None:
    """An album falls apart, an edit changes nothing, and of two ways only the first is taken."""
    enqueue.chosen = lambda *given: ways.chosen(*given)[:1]  # type: ignore[attr-defined]
    intake._begun = lambda *_: None
    messages.rewrite = lambda unit, message, body: 2


SABOTAGES: dict[str, Callable[[], None]] = {
    "acknowledge before the commit": acknowledge_before_the_commit,
    "forget who was told": forget(Door.TELEGRAM),
    "forget who was written to": forget(Door.MAIL),
    "lose the rest": lose_the_rest,
}
