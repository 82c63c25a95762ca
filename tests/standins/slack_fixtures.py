"""One Slack stand-in a module, without rate limits, and the SDK's client for it."""

from collections.abc import AsyncIterator

import aiohttp
import pytest_asyncio
from slack_sdk.web.async_client import AsyncWebClient

from tests.standins.slack import Agent, SlackStandIn


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def slack() -> AsyncIterator[SlackStandIn]:
    async with SlackStandIn(limits=False) as running:
        yield running


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def web(slack: SlackStandIn) -> AsyncIterator[AsyncWebClient]:
    async with aiohttp.ClientSession() as session:
        yield AsyncWebClient(slack.bot_token, base_url=slack.api, session=session, retry_handlers=[])


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def anna(slack: SlackStandIn) -> Agent:
    return await slack.agent("Анна", "anna@example.org")


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def triage(slack: SlackStandIn, anna: Agent) -> str:
    return await slack.channel("triage", members=[anna])
