"""One replica's sweeps as a process of its own, to be killed: `python -m tests.core.sla.watcher URL PROFILE CLOCK`."""

import asyncio
import sys
from pathlib import Path

from core.clock import Clock
from core.desk import Desk
from core.jobs import Jobs
from core.kinds import Door
from core.outbox.places import Switchboard
from core.profile.load import load
from core.storage.bells import Bells
from core.storage.engine import normalise
from core.storage.hop import Hop


async def watch(url: str, profile: Path, clock: str) -> None:
    hop = Hop(normalise(url), Clock(clock), Bells())
    desk = Desk(hop, load(profile), Switchboard((), (Door.SLACK, "C0DESK")))
    jobs = Jobs(hop, desk, [])
    print("watching", flush=True)
    while True:
        await jobs.steps_due()
        await asyncio.sleep(0.01)


if __name__ == "__main__":
    asyncio.run(watch(sys.argv[1], Path(sys.argv[2]), sys.argv[3]))
