"""One replica's sweeps as a process of its own: `python -m tests.core.sla.watcher URL PROFILE CLOCK [DEATH]`.

With DEATH it is killed when it is about to make that change in the database, or to commit it.
"""

import asyncio
import os
import signal
import sys
from itertools import count
from pathlib import Path
from typing import Any

import sqlalchemy as sa

from core.clock import Clock
from core.desk import Desk
from core.jobs import Jobs
from core.kinds import Door
from core.outbox.places import Switchboard
from core.profile.load import load
from core.storage.bells import Bells
from core.storage.engine import normalise
from core.storage.hop import Hop
from core.storage.prepared import Prepared


async def watch(url: str, profile: Path, clock: str) -> None:
    hop = Hop(normalise(url), Clock(clock), Bells())
    desk = Desk(hop, load(profile), Switchboard((), (Door.SLACK, "C0DESK")))
    jobs = Jobs(hop, desk, [])
    print("watching", flush=True)
    while True:
        await jobs.steps_due()
        await asyncio.sleep(0.01)


def mortal(death: int) -> None:
    changes = count(1)
    changed: set[sa.Connection] = set()

    def lives() -> None:
        if next(changes) == death:
            os.kill(os.getpid(), signal.SIGKILL)

    plain = Prepared._executed

    def executed(self: Prepared, conn: sa.Connection, *rows: Any) -> Any:
        if self._statement.is_dml:
            changed.add(conn)
            lives()
        return plain(self, conn, *rows)

    Prepared._executed = executed  # type: ignore[method-assign]

    @sa.event.listens_for(sa.Engine, "commit")
    def commits(conn: sa.Connection) -> None:
        if conn in changed:
            changed.remove(conn)
            lives()


if __name__ == "__main__":
    url, profile, clock, *deaths = sys.argv[1:]
    if deaths:
        mortal(int(deaths[0]))
    asyncio.run(watch(url, Path(profile), clock))
