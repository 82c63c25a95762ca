"""Kill after kill under load, then peace, then the oracle's questions."""

import asyncio
import random
from collections import Counter
from pathlib import Path

import sqlalchemy as sa

from core.storage.engine import reader
from tests.faults.rig.evidence import gathered
from tests.faults.rig.notices import told
from tests.faults.rig.oracle import findings
from tests.faults.rig.orders import Birth
from tests.faults.rig.plan import Plan, Report
from tests.faults.rig.points import reachable
from tests.faults.rig.product import Life, Nursery
from tests.faults.rig.scene import Scene, staged

RISE = 20.0
EARLIEST, LATEST = 0.02, 1.5
AT_A_POINT = 3.0
DRAIN = 60.0
QUIET = 1.0
WARM = 0.5
STOP = 15.0
NUDGE, PATIENCE = 2.5, 20.0
"""How far the clock is moved for what Telegram failed to post: for each life, and at last. A press waits 150 s."""
LATER = (61.0, 301.0, 901.0)
"""After what time Slack sends again what was not acknowledged; and for how long a customer may choose (D7)."""

OPEN = (
    "SELECT (SELECT count(*) FROM inbox WHERE state = 'new')"
    " + (SELECT count(*) FROM outbox WHERE state IN ('pending', 'sending'))"
    " + (SELECT count(*) FROM attachments WHERE state = 'loading')"
)
CHOOSING = "SELECT count(*) FROM tickets WHERE choice_until IS NOT NULL"
IN_HAND = (
    "SELECT (SELECT count(*) FROM inbox WHERE state = 'new' AND lease IS NOT NULL)"
    " + (SELECT count(*) FROM outbox WHERE state = 'sending')"
)


async def waged(plan: Plan, nursery: Nursery, url: sa.URL, folder: Path) -> Report:
    """One campaign on one database. Raises when the product does not come up; work that never ends is a finding."""
    dice, report = random.Random(plan.seed), Report(plan.seed)
    async with staged(url, folder, plan.customers, plan.agents) as scene:
        campaign = Campaign(plan, nursery, scene, dice, report)
        await campaign.fight()
        await campaign.make_peace()
        seen = await gathered(scene, campaign.log)
        report.letters = len(seen.letters)
        report.words, report.tickets = len(scene.ledger.words), len(seen.rows("tickets"))
        report.sent, report.parked = len(seen.rows("outbox", state="sent")), len(seen.rows("outbox", state="parked"))
        heard = [one for one in told(seen) if one.row["state"] in ("sent", "parked")]
        report.told, report.twice = len(heard), sum(one.times > 1 for one in heard)
        report.unheard = sum(one.times == 0 for one in heard)
        report.deeds = Counter(row["kind"] for row in seen.rows("events"))
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
        self._lives = 0
        dice.shuffle(self._points)
        self.log = scene.folder / "product.log"

    async def fight(self) -> None:
        first = await self._risen("")
        async with asyncio.TaskGroup() as tasks:
            playing = self._scene.load(tasks, self._dice)
            await asyncio.sleep(WARM)
            await self._stopped(first, 0)
            self._lives = 0
            for number in range(self._plan.kills):
                await self._one(by_point=number % 2 == 0 or bool(self._plan.sabotage))
            for _ in range(self._plan.terms):
                await self._stopped(await self._risen(""), self._dice.uniform(EARLIEST, LATEST))
            for one in playing:
                one.cancel()

    async def make_peace(self) -> None:
        """The load is over: what was begun is finished, and what Slack sends or is asked for again has come."""
        life = await self._risen("")
        self._scene.forward(PATIENCE)
        if self._plan.lease:
            await asyncio.sleep(self._plan.lease)
            await self._stopped(life, 0)
            life = await self._risen("")
        await self._drained()
        for seconds in LATER:
            await asyncio.sleep(0.2)
            self._scene.forward(seconds)
            await self._drained(QUIET / 2)
        await self._drained(QUIET / 2, CHOOSING)
        await self._stopped(life, 0)
        if self._count(OPEN) and not self._endless:
            last = await self._risen("")
            await self._drained()
            await self._stopped(last, 0)

    async def _one(self, *, by_point: bool) -> None:
        points = [point for point in self._points if reachable(point, self._plan.doors_at(self._lives))]
        point = points[self._report.kills // 2 % len(points)] if by_point else ""
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
        hit = self._dice.randint(1, self._plan.farthest)
        doors, log = self._plan.doors_at(self._lives), str(self.log)
        settings = self._scene.settings(doors)
        life = await self._nursery.birth(Birth(settings, log, point, hit, self._plan.sabotage, self._plan.lease))
        if await life.rises(RISE) or life.struck:
            self._lives += 1
            if doors.webhook:
                self._scene.forward(NUDGE)
            await self._scene.direct(doors)
            return life
        raise AssertionError(f"the product did not come up: {life.status}\n{self.log.read_text()[-3000:]}")

    async def _drained(self, quiet: float = QUIET, left: str = "SELECT 0") -> None:
        """Until nothing has been open for so long, nor anything of what is left to time. Waits in vain only once."""
        if self._endless:
            return
        try:
            async with asyncio.timeout(DRAIN):
                await self._calm(quiet, left)
        except TimeoutError:
            self._endless = True
            self._report.found.append(f"after {DRAIN:.0f} s of peace {self._count(OPEN)} rows are still open")

    async def _calm(self, quiet: float, left: str) -> None:
        loop = asyncio.get_running_loop()
        since = loop.time()
        while loop.time() - since < quiet:
            await asyncio.sleep(0.1)
            if self._count(OPEN) or self._count(left) or await self._pending() or await self._flying():
                since = loop.time()

    async def _pending(self) -> int:
        updates = await self._scene.telegram.updates()
        return sum(not (update["confirmed"] or update["expired"]) for update in updates)

    async def _unconfirmed(self) -> bool:
        return any(update["served"] and not update["confirmed"] for update in await self._scene.telegram.updates())

    async def _flying(self) -> bool:
        return bool(await self._scene.slack.envelopes(state=("waiting",)))

    def _count(self, query: str) -> int:
        with reader(self._scene.url).connect() as conn:
            return int(conn.exec_driver_sql(query).scalar_one())
