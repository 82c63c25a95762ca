"""What replicas on PostgreSQL agree on: who polls, and that there is work (X7). On SQLite there is one process."""

import asyncio
from collections.abc import Awaitable, Callable
from zlib import crc32

import psycopg
import sqlalchemy as sa
import structlog

from core.storage.bells import CHANNEL, Bells

log = structlog.get_logger("replicas")

SERVING = crc32(b"serving")
SHARE = "SELECT pg_advisory_lock_shared(%s)"
AGAIN = 2.0
WATCH = 3.0
Work = Callable[[], Awaitable[None]]


def dsn(url: sa.URL) -> str:
    return url.set(drivername="postgresql").render_as_string(hide_password=False)


async def lead(url: sa.URL, name: str, work: Work) -> None:
    """Runs `work` in one replica at a time: in that which holds the lock of `name`, for as long as its line holds."""
    while True:
        try:
            await _term(url, name, work)
        except (psycopg.Error, OSError) as error:
            log.warning("no election", of=name, error=repr(error)[:200])
        await asyncio.sleep(AGAIN)


async def _term(url: sa.URL, name: str, work: Work) -> None:
    async with await psycopg.AsyncConnection.connect(dsn(url), autocommit=True, connect_timeout=10) as line:
        found = await (await line.execute("SELECT pg_try_advisory_lock(%s)", (crc32(name.encode()),))).fetchone()
        if found is None or not found[0]:
            return
        log.info("leading", of=name)
        await _while_held(line, work)


async def _while_held(line: "psycopg.AsyncConnection[tuple[object, ...]]", work: Work) -> None:
    """The work ends with the line: a lock whose holder cannot be seen may be somebody else's by now."""
    async with asyncio.TaskGroup() as tasks:
        working = tasks.create_task(_run(work))
        while not working.done() and await _holds(line):
            await asyncio.wait({working}, timeout=WATCH)
        working.cancel()


async def _holds(line: "psycopg.AsyncConnection[tuple[object, ...]]") -> bool:
    try:
        await line.execute("SELECT 1")
    except (psycopg.Error, OSError):
        return False
    return True


async def _run(work: Work) -> None:
    await work()


async def hear(url: sa.URL, bells: Bells) -> None:
    """Rings here what other replicas have committed. A bell that is missed costs a tick, nothing more.

    The line also says that this replica serves, after a cut too (see `presence`).
    """
    while True:
        try:
            async with await psycopg.AsyncConnection.connect(dsn(url), autocommit=True, connect_timeout=10) as line:
                await line.execute(SHARE, (SERVING,))
                await line.execute(f"LISTEN {CHANNEL}")
                async for told in line.notifies():
                    bells.told(told.payload)
        except (psycopg.Error, OSError) as error:
            log.warning("other replicas are not heard", error=repr(error)[:200])
        await asyncio.sleep(AGAIN)
