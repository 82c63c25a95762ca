"""The trip inwards: journalled inputs, handed to their door in order per conversation, until each is settled."""

import asyncio
from collections.abc import Iterable
from functools import partial
from itertools import count
from typing import Any, Protocol

import sqlalchemy as sa
import structlog

from core.errors import LeaseLost, Poison
from core.inbox import store
from core.inbox.store import Claimed, Entry
from core.kinds import Actor
from core.outbox import stray
from core.outbox.places import Switchboard
from core.storage.bells import INBOX
from core.storage.hop import Hop
from core.storage.unit import Unit
from core.views.ask import Ask
from core.views.queries import Query

log = structlog.get_logger("inbox")

NOBODY = Switchboard(())

TICK = 1.0
AT_ONCE = 32
HEARTBEAT = 20.0


class Receiver(Protocol):
    """A door's understanding of its own inputs. `receive` ends with the row settled, or raises.

    `question` is what it has to know before it understands an input, if anything: answered while the row is claimed,
    which saves every input a hop of its own. Nothing of the conversation changes until the row is settled.
    """

    source: str

    def question(self, claimed: Claimed) -> tuple[Query[Any], Actor] | None: ...

    async def receive(self, claimed: Claimed, answer: Any) -> None: ...


class Journal:
    """`await journal(entries)` returns when they are committed; only then may their sender be told (agreement 3)."""

    def __init__(self, hop: Hop) -> None:
        self._hop = hop

    async def __call__(self, entries: Iterable[Entry]) -> int:
        listed = list(entries)
        return await self._hop.unit(lambda unit: store.journal(unit, listed))


class Intake:
    """Works off the rows of one source until stopped. A row that fails waits or dies alone (faults A6).

    `board` says where the agents are shown what died.
    """

    def __init__(self, hop: Hop, receiver: Receiver, owner: str, ask: Ask, board: Switchboard = NOBODY) -> None:
        self._hop = hop
        self._ask = ask
        self._receiver = receiver
        self._board = board
        self._owner = f"{owner}:{receiver.source}"
        self._turns = count()
        self._held: dict[str, set[int]] = {}
        self._bell = hop.bells.listen(INBOX)
        self._stopping = False

    async def run(self) -> None:
        async with asyncio.TaskGroup() as tasks:
            beating = tasks.create_task(self._beat())
            while not self._stopping:
                self._bell.clear()
                if not await self._tried(tasks):
                    await self._bell.wait(TICK)
            beating.cancel()

    def stop(self) -> None:
        """Takes nothing new; `run` returns when what has begun is settled."""
        self._stopping = True
        self._bell.ring()

    async def _tried(self, tasks: asyncio.TaskGroup) -> int:
        """A database that is away for a while ends no trip: what is journalled waits for it."""
        try:
            return await self._round(tasks)
        except Exception:
            log.exception("round failed", source=self._receiver.source)
            return 0

    async def _round(self, tasks: asyncio.TaskGroup) -> int:
        room = AT_ONCE - sum(len(rows) for rows in self._held.values())
        if room <= 0:
            return 0
        lease = f"{self._owner}:{next(self._turns)}"
        rows = await self._hop.unit(lambda unit: self._claim(unit, lease, room), urgent=False)
        if rows:
            self._held[lease] = {row.id for row, _ in rows}
        for row, answer in rows:
            tasks.create_task(self._one(row, answer))
        return len(rows)

    def _claim(self, unit: Unit, lease: str, room: int) -> list[tuple[Claimed, Any]]:
        rows = store.claim(unit, [self._receiver.source], lease, room)
        stray.show(unit, self._board)
        return [(row, self._answered(unit.conn, row)) for row in rows]

    def _answered(self, conn: sa.Connection, claimed: Claimed) -> Any:
        """An input that not even a question can be made of fails when it is received, and holds up no other."""
        try:
            asked = self._receiver.question(claimed)
        except Exception:
            log.exception("no question", row=claimed.id)
            return None
        return None if asked is None else self._ask.answer(conn, *asked)

    async def _one(self, claimed: Claimed, answer: Any) -> None:
        try:
            await self._receiver.receive(claimed, answer)
        except LeaseLost:
            log.warning("lease lost", row=claimed.id)
        except Poison as error:
            await self._failed(claimed, repr(error), hopeless=True)
        except Exception as error:
            log.exception("input failed", row=claimed.id, source=claimed.source, attempt=claimed.attempts)
            await self._failed(claimed, repr(error))
        finally:
            self._let_go(claimed)

    async def _failed(self, claimed: Claimed, error: str, *, hopeless: bool = False) -> None:
        def fail(unit: Unit) -> bool:
            dead = store.fail(unit, claimed, error, hopeless=hopeless)
            stray.show(unit, self._board)
            return dead

        try:
            dead = await self._hop.unit(fail, urgent=False)
        except Exception:
            log.exception("failure not recorded; its lease will end", row=claimed.id)
            return
        if dead:
            log.error("dead letter", alarm=True, row=claimed.id, source=claimed.source, reason=error)

    def _let_go(self, claimed: Claimed) -> None:
        held = self._held.get(claimed.lease, set())
        held.discard(claimed.id)
        if not held:
            self._held.pop(claimed.lease, None)
        self._bell.ring()

    async def _beat(self) -> None:
        while True:
            await asyncio.sleep(HEARTBEAT)
            held = {lease: sorted(rows) for lease, rows in self._held.items()}
            try:
                await self._hop.unit(partial(store.heartbeat, held=held), urgent=False)
            except Exception:
                log.exception("no heartbeat", source=self._receiver.source)
