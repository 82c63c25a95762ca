"""Database threads that take jobs by urgency: people first, housekeeping after."""

import queue
import threading
from collections.abc import Callable
from concurrent.futures import Future
from dataclasses import dataclass, field
from itertools import count
from typing import Any

import sqlalchemy as sa

from core.errors import LeaseLost, Misconfigured, Refusal

FORESEEN = (Refusal, LeaseLost, Misconfigured)
Job = Callable[[sa.Connection], Any]


@dataclass(order=True, slots=True)
class _Waiting:
    rank: int
    turn: int
    job: Job | None = field(compare=False)
    future: "Future[Any]" = field(compare=False)


class Lane:
    """Threads with one lasting connection each. A job owns its transaction; a queued future can still be cancelled.

    There are never more threads than jobs have waited and run at once: a desk with one press at a time is served by
    one connection, whose statements the server knows already.
    """

    def __init__(self, engine: sa.Engine, name: str, threads: int) -> None:
        self._engine = engine
        self._queue: queue.PriorityQueue[_Waiting] = queue.PriorityQueue()
        self._turns = count()
        self._name = name
        self._most = threads
        self._threads: list[threading.Thread] = []
        self._counting = threading.Lock()
        self._unfinished = 0

    def submit(self, job: Job, rank: int) -> "Future[Any]":
        with self._counting:
            self._unfinished += 1
            if len(self._threads) < min(self._unfinished, self._most):
                name = f"{self._name}-{len(self._threads)}"
                self._threads.append(threading.Thread(target=self._work, name=name, daemon=True))
                self._threads[-1].start()
        return self._put(job, rank)

    def _put(self, job: Job | None, rank: int) -> "Future[Any]":
        future: Future[Any] = Future()
        self._queue.put(_Waiting(rank, next(self._turns), job, future))
        return future

    def depth(self) -> int:
        return self._queue.qsize()

    def close(self) -> None:
        """Jobs that wait are still done; then the threads end."""
        for _ in self._threads:
            self._put(None, rank=1_000_000)
        for thread in self._threads:
            thread.join()

    def _work(self) -> None:
        conn: sa.Connection | None = None
        while (waiting := self._queue.get()).job is not None:
            if not waiting.future.set_running_or_notify_cancel():
                self._finished()
                continue
            try:
                conn = conn or self._engine.connect()
                result = waiting.job(conn)
            except BaseException as error:
                conn = self._mended(conn, error)
                self._finished()
                waiting.future.set_exception(_carriable(error))
            else:
                self._finished()
                waiting.future.set_result(result)
        if conn is not None:
            conn.close()

    def _finished(self) -> None:
        """Before anybody is told: whoever then comes with the next job finds this thread free."""
        with self._counting:
            self._unfinished -= 1

    def _mended(self, conn: sa.Connection | None, error: BaseException) -> sa.Connection | None:
        """After anything unforeseen the thread starts afresh: nobody knows what the driver still holds open."""
        if conn is None or (isinstance(error, FORESEEN) and not conn.invalidated and not conn.in_transaction()):
            return conn
        conn.close()
        return None


def _carriable(error: BaseException) -> BaseException:
    """A loop cannot carry StopIteration, and would be ended by an exit: whoever waits would wait for ever."""
    if isinstance(error, Exception) and not isinstance(error, StopIteration):
        return error
    carried = RuntimeError(f"a unit raised {error!r}")
    carried.__cause__ = error
    return carried
