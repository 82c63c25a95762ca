"""X7: many replicas on one PostgreSQL. One of them polls, all of them hear what the others commit."""

import asyncio
from collections.abc import Callable

import pytest
import sqlalchemy as sa

from bots.wiring import replicas
from bots.wiring.replicas import hear, lead
from core.inbox import store as inbox
from core.inbox.store import Entry
from core.storage.bells import INBOX
from tests.core.house import House


class Worker:
    """Counts its terms; works until it is cancelled."""

    def __init__(self) -> None:
        self.begun = 0
        self.working = False

    async def __call__(self) -> None:
        self.begun, self.working = self.begun + 1, True
        try:
            await asyncio.Event().wait()
        finally:
            self.working = False


def _cut_every_line(url: sa.URL) -> None:
    with sa.create_engine(url, isolation_level="AUTOCOMMIT").connect() as conn:
        conn.exec_driver_sql(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity "
            "WHERE datname = current_database() AND pid <> pg_backend_pid()"
        )


async def _until(holds: Callable[[], bool]) -> None:
    async with asyncio.timeout(20):
        while not holds():  # noqa: ASYNC110
            await asyncio.sleep(0.02)


async def test_one_replica_leads_and_another_takes_over_when_its_line_is_cut(
    postgres_url: sa.URL, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(replicas, "AGAIN", 0.05)
    monkeypatch.setattr(replicas, "WATCH", 0.1)
    workers = [Worker() for _ in range(3)]
    leaders: list[asyncio.Task[None]] = []
    async with asyncio.TaskGroup() as tasks:
        leaders += [tasks.create_task(lead(postgres_url, "telegram:42", worker)) for worker in workers]
        for term in range(1, 5):
            await _until(lambda term=term: sum(one.begun for one in workers) >= term)  # type: ignore[misc]
            await asyncio.sleep(0.3)
            assert [one.working for one in workers].count(True) == 1
            _cut_every_line(postgres_url)
        for task in leaders:
            task.cancel()
    assert not any(one.working for one in workers)


async def test_two_tokens_are_two_elections(postgres_url: sa.URL) -> None:
    workers = {"telegram:1": Worker(), "telegram:2": Worker()}
    async with asyncio.TaskGroup() as tasks:
        running = [tasks.create_task(lead(postgres_url, name, one)) for name, one in workers.items()]
        await _until(lambda: all(one.working for one in workers.values()))
        for task in running:
            task.cancel()


async def test_what_one_replica_commits_wakes_another(
    postgres_url: sa.URL, open_house: Callable[[sa.URL], House]
) -> None:
    here, there = open_house(postgres_url), open_house(postgres_url)
    bell, own = there.bells.listen(INBOX), here.bells.listen(INBOX)
    async with asyncio.TaskGroup() as tasks:
        ears = [tasks.create_task(hear(postgres_url, house.bells)) for house in (here, there)]
        await asyncio.sleep(0.5)
        await here.hop.unit(lambda unit: inbox.journal(unit, [Entry("telegram", "1", "c", {})]))
        async with asyncio.timeout(20):
            await bell.wait(5)
        assert bell._rung.is_set() and own._rung.is_set()
        own.clear()
        await asyncio.sleep(0.2)
        assert not own._rung.is_set()
        for task in ears:
            task.cancel()
