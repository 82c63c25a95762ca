"""The trip outwards: claim due rows, render, deliver, settle. One loop per channel, so a dead one holds up no other."""

import asyncio
from functools import partial
from itertools import count

import structlog

from core.clock import SECOND, machine
from core.kinds import Door
from core.outbox import claims, grouped, lost, moving, posts, store, topics
from core.outbox.endings import Ending, Gone, Refused, RetryLater, Sent, Unsure
from core.outbox.model import Kind, Row, State
from core.outbox.places import Switchboard
from core.outbox.rerouting import another_way, leave, reroute
from core.outbox.retry import LONG, decide
from core.relay.channel import Channel, Delivery
from core.relay.echoes import echo
from core.relay.pace import Pace
from core.relay.prepare import NotYet, Preparation, Withheld
from core.storage.bells import OUTBOX
from core.storage.hop import Hop
from core.storage.unit import Unit

log = structlog.get_logger("relay")

TICK = 1.0
BREATH = SECOND // 25
PATIENCE = 40.0
AT_ONCE = 8

NOT_HERE = (Refused("moved"), Refused("audience"))
"""A card that does not belong where it was meant for, as far as is known by now, stands where it does."""


class Relay:
    """Delivers through one channel until stopped; what was claimed is then finished first."""

    def __init__(
        self, hop: Hop, channel: Channel, prepare: Preparation, board: Switchboard, owner: str, *, alone: bool
    ) -> None:
        self._hop = hop
        self._channel = channel
        self._prepare = prepare
        self._board = board
        self._owner = f"{owner}:{channel.door}"
        self._alone = alone
        self._pace = Pace(channel.limits)
        self._busy: set[int] = set()
        self._quiet_until = 0
        self._turns = count()
        self._walk = claims.Walk()
        self._bell = hop.bells.listen(OUTBOX)
        self._stopping = False

    @property
    def door(self) -> Door:
        return self._channel.door

    async def run(self) -> None:
        await self.recover(alone=self._alone)
        async with asyncio.TaskGroup() as tasks:
            while not self._stopping:
                self._bell.clear()
                if not await self._tried(tasks):
                    await self._bell.wait(TICK)

    def stop(self) -> None:
        """Claims nothing new; `run` returns when what has begun is settled."""
        self._stopping = True
        self._bell.ring()

    async def recover(self, *, alone: bool = False) -> int:
        """Rows whose sender died: their outcome is unknown, and is treated so (faults A8, A9)."""

        def work(unit: Unit) -> int:
            dead = lost.expired(unit, self._channel.door, alone=alone)
            for row in dead:
                self._settled(unit, row, Unsure("the sender died"))
            return len(dead)

        return await self._hop.unit(work, urgent=False)

    async def _tried(self, tasks: asyncio.TaskGroup) -> bool:
        """A database that is away for a while ends no trip: what is due waits for it."""
        try:
            return await self._round(tasks)
        except Exception:
            log.exception("round failed", channel=self._channel.door)
            return False

    async def _round(self, tasks: asyncio.TaskGroup) -> bool:
        now = machine()
        most = self._pace.allowance(now, AT_ONCE - len(self._busy))
        if most <= 0 or now < self._quiet_until:
            self._look_again(BREATH)
            return False
        lease = f"{self._owner}:{next(self._turns)}"
        busy = tuple(self._busy)
        claim = partial(claims.claim, door=self.door, owner=lease, most=most, busy=busy, walk=self._walk)
        rows = await self._hop.unit(claim, urgent=False)
        self._pace.reserve(len(rows))
        for row in rows:
            self._busy.add(row.address.id)
            tasks.create_task(self._serve(row))
        return bool(rows) or self._walk.at > 0

    async def _serve(self, row: Row) -> None:
        quiet = 0
        try:
            quiet = await self._one(row)
        except Exception:
            log.exception("not settled, so unsure when its lease ends", row=row.id)
        finally:
            self._busy.discard(row.address.id)
            self._bell.ring()
            self._look_again(quiet)

    def _look_again(self, microseconds: int) -> None:
        """An address that is left in peace, or a spent allowance, is not waited for until the next tick."""
        if 0 < microseconds < TICK * SECOND:
            asyncio.get_running_loop().call_later(microseconds / SECOND, self._bell.ring)

    async def _one(self, row: Row) -> int:
        """Delivers and settles; says how long the address wants to be left in peace."""
        try:
            ending, rev = await self._attempt(row)
        except asyncio.CancelledError:
            await self._hop.unit(lambda unit: self._settled(unit, row, Unsure("the product was stopped")))
            raise
        if isinstance(ending, NotYet):
            await self._hop.unit(partial(store.postpone, row=row, seconds=ending.after), urgent=False)
            return 0
        quiet = self._pace.spend(row.address.id, machine(), row.address.key)
        if isinstance(ending, RetryLater) and ending.everyone and ending.after:
            self._quiet_until = machine() + round(ending.after * SECOND)
        await self._hop.unit(lambda unit: self._settled(unit, row, ending, quiet, rev), urgent=False)
        return _silence(ending, quiet)

    async def _attempt(self, row: Row) -> tuple[Ending | NotYet, int | None]:
        """How it ended, and which text of a message it carried."""
        try:
            delivery = await self._hop.read(lambda conn: self._prepare(conn, row, bundles=self._channel.bundles))
        except Exception as error:
            log.exception("cannot prepare", row=row.id)
            return RetryLater(f"cannot prepare: {error!r}"), None
        if isinstance(delivery, Withheld):
            return Refused(delivery.reason), None
        if isinstance(delivery, NotYet):
            return delivery, None
        return await self._delivered(row, delivery), delivery.rev

    async def _delivered(self, row: Row, delivery: Delivery) -> Ending:
        try:
            async with asyncio.timeout(PATIENCE):
                return await self._channel.deliver(delivery)
        except TimeoutError:
            return Unsure("no answer in time")
        except Exception as error:
            log.exception("delivery failed", row=row.id, channel=self._channel.door)
            return Unsure(repr(error))

    def _settled(self, unit: Unit, row: Row, ending: Ending, quiet: int = 0, rev: int | None = None) -> None:
        unsure = row.unsure + isinstance(ending, Unsure)
        gone, long = isinstance(ending, Gone), unit.now - row.made_at > LONG
        leaving = gone or (long and isinstance(ending, RetryLater))
        other = another_way(unit, self._board, row, gone=gone) if leaving else None
        decision = decide(
            ending, row.kind, row.id, row.attempts, unsure, row.made_at, unit.now,
            reconciles=self._channel.reconciles, another_way=other is not None,
        )  # fmt: skip
        decision = topics.judged(row, ending, decision, unit.now)
        silence = _silence(ending, quiet)
        if not store.settle(unit, row, ending, decision, machine() + silence if silence else None, rev):
            log.warning("lease lost", row=row.id)
            return
        self._remember(unit, row, ending)
        if ending in NOT_HERE and row.kind is Kind.CARD and row.ticket is not None:
            moving.follow(unit, self._board, row.ticket)
        if other is not None and decision.state in (State.GONE, State.REROUTED):
            reroute(unit, other, row)
        if decision.state is State.REROUTED and row.message:
            lost.withdraw_files(unit, row, f"rerouted: {decision.reason}")
        if decision.state is State.GONE:
            leave(unit, self._board, row.address.id, f"gone: {decision.reason}")
        if decision.state is State.PARKED:
            log.error("parked: nobody knows whether it arrived", alarm=True, row=row.id, reason=decision.reason)
        echo(unit, self._board, row, decision)

    def _remember(self, unit: Unit, row: Row, ending: Ending) -> None:
        """Where it stands, and what became of the topic that it was meant for."""
        topics.settled(unit, row, ending)
        grouped.followed(unit, self._board, row, ending)
        if not isinstance(ending, Sent):
            return
        if ending.ref and not topics.making(row):
            posts.remember_sent(unit, row, ending.ref, own=ending.own)
            moving.arrived(unit, self._board, row)
        if ending.erased:
            posts.forget(unit, row.address.id, ending.erased)
        if ending.lost:
            topics.lose(unit, row.address.id, ending.lost)


def _silence(ending: Ending, quiet: int) -> int:
    """How long to leave the address in peace, in microseconds: what it asked for, else what its pace says."""
    if isinstance(ending, RetryLater) and ending.after is not None:
        return max(quiet, round(ending.after * SECOND))
    return quiet
