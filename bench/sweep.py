"""The jobs over few and over many waiting timers, of which the same number is due: found and carried out."""

import asyncio
import statistics
import time
from collections.abc import Awaitable, Callable, Iterator, Mapping
from contextlib import closing
from dataclasses import dataclass

import sqlalchemy as sa

from bench.engines import Engine, engines
from bench.ground import Soil
from bench.table import Table
from bench.timers import filled, telephony, waiting
from core.clock import Clock
from core.desk import Desk
from core.jobs import Jobs
from core.kinds import Door
from core.outbox.places import Switchboard
from core.profile.schema import Profile
from core.storage.bells import Bells
from core.storage.hop import Hop

FEW, MANY, DUE = 20_000, 1_000_000, 10_000
GOAL = 1.2
STAFF = (Door.SLACK, "C0DESK")


@dataclass(frozen=True, slots=True)
class Swept:
    """`rounds` are the seconds that each batch of all four jobs took, in the order of the sweep."""

    waiting: int
    rounds: list[float]


class Replica:
    """The jobs of one desk on a database with so many timers."""

    def __init__(self, url: sa.URL, profile: Profile) -> None:
        self.hop = Hop(url, Clock(), Bells())
        self.desk = Desk(self.hop, profile, Switchboard((Door.TELEGRAM,), STAFF))
        jobs = Jobs(self.hop, self.desk, [])
        self._sweeps: tuple[Callable[[], Awaitable[int]], ...] = (
            jobs.steps_due, jobs.silences_due, jobs.resume_due, jobs.choices_due,
        )  # fmt: skip

    async def sweep(self) -> tuple[int, float]:
        """One batch of each kind: how many were found, and the seconds that all of it took."""
        begun = time.perf_counter()
        found = sum([await one() for one in self._sweeps])
        return found, time.perf_counter() - begun

    def close(self) -> None:
        self.hop.close()


def run(soil: Soil, *, profile: bool = False) -> Iterator[Table]:
    rows, remarks = [], []
    for engine in engines(soil):
        few, many = asyncio.run(_measured(engine))
        rows += [_row(engine.name, one) for one in (few, many)]
        remarks.append(_judged(engine.name, few, many))
    head = ("engine", "waiting", "due", "whole s", "ms each", "p50 batch ms")
    goal = f"goal: {MANY:,} waiting ≤ {GOAL} × {FEW:,}"
    yield Table("sweep: what is due is found and carried out", head, rows, "; ".join([goal, *remarks]))


def _row(engine: str, swept: Swept) -> tuple[str, int, int, float, float, float]:
    whole = sum(swept.rounds)
    return engine, swept.waiting, DUE, whole, 1_000 * whole / DUE, 1_000 * statistics.median(swept.rounds)


def _judged(engine: str, few: Swept, many: Swept) -> str:
    """By pairs of batches that ran one after the other: what else the machine does is the same for both."""
    ratio = statistics.median(more / less for less, more in zip(few.rounds, many.rounds, strict=True))
    whole = sum(many.rounds) / sum(few.rounds)
    return f"{engine}: {'met' if ratio <= GOAL else 'missed'}, {ratio:.2f} × (of the sums {whole:.2f} ×)"


async def _measured(engine: Engine) -> tuple[Swept, Swept]:
    desk = telephony()
    with engine.empty() as few, engine.empty() as many:
        with closing(Replica(few, desk)) as small, closing(Replica(many, desk)) as large:
            replicas = {FEW: small, MANY: large}
            for timers, replica in replicas.items():
                await filled(replica.hop, replica.desk, timers, DUE)
            known = {timers: waiting(replica.hop.url) for timers, replica in replicas.items()}
            rounds = await _in_turns(replicas)
            return Swept(known[FEW], rounds[FEW]), Swept(known[MANY], rounds[MANY])


async def _in_turns(replicas: Mapping[int, Replica]) -> dict[int, list[float]]:
    """Until nothing is due any more; who goes first changes with every round."""
    rounds: dict[int, list[float]] = {timers: [] for timers in replicas}
    order = list(replicas)
    while True:
        found = {}
        for timers in order:
            found[timers], seconds = await replicas[timers].sweep()
            if found[timers]:
                rounds[timers].append(seconds)
        assert len(set(found.values())) == 1, "both have the same to do"
        if not any(found.values()):
            return rounds
        order.reverse()
