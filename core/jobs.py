"""What happens by itself. A job only wakes: what is due is a row, so any number of replicas can run every job."""

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass

import structlog
from apscheduler.schedulers.asyncio import AsyncIOScheduler

from core.clock import DAY
from core.desk import Desk
from core.inbox import store as inbox
from core.kinds import System
from core.relay.deliver import Relay
from core.sla import silence
from core.sla import store as sla
from core.sla.commands import SilenceDue, StepsDue
from core.storage import seen
from core.storage.hop import Hop
from core.tickets import store as tickets
from core.tickets.commands import ChoiceDue, ResumeDue

log = structlog.get_logger("jobs")

KEEP = 14 * DAY
BATCH = 100
HOUSE = System("time")


@dataclass(frozen=True, slots=True)
class Tick:
    """A short period, in seconds of the loop's own clock, which no jump of the desk's time disturbs."""

    name: str
    every: float
    run: Callable[[], Awaitable[object]]


class Jobs:
    """Ticks on the loop; calendar-like jobs by APScheduler, which only calls them."""

    def __init__(self, hop: Hop, desk: Desk, relays: Sequence[Relay]) -> None:
        self._hop = hop
        self._desk = desk
        self.ticks = (
            Tick("resume what was postponed", 1.0, self.resume_due),
            Tick("go on with what was answered", 1.0, self.choices_due),
            Tick("tell what is due", 1.0, self.steps_due),
            Tick("go on where nobody answered", 1.0, self.silences_due),
            *(Tick(f"rows whose sender died: {relay.door}", 30.0, relay.recover) for relay in relays),
        )

    async def run(self) -> None:
        scheduler = AsyncIOScheduler()
        scheduler.add_job(self.forget, "cron", hour=3, coalesce=True, misfire_grace_time=None)
        scheduler.start()
        try:
            async with asyncio.TaskGroup() as tasks:
                for tick in self.ticks:
                    tasks.create_task(_repeat(tick))
        finally:
            scheduler.shutdown(wait=False)

    async def resume_due(self) -> int:
        """Puts every postponed ticket back whose time has come (B7); says how many were looked at."""
        now = self._hop.clock.now()
        due = await self._hop.read(lambda conn: tickets.due(conn, now, BATCH))
        for ticket in due:
            if ticket.resume_at is not None:
                key = f"resume:{ticket.id}:{ticket.resume_at}"
                await self._desk(ResumeDue(ticket.id, ticket.resume_at), HOUSE, key)
        return len(due)

    async def choices_due(self) -> int:
        """Puts every answered ticket back to work whose customer has chosen nothing (D7)."""
        now = self._hop.clock.now()
        due = await self._hop.read(lambda conn: tickets.choices_due(conn, now, BATCH))
        for ticket in due:
            if ticket.choice_until is not None:
                key = f"choice:{ticket.id}:{ticket.choice_until}"
                await self._desk(ChoiceDue(ticket.id, ticket.choice_until), HOUSE, key)
        return len(due)

    async def steps_due(self) -> int:
        """Tells what has come due of the targets (X5); says of how many tickets."""
        now = self._hop.clock.now()
        due = await self._hop.read(lambda conn: sla.due(conn, now, BATCH))
        for ticket in due:
            await self._desk(StepsDue(ticket), HOUSE)
        return len(due)

    async def silences_due(self) -> int:
        """Moves every ticket on whose customer has been silent for long enough (A10, D7)."""
        now = self._hop.clock.now()
        due = await self._hop.read(lambda conn: silence.due(conn, now, BATCH))
        for ticket, at in due:
            await self._desk(SilenceDue(ticket, at), HOUSE)
        return len(due)

    async def forget(self) -> None:
        """Drops what no redelivery can need any more."""
        before = self._hop.clock.now() - KEEP
        await self._hop.unit(lambda unit: (seen.forget(unit, before), inbox.forget(unit, before)), urgent=False)


async def _repeat(tick: Tick) -> None:
    while True:
        try:
            await tick.run()
        except Exception:
            log.exception("job failed", job=tick.name)
        await asyncio.sleep(tick.every)
