"""One replica's sweeps as a process of its own: `python -m tests.core.sla.watcher URL PROFILE CLOCK [DEATH]`.

With DEATH it is killed when it is about to make that change in the database, or to commit it.
"""

import asyncio
import os
import signal
import sys
from itertools import count
from pathlib import Path

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

    def lived() -> None:
        if next(changes) == death:
            os.kill(os.getpid(), signal.SIGKILL)

    @sa.event.listens_for(sa.Engine, "before_cursor_execute")
    def executes(conn: sa.Connection, _: object, statement: str, *__: object) -> None:
        if statement.lstrip().startswith(("INSERT", "UPDATE", "DELETE")):
            changed.add(conn)
            lived()

    @sa.event.listens_for(sa.Engine, "commit")
    def commits(conn: sa.Connection) -> None:
        if conn in changed:
            changed.remove(conn)
            lived()


if __name__ == "__main__":
    url, profile, clock, *deaths = sys.argv[1:]
    if deaths:
        mortal(int(deaths[0]))
    asyncio.run(watch(url, Path(profile), clock))
