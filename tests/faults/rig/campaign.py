"""Kill after kill under load, then peace, then the oracle's questions."""

import asyncio
import random
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path

import sqlalchemy as sa

from core.storage.engine import reader
from tests.faults.rig.evidence import gathered
from tests.faults.rig.notices import told
from tests.faults.rig.oracle import findings
from tests.faults.rig.orders import Birth
from tests.faults.rig.points import POINTS
from tests.faults.rig.product import Life, Nursery
from tests.faults.rig.scene import Scene, staged

RISE = 20.0
EARLIEST, LATEST = 0.02, 1.5
AT_A_POINT = 3.0
FARTHEST_HIT = 6
DRAIN = 60.0
QUIET = 1.0
WARM = 0.5
STOP = 15.0
LATER = (61.0, 301.0)
"""After what time Slack sends again what was not acknowledged."""

OPEN = (
    "SELECT (SELECT count(*) FROM inbox WHERE state = 'new')"
    " + (SELECT count(*) FROM outbox WHERE state IN ('pending', 'sending'))"
)
IN_HAND = (
    "SELECT (SELECT count(*) FROM inbox WHERE state = 'new' AND lease IS NOT NULL)"
    " + (SELECT count(*) FROM outbox WHERE state = 'sending')"
)


@dataclass(frozen=True, slots=True)
class Plan:
    """`terms` lives are told to stop instead of being killed. `seed` is all that a replay needs."""

    seed: int
    kills: int = 0
    terms: int = 0
    customers: int = 4
    agents: int = 2
    sabotage: str = ""
    lease: float = 0.0
    points: tuple[str, ...] = tuple(POINTS)


@dataclass(slots=True)
class Report:
    seed: int
    kills: int = 0
    mid_work: int = 0
    struck: Counter[str] = field(default_factory=Counter)
    stops: list[float] = field(default_factory=list)
    words: int = 0
    tickets: int = 0
    sent: int = 0
    parked: int = 0
    told: int = 0
    twice: int = 0
    unheard: int = 0
    found: list[str] = field(default_factory=list)

    def __str__(self) -> str:
        points = ", ".join(f"{name} ×{count}" for name, count in sorted(self.struck.items())) or "none"
        stops = f"; {len(self.stops)} stops, longest {max(self.stops):.1f} s" if self.stops else ""
        share = f"{100 * self.mid_work // self.kills} %" if self.kills else "–"
        return (
            f"seed {self.seed}: {self.kills} kills, {share} of them with work in hand{stops}; {self.words} words,"
            f" {self.tickets} tickets, {self.sent} deliveries, {self.parked} parked; of {self.told} notices looked for"
            f" {self.twice} were there twice and {self.unheard} not at all (parked); crash points: {points}"
        )


async def waged(plan: Plan, nursery: Nursery, url: sa.URL, folder: Path) -> Report:
    """One campaign on one database. Raises when the product does not come up; work that never ends is a finding."""
    dice, report = random.Random(plan.seed), Report(plan.seed)
    async with staged(url, folder, plan.customers, plan.agents) as scene:
        campaign = Campaign(plan, nursery, scene, dice, report)
        await campaign.fight()
        await campaign.make_peace()
        seen = await gathered(
            scene.ledger, url, scene.telegram, scene.customers, scene.slack, scene.channel, campaign.log
        )
        report.words, report.tickets = len(scene.ledger.words), len(seen.rows("tickets"))
        report.sent, report.parked = len(seen.rows("outbox", state="sent")), len(seen.rows("outbox", state="parked"))
        heard = list(told(seen))
        report.told, report.twice = len(heard), sum(one.times > 1 for one in heard)
        report.unheard = sum(one.times == 0 for one in heard)
        report.found += findings(seen)
    return report


class Campaign:
    def __init__(self, plan: Plan, nursery: Nursery, scene: Scene, dice: random.Random, report: Report) -> None:
        self._plan = plan
        self._nursery = nursery
        self._scene = scene
        self._dice = dice
        self._report = report
        self._points = list(plan.points)
        self._endless = False
        dice.shuffle(self._points)
        self.log = scene.folder / "product.log"

    async def fight(self) -> None:
        first = await self._risen("")
        async with asyncio.TaskGroup() as tasks:
            playing = self._scene.load(tasks, self._dice)
            await asyncio.sleep(WARM)
            await self._stopped(first, 0)
            for number in range(self._plan.kills):
                await self._one(by_point=number % 2 == 0)
            for _ in range(self._plan.terms):
                await self._stopped(await self._risen(""), self._dice.uniform(EARLIEST, LATEST))
            for one in playing:
                one.cancel()

    async def make_peace(self) -> None:
        """The load is over: what was begun is finished, and what Slack sends or is asked for again has come."""
        life = await self._risen("")
        if self._plan.lease:
            await asyncio.sleep(self._plan.lease)
            await self._stopped(life, 0)
            life = await self._risen("")
        await self._drained()
        for seconds in LATER:
            await asyncio.sleep(0.2)
            self._scene.forward(seconds)
            await self._drained()
        await self._stopped(life, 0)
        if self._count(OPEN) and not self._endless:
            last = await self._risen("")
            await self._drained()
            await self._stopped(last, 0)

    async def _one(self, *, by_point: bool) -> None:
        point = self._points[self._report.kills // 2 % len(self._points)] if by_point else ""
        await self._killed(await self._risen(point), by_point=by_point)

    async def _killed(self, life: Life, *, by_point: bool) -> None:
        """At its point, or where that is not reached in time, and half of all times, at any moment."""
        if not by_point or not await life.dies(AT_A_POINT):
            await asyncio.sleep(self._dice.uniform(EARLIEST, LATEST))
            life.kill()
        assert await life.dies(STOP), "a killed process lives on"
        self._report.kills += 1
        self._report.mid_work += bool(self._count(IN_HAND) or await self._unconfirmed())
        if life.struck:
            self._report.struck[life.struck] += 1

    async def _stopped(self, life: Life, after: float) -> None:
        await asyncio.sleep(after)
        loop = asyncio.get_running_loop()
        begun = loop.time()
        life.stop()
        if not await life.dies(STOP):
            self._report.found.append(f"SIGTERM did not end the product within {STOP} s")
            life.kill()
        if life.status != 0:
            self._report.found.append(f"the product ended with {life.status} after SIGTERM")
        self._report.stops.append(loop.time() - begun)

    async def _risen(self, point: str) -> Life:
        """A life that runs. One whose point lies in its very beginning is followed by another."""
        hit = self._dice.randint(1, FARTHEST_HIT)
        settings, log = self._scene.settings(), str(self.log)
        life = await self._nursery.birth(Birth(settings, log, point, hit, self._plan.sabotage, self._plan.lease))
        if await life.rises(RISE) or life.struck:
            return life
        raise AssertionError(f"the product did not come up: {life.status}\n{self.log.read_text()[-3000:]}")

    async def _drained(self) -> None:
        """Until nothing has been open for a second. Waits in vain only once."""
        if self._endless:
            return
        try:
            async with asyncio.timeout(DRAIN):
                await self._calm()
        except TimeoutError:
            self._endless = True
            self._report.found.append(f"after {DRAIN:.0f} s of peace {self._count(OPEN)} rows are still open")

    async def _calm(self) -> None:
        loop = asyncio.get_running_loop()
        since = loop.time()
        while loop.time() - since < QUIET:
            await asyncio.sleep(0.1)
            if self._count(OPEN) or await self._pending() or await self._flying():
                since = loop.time()

    async def _pending(self) -> int:
        return sum(not update["confirmed"] for update in await self._scene.telegram.updates())

    async def _unconfirmed(self) -> bool:
        return any(update["served"] and not update["confirmed"] for update in await self._scene.telegram.updates())

    async def _flying(self) -> bool:
        return any(one["state"] == "waiting" for one in await self._scene.slack.envelopes())

    def _count(self, query: str) -> int:
        with reader(self._scene.url).connect() as conn:
            return int(conn.exec_driver_sql(query).scalar_one())
