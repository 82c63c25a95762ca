"""Limits, bans and ordered faults."""

import asyncio
import time
from collections.abc import AsyncIterator

import aiohttp
import pytest
import pytest_asyncio

from tests.standins.telegram import Customer, TelegramStandIn
from tests.standins.telegram_bench import call, drained, refused

pytest_plugins = ["tests.standins.telegram_fixtures"]
pytestmark = pytest.mark.asyncio(loop_scope="session")


@pytest_asyncio.fixture(loop_scope="session")
async def anna(desk: TelegramStandIn) -> AsyncIterator[Customer]:
    person = await desk.user()
    await person.say("/start")
    yield person
    await desk.clear_faults()
    await desk.limits(False)


async def statuses(desk: TelegramStandIn, chat_id: int, times: int) -> list[int]:
    return [(await call(desk, "sendMessage", chat_id=chat_id, text="x"))[0] for _ in range(times)]


async def test_a_burst_to_one_chat_gets_429_and_passes_after_retry_after(desk: TelegramStandIn, anna: Customer) -> None:
    await desk.limits(True)
    assert await statuses(desk, anna.id, 3) == [200, 200, 200]
    status, answer = await call(desk, "sendMessage", chat_id=anna.id, text="x")
    assert (status, answer) == (429, {
        "ok": False, "error_code": 429, "description": "Too Many Requests: retry after 1",
        "parameters": {"retry_after": 1},
    })  # fmt: skip
    assert await refused(desk, "editMessageText", chat_id=anna.id, message_id=2, text="y") == answer["description"]
    assert (await call(desk, "sendChatAction", chat_id=anna.id, action="typing"))[0] == 200
    await asyncio.sleep(1)
    assert await statuses(desk, anna.id, 1) == [200]
    assert await desk.bans() == []


async def test_who_ignores_429_more_than_five_times_is_banned(desk: TelegramStandIn, anna: Customer) -> None:
    await desk.limits(True)
    assert await statuses(desk, anna.id, 9) == [200] * 3 + [429] * 6
    assert [ban for ban in await desk.bans() if ban["chat_id"] == anna.id] == []
    await statuses(desk, anna.id, 2)
    assert [ban["method"] for ban in await desk.bans() if ban["chat_id"] == anna.id] == ["sendMessage"]


async def test_thirty_a_second_is_the_limit_over_all_chats(desk: TelegramStandIn, anna: Customer) -> None:
    people = [await desk.user() for _ in range(20)]
    await desk.say_all([(person, "/start") for person in people])
    await asyncio.sleep(0.5)  # what the tests before have taken of the thirty is back
    await desk.limits(True)
    started = time.monotonic()
    each = await asyncio.gather(*(statuses(desk, person.id, 3) for person in people))
    passed = sum(found.count(200) for found in each)
    assert 30 <= passed <= min(59, 31 + 30 * (time.monotonic() - started))


async def test_without_limits_nothing_is_refused(desk: TelegramStandIn, anna: Customer) -> None:
    assert set(await statuses(desk, anna.id, 40)) == {200}


@pytest.mark.parametrize(
    ("kind", "more", "status", "description"),
    [
        ("500", {}, 500, "Internal Server Error"),
        ("429", {"retry_after": 7}, 429, "Too Many Requests: retry after 7"),
        ("403", {}, 403, "Forbidden: bot was blocked by the user"),
        ("400", {"description": "Bad Request: message thread not found"}, 400, "Bad Request: message thread not found"),
    ],
)
async def test_an_ordered_failure_strikes_as_often_as_ordered(
    desk: TelegramStandIn, anna: Customer, kind: str, more: dict[str, str], status: int, description: str
) -> None:
    boris = await desk.user("Борис")
    await boris.say("/start")
    await desk.fault("sendMessage", kind, times=2, user=anna.id, **more)
    assert await statuses(desk, boris.id, 1) == [200]
    assert await refused(desk, "sendMessage", chat_id=anna.id, text="x") == description
    assert await statuses(desk, anna.id, 2) == [status, 200]


async def test_a_fault_for_any_method_spares_the_poller(desk: TelegramStandIn, anna: Customer) -> None:
    await desk.fault("*", "500")
    assert (await call(desk, "getUpdates"))[0] == 200
    assert (await call(desk, "getMe"))[0] == 500
    await desk.fault("getUpdates", "500")
    assert [(await call(desk, "getUpdates"))[0] for _ in range(2)] == [500, 200]


@pytest.mark.parametrize(("kind", "arrived"), [("drop_before", []), ("drop_after", ["lost?"])])
async def test_a_broken_connection_leaves_the_outcome_open(
    desk: TelegramStandIn, anna: Customer, kind: str, arrived: list[str]
) -> None:
    await desk.fault("sendMessage", kind)
    with pytest.raises(aiohttp.ClientConnectionError):
        await call(desk, "sendMessage", chat_id=anna.id, text="lost?")
    assert [message["text"] for message in await anna.chat() if message["from"] == "bot"] == arrived
    assert (await desk.log("sendMessage"))[-1]["cut"] is True
    assert await statuses(desk, anna.id, 1) == [200]


async def test_updates_of_a_broken_poll_come_again(desk: TelegramStandIn, anna: Customer) -> None:
    await drained(desk)
    await anna.say("once")
    await desk.fault("getUpdates", "drop_after")
    with pytest.raises(aiohttp.ClientConnectionError):
        await call(desk, "getUpdates")
    _, answer = await call(desk, "getUpdates")
    assert [update["message"]["text"] for update in answer["result"]] == ["once"]


async def test_a_slow_call_takes_its_time_and_works(desk: TelegramStandIn, anna: Customer) -> None:
    await desk.fault("sendMessage", "slow", seconds=0.4)
    started = time.monotonic()
    assert await statuses(desk, anna.id, 1) == [200]
    assert time.monotonic() - started >= 0.4
