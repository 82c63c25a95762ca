"""Telegram update → ticket committed: the product against the same rows written by hand behind the same dispatcher."""

import asyncio
import sqlite3
import statistics
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from bench.floor import Floor
from bench.ground import Soil, laid
from bench.profiling import Profiled
from bench.table import Table
from bench.updates import batches
from core.inbox.store import Claimed
from core.relay.receive import Intake, Receiver
from core.storage.hop import Hop

ROUNDS = 5
TICKETS = 500
TARGET = 2.0


@dataclass(slots=True)
class Counted:
    """The door's own receiver; `done` is set with the last of the expected rows."""

    inner: Receiver
    left: int
    source: str
    done: asyncio.Event = field(default_factory=asyncio.Event)

    def question(self, claimed: Claimed) -> Any:
        return self.inner.question(claimed)

    async def receive(self, claimed: Claimed, answer: Any) -> None:
        await self.inner.receive(claimed, answer)
        self.left -= 1
        if self.left == 0:
            self.done.set()


@dataclass(frozen=True, slots=True)
class Round:
    seconds: float
    commits: int


def run(soil: Soil, *, profile: bool = False) -> Iterator[Table]:
    """A, B, A, B on fresh databases; the first pair only warms up."""
    ours: list[Round] = []
    floor: list[float] = []
    for number in range(ROUNDS + 1):
        path = soil.copy()
        ours.append(asyncio.run(_product(soil, path)))
        below = soil.copy()
        floor.append(asyncio.run(_floor(below, ours[-1].commits)))
        if number == 0:
            _compare(path, below)
    yield _table(ours[1:], floor[1:])
    if profile:
        with Profiled() as profiled:
            asyncio.run(_product(soil, soil.copy()))
        yield from profiled.tables(TICKETS)


async def _product(soil: Soil, path: Path) -> Round:
    queue = batches(TICKETS)
    async with laid(path, soil.profile, list(queue)) as ground:
        counted = Counted(ground.telegram.receiver, TICKETS, ground.telegram.receiver.source)
        intake = Intake(ground.hop, counted, "bench", ground.ask)
        with commits() as made:
            begun = time.perf_counter()
            async with asyncio.TaskGroup() as tasks:
                tasks.create_task(intake.run())
                for _ in queue:
                    await ground.telegram.poll.once(0)
                await counted.done.wait()
                seconds = time.perf_counter() - begun
                intake.stop()
            return Round(seconds, len(made))


async def _floor(path: Path, commits: int) -> float:
    floor, queue = Floor(path), batches(TICKETS)
    claims = round((commits - TICKETS - len(queue)) / len(queue))
    begun = time.perf_counter()
    for batch in queue:
        await floor.feed(batch, claims)
    seconds = time.perf_counter() - begun
    floor.close()
    return seconds


@contextmanager
def commits() -> Iterator[list[float]]:
    """Counts the product's write transactions: one for each unit."""
    made: list[float] = []
    unit = Hop.unit

    async def counted(self: Hop, *work: Any, **how: Any) -> Any:
        made.append(time.perf_counter())
        return await unit(self, *work, **how)

    Hop.unit = counted  # type: ignore[method-assign]
    try:
        yield made
    finally:
        Hop.unit = unit  # type: ignore[method-assign]


def _compare(ours: Path, floor: Path) -> None:
    """The floor is one only if it wrote as many rows in every table."""
    counts = [_counts(path) for path in (ours, floor)]
    if counts[0] != counts[1]:
        raise SystemExit(f"the floor wrote other rows than the product:\n{counts[0]}\n{counts[1]}")


def _counts(path: Path) -> dict[str, int]:
    """Without the full-text index's own pages, which are as many as it likes."""
    db, own = sqlite3.connect(path), ("sqlite", "search_words_")
    names = [row[0] for row in db.execute("SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name")]
    return {
        name: db.execute(f"SELECT count(*) FROM {name}").fetchone()[0] for name in names if not name.startswith(own)
    }


def _table(ours: list[Round], floor: list[float]) -> Table:
    rows = [
        (
            number + 1,
            TICKETS / one.seconds,
            TICKETS / below,
            one.seconds / below,
            one.commits,
        )
        for number, (one, below) in enumerate(zip(ours, floor, strict=True))
    ]
    ratio = statistics.median(one.seconds / below for one, below in zip(ours, floor, strict=True))
    middle = (
        "median",
        TICKETS / statistics.median(one.seconds for one in ours),
        TICKETS / statistics.median(floor),
        ratio,
        round(statistics.median(one.commits for one in ours)),
    )
    head = ("round", "tickets/s", "floor tickets/s", "ratio", "commits")
    remark = f"target: ratio ≤ {TARGET}; {'met' if ratio <= TARGET else 'missed'}"
    return Table(f"intake: {TICKETS} texts of strangers → {TICKETS} tickets", head, [*rows, middle], remark)
