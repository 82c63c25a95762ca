"""One stand-in per module, a fresh desk and a fresh channel per test."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest_asyncio

from tests.bots.slack.office import Office, office
from tests.standins.slack import SlackStandIn


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def slack() -> AsyncIterator[SlackStandIn]:
    async with SlackStandIn(limits=False) as running:
        yield running


@pytest_asyncio.fixture(loop_scope="module")
async def desk(slack: SlackStandIn, tmp_path: Path) -> AsyncIterator[Office]:
    async with office(slack, tmp_path) as running:
        yield running
