"""The queue of updates: what confirms, what expires, who may ask, what comes twice."""

import asyncio
import time
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest
import pytest_asyncio

from tests.standins.telegram import Customer, Json, TelegramStandIn
from tests.standins.telegram_bench import call, drained, refused

pytest_plugins = ["tests.standins.telegram_fixtures"]
pytestmark = pytest.mark.asyncio(loop_scope="session")


@pytest_asyncio.fixture(loop_scope="session")
async def anna(desk: TelegramStandIn) -> AsyncIterator[Customer]:
    await drained(desk)
    yield await desk.user()


async def got(desk: TelegramStandIn, **params: Any) -> list[Json]:
    _, answer = await call(desk, "getUpdates", **params)
    return list(answer["result"])


async def texts(desk: TelegramStandIn, **params: Any) -> list[str]:
    return [update["message"]["text"] for update in await got(desk, **params)]


async def test_only_a_later_offset_confirms(desk: TelegramStandIn, anna: Customer) -> None:
    ids = [(await anna.say(text))["update_id"] for text in ("a", "b", "c")]
    assert ids == [ids[0], ids[0] + 1, ids[0] + 2]
    assert await texts(desk) == await texts(desk, offset=ids[0]) == ["a", "b", "c"]
    assert await texts(desk, offset=ids[1]) == ["b", "c"]
    assert await texts(desk) == ["b", "c"]
    assert await texts(desk, limit=1) == ["b"]
    assert await texts(desk, offset=ids[2] + 1) == []
    assert all(line["confirmed"] for line in await desk.updates())


async def test_a_negative_offset_forgets_the_earlier_ones(desk: TelegramStandIn, anna: Customer) -> None:
    for text in "abcd":
        await anna.say(text)
    assert await texts(desk, offset=-2) == ["c", "d"]
    assert await texts(desk) == ["c", "d"]


async def test_a_long_poll_ends_as_soon_as_something_comes(desk: TelegramStandIn, anna: Customer) -> None:
    async with asyncio.TaskGroup() as group:
        poll = group.create_task(texts(desk, timeout=30))
        await asyncio.sleep(0.1)
        started = time.monotonic()
        await anna.say("at last")
        assert await poll == ["at last"]
    assert time.monotonic() - started < 1


async def test_a_long_poll_ends_empty_after_its_timeout(desk: TelegramStandIn, anna: Customer) -> None:
    started = time.monotonic()
    assert await got(desk, timeout=1) == []
    assert 0.9 < time.monotonic() - started < 2


async def test_a_second_poller_makes_the_first_end_with_409(desk: TelegramStandIn, anna: Customer) -> None:
    async with asyncio.TaskGroup() as group:
        first = group.create_task(refused(desk, "getUpdates", timeout=30))
        await asyncio.sleep(0.1)
        second = group.create_task(texts(desk, timeout=30))
        assert await first == (
            "Conflict: terminated by other getUpdates request; make sure that only one bot instance is running"
        )
        await anna.say("for the second")
        assert await second == ["for the second"]


async def test_polling_is_refused_while_a_webhook_is_set(desk: TelegramStandIn, anna: Customer) -> None:
    await call(desk, "setWebhook", url="https://desk.invalid/")
    assert await refused(desk, "getUpdates") == (
        "Conflict: can't use getUpdates method while webhook is active; use deleteWebhook to delete the webhook first"
    )
    assert "HTTPS URL" in await refused(desk, "setWebhook", url="http://example.org/")
    await call(desk, "deleteWebhook")
    assert await got(desk) == []


async def test_allowed_updates_are_remembered(desk: TelegramStandIn, anna: Customer) -> None:
    said = await anna.say("one")
    await got(desk, offset=said["update_id"] + 1, allowed_updates=["message"])
    assert (await anna.edit(said["message_id"], "two"))["update_id"] is None
    assert await got(desk) == []
    await got(desk, allowed_updates=[])
    assert (await anna.edit(said["message_id"], "three"))["update_id"]
    assert [set(update) - {"update_id"} for update in await got(desk)] == [{"edited_message"}]


async def test_a_redelivered_update_comes_again_under_its_id(desk: TelegramStandIn, anna: Customer) -> None:
    ids = [(await anna.say(text))["update_id"] for text in ("a", "b", "c")]
    await got(desk)
    assert await got(desk, offset=ids[2] + 1) == []
    assert await desk.redeliver(ids[2]) == [ids[2]]
    assert [update["update_id"] for update in await got(desk, offset=ids[2] + 1)] == [ids[2]]
    assert await got(desk, offset=ids[2] + 1) == []
    await desk.redeliver(ids[0])
    assert await texts(desk, offset=ids[2] + 1) == ["a"]
    assert await got(desk, offset=ids[0] + 1) == []


async def test_everything_can_be_redelivered(desk: TelegramStandIn, anna: Customer) -> None:
    ids = [(await anna.say(text))["update_id"] for text in ("a", "b")]
    await got(desk)
    await got(desk, offset=ids[1] + 1)
    again = await desk.redeliver()
    assert again[-2:] == ids
    assert [update["update_id"] for update in await got(desk, offset=ids[1] + 1)] == again[:100]


@pytest.mark.parametrize("jump", [5_000, 2_000_000_000])
async def test_ids_may_jump_without_loss(desk: TelegramStandIn, anna: Customer, jump: int) -> None:
    last = (await anna.say("before"))["update_id"]
    assert await texts(desk) == ["before"]
    await desk.next_update_id(jump)
    assert (await anna.say("after"))["update_id"] == jump
    assert await texts(desk, offset=last + 1) == ["after"]
    assert await got(desk, offset=jump + 1) == []


async def test_anything_can_be_injected(desk: TelegramStandIn, anna: Customer) -> None:
    number = await desk.inject({"widget_query": {"id": "1", "from": {"id": None}}})
    assert await got(desk) == [{"update_id": number, "widget_query": {"id": "1", "from": {"id": None}}}]


async def test_presses_expire_after_150_seconds_and_messages_after_a_day(tmp_path: Path) -> None:
    offset = tmp_path / "offset"
    async with TelegramStandIn(limits=False, clock=offset) as desk:
        anna = await desk.user()
        said = await anna.say("hello")
        keyboard = {"inline_keyboard": [[{"text": "Yes", "callback_data": "yes"}]]}
        await call(desk, "sendMessage", chat_id=anna.id, text="Sure?", reply_markup=keyboard)
        pressed = await anna.press("Yes")
        offset.write_text("140")
        assert [update["update_id"] for update in await got(desk)] == [said["update_id"], pressed["update_id"]]
        assert "query is too old" in await refused(
            desk, "answerCallbackQuery", callback_query_id=pressed["callback_id"]
        )
        offset.write_text("151.5")
        assert [update["update_id"] for update in await got(desk)] == [said["update_id"]]
        offset.write_text("86405")
        assert await got(desk) == []
        assert [(u["confirmed"], u["expired"]) for u in await desk.updates()] == [(False, True), (False, True)]
        later = await anna.say("much later")
        assert (await anna.chat())[-1]["date"] - (await anna.chat())[0]["date"] >= 86_000
        assert [update["update_id"] for update in await got(desk)] == [later["update_id"]]
        offset.unlink()
        assert abs((await anna.say("back"))["message_id"] - later["message_id"]) == 1


async def test_asking_for_the_same_offset_at_once_is_slowed_down() -> None:
    async with TelegramStandIn() as desk:
        anna = await desk.user()
        await desk.say_all([(anna, "a"), (anna, "b")])
        assert await texts(desk) == ["a", "b"]
        assert await texts(desk) == ["a"]
        await desk.limits(False)
        assert await texts(desk) == ["a", "b"]


async def test_a_thousand_updates_a_second_go_through(desk: TelegramStandIn, anna: Customer) -> None:
    started = time.monotonic()
    await desk.say_all([(anna, f"line {n}") for n in range(1500)])
    offset, seen = 0, 0
    while batch := await got(desk, offset=offset):
        seen, offset = seen + len(batch), batch[-1]["update_id"] + 1
    assert seen == 1500
    assert time.monotonic() - started < 1.5
