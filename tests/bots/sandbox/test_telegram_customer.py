"""The control API: what a customer can do, and what they see."""

import asyncio
import subprocess
import sys
import time
from typing import Any

import pytest

from tests.standins.telegram import PIXEL, ROOT, ControlError, Json, Piece, TelegramStandIn
from tests.standins.telegram_bench import call

pytest_plugins = ["tests.standins.telegram_fixtures"]
pytestmark = pytest.mark.asyncio(loop_scope="session")


async def bot_says(desk: TelegramStandIn, chat_id: int, text: str, *rows: list[Json], **more: Any) -> int:
    markup = {"reply_markup": {"inline_keyboard": list(rows)}} if rows else {}
    status, answer = await call(desk, "sendMessage", chat_id=chat_id, text=text, parse_mode="HTML", **markup, **more)
    assert status == 200, answer
    return int(answer["result"]["message_id"])


def button(text: str, data: str) -> Json:
    return {"text": text, "callback_data": data}


async def test_the_chat_is_shown_as_its_user_sees_it(desk: TelegramStandIn) -> None:
    anna = await desk.user()
    said = await anna.say("hello <world>")
    source = 'A <b>bold <i>and</i></b> <a href="https://e.org/?a=1&amp;b=2">link</a> 👋 <code>x&lt;y</code>'
    number = await bot_says(
        desk, anna.id, source, [button("Yes", "y"), {"text": "Site", "url": "https://e.org"}],
        reply_parameters={"message_id": said["message_id"]},
    )  # fmt: skip
    first, second = await anna.chat()
    assert (first["from"], first["html"], first["message_id"]) == ("user", "hello &lt;world&gt;", said["message_id"])
    assert (second["html"], second["reply_to"], second["edited"]) == (source, said["message_id"], False)
    assert second["buttons"] == [[
        {"text": "Yes", "data": "y", "url": None}, {"text": "Site", "data": None, "url": "https://e.org"}
    ]]  # fmt: skip
    assert [message["message_id"] for message in await anna.chat(after=said["message_id"])] == [number]


async def test_only_a_button_that_is_there_can_be_pressed(desk: TelegramStandIn) -> None:
    anna = await desk.user()
    await anna.say("/start")
    number = await bot_says(desk, anna.id, "Sure?", [button("Yes", "y"), {"text": "Site", "url": "https://e.org"}])
    with pytest.raises(ControlError, match="no such button .* there are \\['Yes', 'Site'\\]"):
        await anna.press("No", message=number)
    with pytest.raises(ControlError, match="sends nothing to the bot: it is a url button"):
        await anna.press("Site")
    await anna.press(data="y")
    await call(desk, "editMessageText", chat_id=anna.id, message_id=number, text="Done")
    with pytest.raises(AssertionError, match="no message has the button 'Yes'"):
        await anna.press("Yes")
    assert (await anna.press_stale(number, "y"))["update_id"]
    update = (await desk.updates())[-1]["update"]["callback_query"]
    assert (update["data"], update["message"]["text"], "reply_markup" in update["message"]) == ("y", "Done", False)


async def test_a_press_goes_to_the_newest_message_with_that_button(desk: TelegramStandIn) -> None:
    anna = await desk.user()
    await anna.say("/start")
    for data in ("old", "new"):
        await bot_says(desk, anna.id, data, [button("Open", data)])
    await bot_says(desk, anna.id, "no buttons")
    await anna.press("Open")
    assert (await desk.updates())[-1]["update"]["callback_query"]["data"] == "new"


async def test_a_button_of_the_reply_keyboard_says_its_text(desk: TelegramStandIn) -> None:
    anna = await desk.user()
    await anna.say("/start")
    board = {"keyboard": [[{"text": "New request"}]], "resize_keyboard": True}
    await call(desk, "sendMessage", chat_id=anna.id, text="Menu", reply_markup=board)
    await anna.press("New request")
    assert (await anna.chat())[-1]["text"] == "New request"


async def test_waiting_ends_with_a_new_or_an_edited_message(desk: TelegramStandIn) -> None:
    anna = await desk.user()
    await anna.say("/start")
    card = await bot_says(desk, anna.id, "Status: new")
    said = await anna.say("any news?")
    async with asyncio.TaskGroup() as group:
        seen = group.create_task(anna.sees("Status", after=said["message_id"]))
        await asyncio.sleep(0.05)
        assert not seen.done()
        await call(desk, "editMessageText", chat_id=anna.id, message_id=card, text="Status: solved")
    assert (seen.result()["message_id"], seen.result()["edited"]) == (card, True)
    async with asyncio.TaskGroup() as group:
        two = group.create_task(anna.sees(count=2))
        await bot_says(desk, anna.id, "second")
    assert two.result()["text"] == "second"


async def test_waiting_in_vain_prints_the_chat(desk: TelegramStandIn) -> None:
    anna = await desk.user("Анна")
    await anna.say("is anybody here?")
    with pytest.raises(AssertionError, match="(?s)Анна does not see 'yes'.*is anybody here"):
        await anna.sees("yes", timeout=0.1)


async def test_an_album_is_several_updates_with_one_group(desk: TelegramStandIn) -> None:
    anna = await desk.user()
    pieces = [Piece("document", b"one", "a.log", caption="both"), Piece("document", b"two", "b.log")]
    sent = await anna.album(pieces)
    assert [each["update_id"] for each in sent] == [sent[0]["update_id"], sent[0]["update_id"] + 1]
    updates = [line["update"]["message"] for line in (await desk.updates())[-2:]]
    assert {update["media_group_id"] for update in updates} == {each["media_group_id"] for each in sent}
    assert [update["document"]["file_name"] for update in updates] == ["a.log", "b.log"]
    assert [update.get("caption") for update in updates] == ["both", None]
    other = await anna.album([PIXEL, PIXEL])
    assert other[0]["media_group_id"] != sent[0]["media_group_id"]


async def test_an_album_keeps_to_what_a_client_allows(desk: TelegramStandIn) -> None:
    anna = await desk.user()
    with pytest.raises(ControlError, match="two to ten"):
        await anna.album([PIXEL])
    with pytest.raises(ControlError, match="two to ten"):
        await anna.album([PIXEL] * 11)
    with pytest.raises(ControlError, match="not go into one album"):
        await anna.album([PIXEL, Piece("document", b"x")])
    with pytest.raises(ControlError, match="a sticker has no caption"):
        await anna.sticker(caption="ha")
    assert await anna.chat() == []


async def test_an_edit_changes_text_or_caption_or_nothing_that_is_seen(desk: TelegramStandIn) -> None:
    anna = await desk.user()
    said = await anna.say("frist /start")
    photo = await anna.photo(caption="a cat")
    place = await anna.location(55.75, 37.61)
    await anna.edits(said["message_id"], "first")
    await anna.edits(photo["message_id"], "a dog")
    await anna.edits(photo["message_id"])
    made = [line["update"]["edited_message"] for line in (await desk.updates())[-3:]]
    assert (made[0]["text"], "entities" in made[0], made[0]["edit_date"] >= made[0]["date"]) == ("first", False, True)
    assert made[1]["caption"] == "a dog"
    assert made[2] | {"edit_date": 0} == made[1] | {"edit_date": 0}
    with pytest.raises(ControlError, match="neither text nor caption"):
        await anna.edits(place["message_id"], "home")
    with pytest.raises(ControlError, match="cannot become empty"):
        await anna.edits(said["message_id"], "")


async def test_blocking_and_unblocking_are_told(desk: TelegramStandIn) -> None:
    anna = await desk.user()
    await anna.say("/start")
    told = [(await anna.blocks())["update_id"], (await anna.unblocks())["update_id"]]
    changes = [line["update"]["my_chat_member"] for line in await desk.updates() if line["update_id"] in told]
    assert [one["new_chat_member"]["status"] for one in changes] == ["kicked", "member"]
    assert {one["from"]["id"] for one in changes} == {anna.id}


async def test_nobody_does_what_a_client_would_not_allow(desk: TelegramStandIn) -> None:
    anna = await desk.user()
    await anna.say("/start")
    theirs = await bot_says(desk, anna.id, "mine")
    with pytest.raises(ControlError, match="only one's own messages"):
        await anna.edit(theirs, "yours")
    with pytest.raises(ControlError, match="no message 99"):
        await anna.say("x", reply_to=99)
    await anna.block()
    with pytest.raises(ControlError, match="unblock first"):
        await anna.say("x")
    with pytest.raises(ControlError, match="no user 5"):
        await desk.control("GET", "/users/5/chat")


async def test_the_log_tells_every_call_with_its_outcome(desk: TelegramStandIn) -> None:
    anna = await desk.user()
    before = len(await desk.log())
    await call(desk, "sendMessage", chat_id=anna.id, text="too early")
    await anna.say("/start")
    await call(desk, "sendMessage", chat_id=anna.id, text="hi")
    failed, sent = await desk.log("sendMessage", after=before)
    assert (failed["n"], failed["status"], failed["error"]) == (before + 1, 400, "Bad Request: chat not found")
    assert (sent["status"], sent["params"]["text"], sent["result"]["text"]) == (200, "hi", "hi")


async def test_files_can_be_looked_at_from_outside(desk: TelegramStandIn) -> None:
    anna = await desk.user()
    sent = await anna.document("a.json", b'{"a": 1}')
    assert (await anna.chat())[0]["file"]["mime"] == "application/json"
    assert await desk.control("GET", f"/files/{sent['file_id']}") == {"a": 1}


async def test_the_process_leaves_at_once_though_a_poll_waits() -> None:
    desk = TelegramStandIn()
    await desk.start()
    async with asyncio.TaskGroup() as group:
        poll = group.create_task(call(desk, "getUpdates", timeout=50))
        await asyncio.sleep(0.1)
        started = time.monotonic()
        await desk.stop()
        assert time.monotonic() - started < 1
        assert await poll == (200, {"ok": True, "result": []})


async def test_the_stand_in_knows_neither_core_nor_a_chat_library() -> None:
    probe = (
        "import sys, bots.sandbox.telegram.__main__; "
        "print([m for m in sys.modules if m.split('.')[0] in ('core', 'aiogram', 'telegram', 'aiohttp', 'sqlalchemy')"
        " or m.startswith('bots.') and not m.startswith('bots.sandbox')])"
    )
    ran = subprocess.run([sys.executable, "-c", probe], cwd=ROOT, capture_output=True, text=True, check=True)  # noqa: ASYNC221
    assert ran.stdout.strip() == "[]"
