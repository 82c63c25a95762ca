"""Rate limits, planned faults, and a quick end."""

import asyncio
import os
import signal
import time
from collections.abc import AsyncIterator

import aiohttp
import pytest
import pytest_asyncio
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from tests.standins.slack import SlackStandIn
from tests.standins.slack_socket import BareSocket

pytestmark = pytest.mark.asyncio(loop_scope="module")


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def slack() -> AsyncIterator[SlackStandIn]:
    async with SlackStandIn() as running:
        yield running


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def web(slack: SlackStandIn) -> AsyncIterator[AsyncWebClient]:
    async with aiohttp.ClientSession() as session:
        yield AsyncWebClient(slack.bot_token, base_url=slack.api, session=session, retry_handlers=[])


async def limited(web: AsyncWebClient, method: str, **arguments: object) -> int:
    """The Retry-After of a call that comes too early."""
    with pytest.raises(SlackApiError) as caught:
        await web.api_call(method, params=arguments)
    response = caught.value.response
    assert (response.status_code, response["error"]) == (429, "ratelimited")
    return int(response.headers["Retry-After"])


async def test_a_channel_takes_a_burst_of_four_and_then_one_message_a_second(
    slack: SlackStandIn, web: AsyncWebClient
) -> None:
    busy, quiet = await slack.channel("busy"), await slack.channel("quiet")
    for n in range(4):
        await web.chat_postMessage(channel=busy, text=str(n))
    wait = await limited(web, "chat.postMessage", channel=busy, text="5")
    await web.chat_postMessage(channel=quiet, text="another channel is not concerned")
    await asyncio.sleep(wait)
    await web.chat_postMessage(channel=busy, text="5")
    assert await slack.bans() == []


async def test_calling_on_while_told_to_wait_is_written_down_as_a_ban(slack: SlackStandIn, web: AsyncWebClient) -> None:
    stubborn = await slack.channel("stubborn")
    for n in range(4):
        await web.chat_postMessage(channel=stubborn, text=str(n))
    for _ in range(6):
        assert await limited(web, "chat.postMessage", channel=stubborn, text="now!") == 1
    assert await slack.bans() == []
    await limited(web, "chat.postMessage", channel=stubborn, text="now!")
    assert [one["channel"] for one in await slack.bans()] == [stubborn]


async def test_a_method_has_the_calls_of_its_tier_in_a_minute(slack: SlackStandIn, web: AsyncWebClient) -> None:
    for _ in range(20):
        await web.conversations_list()
    assert await limited(web, "conversations.list") >= 2
    await slack.limits(on=False)
    await web.conversations_list()
    await slack.limits(on=True)
    await web.conversations_list()


async def test_a_fault_comes_as_often_as_it_was_planned(slack: SlackStandIn, web: AsyncWebClient) -> None:
    room = await slack.channel("faulty")
    await slack.fault("chat.postMessage", "error", error="fatal_error", times=2)
    for _ in range(2):
        with pytest.raises(SlackApiError) as caught:
            await web.chat_postMessage(channel=room, text="x")
        assert caught.value.response["error"] == "fatal_error"
    await web.chat_postMessage(channel=room, text="x")
    assert len(await slack.messages(room)) == 1


async def test_server_errors_and_planned_waits(slack: SlackStandIn, web: AsyncWebClient) -> None:
    await slack.fault("auth.test", "429", retry_after=7)
    assert await limited(web, "auth.test") == 7
    await slack.fault("auth.test", "500")
    with pytest.raises(SlackApiError) as caught:
        await web.auth_test()
    assert caught.value.response.status_code == 500
    await slack.fault("auth.test", "slow", seconds=0.3)
    started = time.monotonic()
    await web.auth_test()
    assert time.monotonic() - started >= 0.3
    await slack.fault("*", "error")
    await slack.no_faults()
    await web.auth_test()


@pytest.mark.parametrize(("kind", "posted"), [("drop_before", 0), ("drop_after", 1)])
async def test_a_lost_connection_leaves_the_app_without_an_answer(
    slack: SlackStandIn, web: AsyncWebClient, kind: str, posted: int
) -> None:
    room = await slack.channel(kind)
    await slack.fault("chat.postMessage", kind)
    with pytest.raises(aiohttp.ServerDisconnectedError):
        await web.chat_postMessage(channel=room, text="did it arrive?")
    assert len(await slack.messages(room)) == posted


async def test_it_ends_quickly_when_told_to_though_a_socket_is_open() -> None:
    async with SlackStandIn() as slack, BareSocket(slack):
        process = slack._process
        assert process is not None
        started = time.monotonic()
        os.kill(process.pid, signal.SIGTERM)
        assert await asyncio.wait_for(process.wait(), 20) == 0
        assert time.monotonic() - started < 2
