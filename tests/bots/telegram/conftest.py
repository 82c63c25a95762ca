"""One stand-in process for the package, a fresh desk for each test; both must end without a violation or a ban."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
import sqlalchemy as sa

from core.profile.schema import Profile
from tests.bots.telegram.desk import TelegramDesk, opened
from tests.standins.telegram import TelegramStandIn


@pytest.fixture
async def tg() -> AsyncIterator[TelegramStandIn]:
    async with TelegramStandIn() as standin:
        yield standin
        assert await standin.violations() == []
        assert await standin.bans() == []


@pytest.fixture
async def desk(
    sqlite_url: sa.URL, profile: Profile, tg: TelegramStandIn, tmp_path: Path
) -> AsyncIterator[TelegramDesk]:
    async with opened(sqlite_url, profile, tg, tmp_path / "files") as found:
        yield found
