"""Webhooks: what is posted, in which order, how often, and what stops it."""

import asyncio
from collections.abc import AsyncIterator

import pytest
import pytest_asyncio
from aiohttp import web
from telegram import Update

from tests.standins.clock import MovedClock
from tests.standins.telegram import Customer, Json, Piece, TelegramStandIn
from tests.standins.telegram_bench import call, drained, refused, strangers
from tests.standins.telegram_receiver import Receiver

pytestmark = pytest.mark.asyncio(loop_scope="session")

ACTIVE = "Conflict: can't use getUpdates method while webhook is active; use deleteWebhook to delete the webhook first"


@pytest_asyncio.fixture(scope="module", loop_scope="session")
async def clock(tmp_path_factory: pytest.TempPathFactory) -> MovedClock:
    return MovedClock(tmp_path_factory.mktemp("telegram") / "offset")


@pytest_asyncio.fixture(scope="module", loop_scope="session")
async def hooked(clock: MovedClock) -> AsyncIterator[TelegramStandIn]:
    async with TelegramStandIn(limits=False, clock=clock.path) as standin:
        yield standin


@pytest_asyncio.fixture(loop_scope="session")
async def tg(hooked: TelegramStandIn) -> AsyncIterator[TelegramStandIn]:
    yield hooked
    await call(hooked, "deleteWebhook", drop_pending_updates=True)
    await call(hooked, "getUpdates", allowed_updates=[])


@pytest_asyncio.fixture(loop_scope="session")
async def anna(tg: TelegramStandIn) -> Customer:
    return await tg.user("Анна", "Петрова", "anna_p")


@pytest_asyncio.fixture(loop_scope="session")
async def door() -> AsyncIterator[Receiver]:
    async with Receiver() as receiver:
        yield receiver


async def set_to(tg: TelegramStandIn, door: Receiver, path: str = "", **more: object) -> None:
    assert await call(tg, "setWebhook", url=door.url + path, **more) == (200, {"ok": True, "result": True})


async def info(tg: TelegramStandIn) -> Json:
    result: Json = (await call(tg, "getWebhookInfo"))[1]["result"]
    return result


async def settled(tg: TelegramStandIn) -> None:
    async with asyncio.timeout(20):
        while (await info(tg))["pending_update_count"]:  # noqa: ASYNC110
            await asyncio.sleep(0.02)


async def failed(tg: TelegramStandIn, update_id: int, times: int) -> None:
    """Waits until an update has failed so often."""
    async with asyncio.timeout(20):
        while True:
            (update,) = [one for one in await tg.updates() if one["update_id"] == update_id]
            if update["failures"] == times:
                return
            await asyncio.sleep(0.02)


async def offers(tg: TelegramStandIn, anna: Customer) -> None:
    await call(tg, "sendMessage", chat_id=anna.id, text="Sure?", reply_markup={
        "inline_keyboard": [[{"text": "Yes", "callback_data": "yes"}]]
    })  # fmt: skip


async def unavailable(update: Json) -> web.Response:
    return web.Response(status=503)


async def accepted(update: Json) -> web.Response:
    """The body of an answer may call a method; nothing comes of it here."""
    return web.json_response({"method": "sendMessage", "chat_id": 1, "text": "x"})


async def test_updates_are_posted_once_with_the_secret(tg: TelegramStandIn, anna: Customer, door: Receiver) -> None:
    await set_to(tg, door, "bot?a=1", secret_token="S3cret_-", max_connections=7, allowed_updates=["message"])
    said = await anna.say("hello")
    (post,) = await door.until(1)
    assert (post.update["update_id"], post.update["message"]["text"]) == (said["update_id"], "hello")
    assert post.headers["X-Telegram-Bot-Api-Secret-Token"] == "S3cret_-"
    assert post.headers["Content-Type"] == "application/json"
    await settled(tg)
    assert await info(tg) == {
        "url": f"{door.url}bot?a=1", "has_custom_certificate": False, "pending_update_count": 0,
        "max_connections": 7, "allowed_updates": ["message"],
    }  # fmt: skip
    assert (await anna.edits(said["message_id"], "hello!"))["update_id"] is None
    assert await door.nothing_more()


async def test_without_a_secret_no_header_names_one(tg: TelegramStandIn, anna: Customer, door: Receiver) -> None:
    await set_to(tg, door)
    await anna.say("hello")
    (post,) = await door.until(1)
    assert "X-Telegram-Bot-Api-Secret-Token" not in post.headers


async def test_ptb_reads_whatever_is_posted(tg: TelegramStandIn, anna: Customer, door: Receiver) -> None:
    await set_to(tg, door)
    first = await anna.say("/start")
    await offers(tg, anna)
    await anna.press("Yes")
    await anna.album([b"\x89PNG" + b"\0" * 30, Piece("video", b"....ftyp", caption="look")])
    await anna.voice()
    await anna.video_note()
    await anna.sticker()
    await anna.edits(first["message_id"])
    await anna.blocks()
    posts = await door.until(9)
    updates = [Update.de_json(post.update) for post in posts]
    assert [name for update in updates for name in strangers(update)] == []
    assert {kind for post in posts for kind in post.update} == {
        "update_id", "message", "callback_query", "edited_message", "my_chat_member"
    }  # fmt: skip


async def test_polling_and_a_webhook_exclude_each_other(tg: TelegramStandIn, anna: Customer, door: Receiver) -> None:
    async with asyncio.TaskGroup() as group:
        poll = group.create_task(refused(tg, "getUpdates", timeout=30))
        await asyncio.sleep(0.1)
        await set_to(tg, door)
        assert await poll == "Conflict: terminated by setWebhook request"
    assert await refused(tg, "getUpdates") == ACTIVE
    await anna.say("posted")
    await door.until(1)
    await settled(tg)
    await call(tg, "deleteWebhook")
    await anna.say("polled")
    _, answer = await call(tg, "getUpdates")
    assert [update["message"]["text"] for update in answer["result"]] == ["polled"]
    assert (await info(tg))["url"] == "" and await door.nothing_more()


async def test_what_waits_is_posted_unless_it_is_dropped(tg: TelegramStandIn, anna: Customer, door: Receiver) -> None:
    await anna.say("old")
    await set_to(tg, door, drop_pending_updates=True)
    assert await door.nothing_more()
    await call(tg, "setWebhook", url="")
    new = await anna.say("new")
    await set_to(tg, door)
    await door.until(1)
    assert door.ids == [new["update_id"]]


async def test_a_refused_update_comes_at_once_and_then_after_2_4_and_8_seconds(
    tg: TelegramStandIn, anna: Customer, door: Receiver, clock: MovedClock
) -> None:
    door.answer = unavailable
    await set_to(tg, door)
    said = await anna.say("hello")
    await failed(tg, said["update_id"], 2)
    for attempt, pause in ((3, 2), (4, 4), (5, 8)):
        clock.on(pause - 1)
        assert await door.nothing_more()
        clock.on(1.1)
        await failed(tg, said["update_id"], attempt)
    assert door.ids == [said["update_id"]] * 5
    told = await info(tg)
    assert (told["pending_update_count"], told["last_error_message"]) == (
        1, "Wrong response from the webhook: 503 Service Unavailable"
    )  # fmt: skip
    assert abs(told["last_error_date"] - (await anna.chat())[0]["date"] - 15) <= 2


async def test_retry_after_is_obeyed(tg: TelegramStandIn, anna: Customer, door: Receiver, clock: MovedClock) -> None:
    async def later(update: Json) -> web.Response:
        return web.Response(status=429, headers={"Retry-After": "30"})

    door.answer = later
    await set_to(tg, door)
    said = await anna.say("hello")
    await failed(tg, said["update_id"], 1)
    clock.on(28)
    assert await door.nothing_more()
    clock.on(3)
    await failed(tg, said["update_id"], 2)


async def test_an_update_that_expires_is_given_up(
    tg: TelegramStandIn, anna: Customer, door: Receiver, clock: MovedClock
) -> None:
    door.answer = unavailable
    await anna.say("/start")
    await offers(tg, anna)
    await drained(tg)
    await set_to(tg, door)
    pressed = await anna.press("Yes")
    await failed(tg, pressed["update_id"], 2)
    clock.on(151)
    await settled(tg)
    assert len(door.posts) == 2 and await door.nothing_more()
    assert [one["expired"] for one in await tg.updates()][-1] is True


async def test_a_failing_message_holds_up_its_chat_and_nobody_else(
    tg: TelegramStandIn, anna: Customer, door: Receiver, clock: MovedClock
) -> None:
    boris = await tg.user("Борис")
    await anna.say("/start")
    await offers(tg, anna)
    await drained(tg)

    async def not_the_first(update: Json) -> web.Response:
        return web.Response(status=500 if update.get("message", {}).get("text") == "first" else 200)

    door.answer = not_the_first
    await set_to(tg, door)
    first = await anna.say("first")
    second = await anna.say("second")
    pressed = await anna.press("Yes")
    his = await boris.say("mine")
    await failed(tg, first["update_id"], 2)
    await door.until(4)
    assert second["update_id"] not in door.ids
    assert {pressed["update_id"], his["update_id"]} < set(door.ids)
    assert await door.nothing_more()
    door.answer = accepted
    clock.on(2.5)
    await settled(tg)
    assert door.ids[-2:] == [first["update_id"], second["update_id"]]


async def test_queues_run_side_by_side_up_to_max_connections(
    tg: TelegramStandIn, anna: Customer, door: Receiver
) -> None:
    people = [await tg.user(f"N{n}") for n in range(5)]
    open_now, most = 0, 0

    async def slow(update: Json) -> web.Response:
        nonlocal open_now, most
        open_now += 1
        most = max(most, open_now)
        await asyncio.sleep(0.1)
        open_now -= 1
        return web.Response()

    door.answer = slow
    await set_to(tg, door, max_connections=3)
    await tg.say_all([(person, text) for text in ("a", "b") for person in people])
    await settled(tg)
    assert (most, len(door.posts)) == (3, 10)
    for person in people:
        mine = [
            post.update["message"]["text"] for post in door.posts if post.update["message"]["chat"]["id"] == person.id
        ]
        assert mine == ["a", "b"]


async def test_the_same_webhook_again_disturbs_nothing_and_another_gets_what_was_in_the_air(
    tg: TelegramStandIn, anna: Customer, door: Receiver
) -> None:
    async def never(update: Json) -> web.Response:
        await asyncio.sleep(30)
        return web.Response()

    door.answer = never
    await set_to(tg, door, "one")
    said = await anna.say("hello")
    await door.until(1)
    await set_to(tg, door, "one")
    assert await door.nothing_more()
    door.answer = accepted
    await set_to(tg, door, "two")
    await settled(tg)
    assert door.ids == [said["update_id"]] * 2


async def test_an_update_can_be_redelivered(tg: TelegramStandIn, anna: Customer, door: Receiver) -> None:
    await set_to(tg, door)
    said = await anna.say("twice")
    await door.until(1)
    await settled(tg)
    assert await tg.redeliver(said["update_id"]) == [said["update_id"]]
    first, second = await door.until(2)
    assert first.update == second.update


async def test_nobody_at_the_door_is_told(tg: TelegramStandIn, anna: Customer, door: Receiver) -> None:
    async def hangs_up(update: Json) -> web.Response:
        raise asyncio.CancelledError

    for url, error in (
        ("http://127.0.0.1:1/", "Connection refused"),
        ("https://desk.invalid/", "Failed to resolve host: Name or service not known"),
        (door.url, "Webhook connection closed"),
    ):
        door.answer = hangs_up
        await call(tg, "setWebhook", url=url)
        said = await anna.say("hello")
        async with asyncio.timeout(10):
            while (found := (await info(tg)).get("last_error_message")) is None:  # noqa: ASYNC110
                await asyncio.sleep(0.02)
        assert found == error
        await call(tg, "deleteWebhook", drop_pending_updates=True)
        assert said["update_id"]


async def test_a_door_that_is_gone_for_23_hours_loses_its_webhook(
    tg: TelegramStandIn, anna: Customer, door: Receiver, clock: MovedClock
) -> None:
    async def gone(update: Json) -> web.Response:
        return web.Response(status=410)

    door.answer = gone
    await set_to(tg, door)
    said = await anna.say("hello")
    await failed(tg, said["update_id"], 2)
    clock.on(23 * 3600 + 5)
    async with asyncio.timeout(20):
        while (await info(tg))["url"]:  # noqa: ASYNC110
            await asyncio.sleep(0.02)
    _, answer = await call(tg, "getUpdates")
    assert [update["update_id"] for update in answer["result"]] == [said["update_id"]]


@pytest.mark.parametrize(
    ("given", "why"),
    [
        ({"url": "http://desk.invalid/"}, "bad webhook: An HTTPS URL must be provided for webhook"),
        ({"url": "https://desk.invalid:8080/"}, "bad webhook: Webhook can be set up only on ports 80, 88, 443 or 8443"),
        ({"url": "ftp://desk.invalid/"}, "invalid webhook URL specified"),
        ({"url": "https://desk.invalid:port/"}, "invalid webhook URL specified"),
        ({"secret_token": "not this!"}, "secret token contains unallowed characters"),
        ({"secret_token": "ü"}, "secret token contains unallowed characters"),
        ({"secret_token": "x" * 257}, "secret token is too long"),
    ],
)
async def test_a_wrong_webhook_is_refused(tg: TelegramStandIn, given: Json, why: str) -> None:
    assert await refused(tg, "setWebhook", **({"url": "https://desk.invalid/"} | given)) == f"Bad Request: {why}"
    assert (await info(tg))["url"] == ""


async def test_a_webhook_may_be_set_once_a_second(door: Receiver) -> None:
    async with TelegramStandIn() as strict:
        await set_to(strict, door)
        assert await refused(strict, "setWebhook", url=door.url) == "Too Many Requests: retry after 1"
        await asyncio.sleep(1)
        await set_to(strict, door)


async def test_the_process_leaves_at_once_though_a_post_is_in_the_air(door: Receiver) -> None:
    async def never(update: Json) -> web.Response:
        await asyncio.sleep(30)
        return web.Response()

    door.answer = never
    standin = TelegramStandIn()
    await standin.start()
    await set_to(standin, door)
    await (await standin.user()).say("hello")
    await door.until(1)
    async with asyncio.timeout(1):
        await standin.stop()
