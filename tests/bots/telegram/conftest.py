"""One stand-in process for the whole package, a fresh desk for each test; no violation, no ban, nothing left over."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
import pytest_asyncio
import sqlalchemy as sa

from core.profile.schema import Profile
from tests.bots.telegram.desk import Opener, TelegramDesk
from tests.standins.telegram import Customer, TelegramStandIn
from tests.standins.telegram_bench import drained


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def shared() -> AsyncIterator[TelegramStandIn]:
    async with TelegramStandIn(limits=False) as standin:
        yield standin


@pytest_asyncio.fixture(loop_scope="session")
async def tg(shared: TelegramStandIn) -> AsyncIterator[TelegramStandIn]:
    await drained(shared)
    yield shared
    await shared.clear_faults()
    await shared.limits(False)
    await shared.topics(False)
    assert await shared.violations() == []
    assert await shared.bans() == []


@pytest_asyncio.fixture(loop_scope="session")
async def own() -> AsyncIterator[TelegramStandIn]:
    """A process of this test alone, for what must not touch the others: outages, redeliveries, jumping ids."""
    async with TelegramStandIn(limits=False) as standin:
        yield standin
        assert await standin.violations() == []
        assert await standin.bans() == []


@pytest.fixture
def opener(sqlite_url: sa.URL, profile: Profile, tmp_path: Path) -> Opener:
    """Opens the desk, any number of times one after the other, on the same database file."""
    return Opener(sqlite_url, profile, tmp_path / "files")


@pytest_asyncio.fixture(loop_scope="session")
async def desk(opener: Opener, tg: TelegramStandIn) -> AsyncIterator[TelegramDesk]:
    async with opener(tg) as found:
        yield found


@pytest_asyncio.fixture(loop_scope="session")
async def ivan(tg: TelegramStandIn) -> Customer:
    return await tg.user(first_name="Иван", last_name="Петров", language_code="ru")


@pytest_asyncio.fixture(loop_scope="session")
async def mary(tg: TelegramStandIn) -> Customer:
    return await tg.user(first_name="Mary", language_code="en")
