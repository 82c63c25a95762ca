"""The trip for orders: whoever wrote is looked up after the commit, within bounds, and the answer kept (E2)."""

import asyncio
from typing import Any, Protocol

import structlog

from core.desk import Desk
from core.kinds import PersonId, System
from core.profile.catalogue import Lookup
from core.relay.trip import Trip
from core.storage.bells import ORDERS
from core.storage.hop import Hop
from core.tickets import order_lines
from core.tickets import orders as rows
from core.tickets.orders import KeepOrders

log = structlog.get_logger("orders")

TICK = 5.0
AT_ONCE = 4
HOUSE = System("orders")


class NoAnswer(Exception):
    """Why there is none; `problem` is a code worded under `slack-orders-missed`."""

    def __init__(self, problem: str) -> None:
        super().__init__(problem)
        self.problem = problem


class Asker(Protocol):
    """Asks another system. Raises NoAnswer, and returns what it said as JSON, within the given seconds."""

    async def __call__(self, url: str, seconds: float) -> Any: ...


class Orders(Trip):
    """Runs until stopped."""

    def __init__(self, hop: Hop, desk: Desk, lookup: Lookup, asker: Asker) -> None:
        super().__init__(hop.bells, ORDERS, TICK)
        self._hop = hop
        self._desk = desk
        self._lookup = lookup
        self._ask = asker

    async def round(self) -> int:
        """Asks about whom is due now; says how many that were."""
        due = await self._hop.unit(lambda unit: rows.claim(unit, self._lookup, AT_ONCE), urgent=False)
        async with asyncio.TaskGroup() as tasks:
            for person, url in due:
                tasks.create_task(self._one(person, url))
        return len(due)

    async def _one(self, person: PersonId, url: str | None) -> None:
        try:
            if url is None:
                raise NoAnswer("nothing")
            async with asyncio.timeout(self._lookup.timeout + 1):
                answer = await self._ask(url, self._lookup.timeout)
            found, count = order_lines.read(self._lookup, answer)
            kept = KeepOrders(person, {"orders": found, "count": count})
        except NoAnswer as none:
            kept = KeepOrders(person, problem=none.problem)
        except TimeoutError:
            kept = KeepOrders(person, problem="slow")
        except Exception as error:
            log.warning("orders not understood", person=person, error=type(error).__name__)
            kept = KeepOrders(person, problem="malformed")
        await self._desk(kept, HOUSE)
