"""Fixtures for the tests of the Telegram stand-in: one shared process, and an independent client."""

from collections.abc import AsyncIterator

import pytest_asyncio
import telegram

from tests.standins.telegram import TelegramStandIn


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def desk() -> AsyncIterator[TelegramStandIn]:
    """A stand-in without limits, shared by all the tests: each test brings its own people."""
    async with TelegramStandIn(limits=False) as standin:
        yield standin


@pytest_asyncio.fixture(loop_scope="session")
async def ptb(desk: TelegramStandIn) -> AsyncIterator[telegram.Bot]:
    bot = telegram.Bot(desk.token, base_url=f"{desk.url}/bot", base_file_url=f"{desk.url}/file/bot")
    async with bot:
        yield bot
