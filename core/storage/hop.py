"""The one hop between the asynchronous edges and the synchronous core."""

import asyncio
import time
from collections.abc import Callable
from concurrent.futures import Future
from typing import Any, TypeVar

import sqlalchemy as sa

from core.clock import Clock
from core.errors import Busy
from core.storage.bells import CHANNEL, Bells
from core.storage.engine import reader, writer
from core.storage.lane import Lane
from core.storage.prepared import Prepared
from core.storage.unit import Unit

T = TypeVar("T")
_tell = Prepared(sa.select(sa.func.pg_notify(sa.bindparam("channel"), sa.bindparam("word"))))

PEOPLE, HOUSEKEEPING = 0, 10
TRIES = 4


class Hop:
    """Carries whole units to database threads: one writer on SQLite, up to four on PostgreSQL; readers beside.

    A unit that has begun always finishes: a cancelled caller leaves after the commit, and a unit that still waits is
    withdrawn, so nobody has to guess whether something was committed.
    """

    def __init__(self, url: sa.URL, clock: Clock, bells: Bells) -> None:
        sqlite = url.get_backend_name() == "sqlite"
        self.url = url
        self.clock = clock
        self.bells = bells
        self._writers = Lane(writer(url), "writer", 1 if sqlite else 4)
        self._readers = Lane(reader(url), "reader", 1 if sqlite else 4)

    async def unit(self, work: Callable[[Unit], T], *, urgent: bool = True) -> T:
        """Runs `work` in one transaction and rings its bells after the commit.

        A unit that loses a race (deadlock, unique key, locked file) is undone and run again, so `work` must be
        replayable. Raises Busy when the database stays locked.
        """
        unit, result = await _carried(self._writers.submit(self._transaction(work), PEOPLE if urgent else HOUSEKEEPING))
        self.bells.ring(unit.bells)
        return result  # type: ignore[no-any-return]

    async def read(self, query: Callable[[sa.Connection], T]) -> T:
        """Runs a query on a reader thread; it sees what its engine's `reader` shows."""

        def job(conn: sa.Connection) -> T:
            with conn.begin():
                return query(conn)

        return await _carried(self._readers.submit(job, PEOPLE))  # type: ignore[no-any-return]

    def depth(self) -> int:
        """How many units wait for a writer."""
        return self._writers.depth()

    def close(self) -> None:
        self._writers.close()
        self._readers.close()

    def _transaction(self, work: Callable[[Unit], T]) -> Callable[[sa.Connection], tuple[Unit, T]]:
        def attempt(conn: sa.Connection) -> tuple[Unit, T]:
            unit = Unit(conn, self.clock.now())
            with conn.begin():
                result = work(unit)
                if unit.bells and unit.on_postgres:
                    _tell.first(conn, {"channel": CHANNEL, "word": self.bells.word(unit.bells)})
                return unit, result

        def job(conn: sa.Connection) -> tuple[Unit, T]:
            for left in reversed(range(TRIES)):
                try:
                    return attempt(conn)
                except (sa.exc.OperationalError, sa.exc.IntegrityError) as error:
                    if conn.invalidated or not left:
                        raise _named(error) from error
                    time.sleep(0.02 * (TRIES - left))
            raise AssertionError

        return job


def _named(error: sa.exc.DBAPIError) -> Exception:
    return Busy("the database is locked") if "locked" in str(error.orig) else error


async def _carried(future: "Future[Any]") -> Any:
    waiter = asyncio.wrap_future(future)
    try:
        return await asyncio.shield(waiter)
    except asyncio.CancelledError:
        if future.cancel():
            raise
        await _finished(waiter)
        raise


async def _finished(waiter: "asyncio.Future[Any]") -> None:
    while not waiter.done():
        try:
            await asyncio.wait({waiter})
        except asyncio.CancelledError:
            continue
    waiter.cancelled() or waiter.exception()
