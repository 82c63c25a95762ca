"""Faults H1: three watchers at once, killed at random, tell each step once."""

import asyncio
import signal
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from random import Random

import pytest
import sqlalchemy as sa

from core.clock import DAY, SECOND
from core.profile.load import load
from core.profile.schema import Profile
from core.sla import silence
from core.sla import store as sla
from tests.core.house import IVAN, House
from tests.nursery import started

ROOT = Path(__file__).parents[3]
TELECOM = ROOT / "profiles" / "telecom.toml"
TICKETS, WATCHERS = 160, 3
ROUNDS, LIFE = 4, 40
"""How often all are killed, and the change in the database at which one is at the latest."""
STEPS = TICKETS * 4
"""Two of the first response, two of the resolution."""
LONGEST = 60.0


@pytest.fixture(scope="module")
def profile() -> Profile:
    return load(TELECOM)


async def _watcher(house: House, *death: int) -> asyncio.subprocess.Process:
    url = house.url.render_as_string(hide_password=False)
    process = await asyncio.create_subprocess_exec(
        *started("-m", "tests.core.sla.watcher", url, str(TELECOM), f"file:{house.hands._path}", *map(str, death)),
        cwd=ROOT, stdout=asyncio.subprocess.PIPE,
    )  # fmt: skip
    assert process.stdout is not None
    assert await asyncio.wait_for(process.stdout.readline(), 60) == b"watching\n"
    return process


async def test_each_step_is_told_once_by_three_watchers_that_are_killed(house: House) -> None:
    dice = Random(7)
    for number in range(TICKETS):
        await house.opened(IVAN, f"Ticket {number}")
    house.hands.forward(30 * DAY / SECOND)
    for _ in range(ROUNDS):
        for victim in await asyncio.gather(*(_watcher(house, dice.randint(1, LIFE)) for _ in range(WATCHERS))):
            assert await asyncio.wait_for(victim.wait(), LONGEST) == -signal.SIGKILL
        assert _left(house), "no kill fell into the work"
    last = await asyncio.gather(*(_watcher(house) for _ in range(WATCHERS)))
    try:
        await asyncio.wait_for(_drained(house), LONGEST)
        await asyncio.sleep(0.3)
    finally:
        for watcher in last:
            watcher.kill()
            await watcher.wait()
    _once(house)


async def _drained(house: House) -> None:
    while _left(house):  # noqa: ASYNC110
        await asyncio.sleep(0.005)


def _left(house: House) -> int:
    return len([row for row in house.rows("target_steps") if row.fired_at is None])


def _once(house: House) -> None:
    kinds = ("SlaWarned", "SlaBreached")
    told = Counter(
        (row.ticket_id, row.payload["metric"], row.payload["cycle"], row.payload["percent"])
        for row in house.rows("events")
        if row.kind in kinds
    )
    rows = {(row.ticket_id, row.metric, row.cycle, row.percent) for row in house.rows("target_steps")}
    assert len(rows) == STEPS
    assert told == Counter(rows)
    assert all(row.fired_at and row.late for row in house.rows("target_steps"))
    assert len(house.outbox(kind="log")) == len(rows), "and its row to the agents in the same transaction"


@pytest.mark.parametrize(("query", "index"), [(sla.due, "ix_target_steps_due"), (silence.due, "ix_silences_due_at")])
async def test_a_sweep_goes_by_the_index_of_what_is_due(
    house: House, query: Callable[[sa.Connection, int, int], object], index: str
) -> None:
    """However much waits: the engine's own plan names the index."""
    seen: list[tuple[str, object]] = []
    with sa.create_engine(house.url, poolclass=sa.NullPool).connect() as conn:

        @sa.event.listens_for(conn, "before_cursor_execute")
        def heard(_: object, __: object, statement: str, given: object, *___: object) -> None:
            seen.append((statement, given))

        if house.on_postgres:
            conn.exec_driver_sql("SET enable_seqscan = off")
        query(conn, house.clock.now(), 100)
        statement, given = seen[-1]
        prefix = "EXPLAIN " if house.on_postgres else "EXPLAIN QUERY PLAN "
        plan = conn.exec_driver_sql(prefix + statement, given)  # type: ignore[arg-type]
        assert index in " ".join(str(row) for row in plan), statement
