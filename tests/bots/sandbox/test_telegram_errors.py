"""The refusals of the Bot API, word for word, and the rules behind them."""

from typing import Any

import aiohttp
import pytest
from telegram.constants import InlineKeyboardButtonLimit, InlineKeyboardMarkupLimit, MessageLimit

from tests.standins.telegram import PIXEL, Json, TelegramStandIn
from tests.standins.telegram_bench import call, refused

pytest_plugins = ["tests.standins.telegram_fixtures"]
pytestmark = pytest.mark.asyncio(loop_scope="session")

NOT_MODIFIED = (
    "Bad Request: message is not modified: specified new message content and reply markup are exactly the same as a "
    "current content and reply markup of the message"
)


def keyboard(*rows: list[Json]) -> Json:
    return {"inline_keyboard": list(rows)}


async def sent(desk: TelegramStandIn, chat_id: int, text: str = "x", **more: Any) -> Json:
    status, answer = await call(desk, "sendMessage", chat_id=chat_id, text=text, **more)
    assert status == 200, answer
    return dict(answer["result"])


async def test_a_wrong_token_is_unauthorized(desk: TelegramStandIn) -> None:
    async with aiohttp.ClientSession(desk.url) as session:
        for path in ("/bot42:WRONG/getMe", "/file/bot42:WRONG/photos/file_1.jpg"):
            answer = await session.get(path)
            assert answer.status == 401
            assert await answer.json() == {"ok": False, "error_code": 401, "description": "Unauthorized"}


async def test_an_unknown_method_is_not_found_and_noted(desk: TelegramStandIn) -> None:
    assert await refused(desk, "sendPigeon") == "Not Found"
    assert (await desk.violations())[-1]["reason"] == "unknown method"


async def test_methods_do_not_mind_the_case_nor_the_way_of_asking(desk: TelegramStandIn) -> None:
    anna = await desk.user()
    await anna.say("hello")
    params = {"chat_id": str(anna.id), "text": "hi", "reply_markup": '{"inline_keyboard":[]}'}
    async with aiohttp.ClientSession(desk.url) as session:
        path = f"/bot{desk.token}/SENDMESSAGE"
        multipart = aiohttp.FormData(params, default_to_multipart=True)
        for answer in (
            await session.get(path, params=params),
            await session.post(path, data=params),
            await session.post(path, data=multipart),
            await session.post(path, json=params),
        ):
            assert (await answer.json())["result"]["text"] == "hi"


async def test_missing_and_unknown_parameters_are_violations(desk: TelegramStandIn) -> None:
    anna = await desk.user()
    await anna.say("hello")
    seen = len(await desk.violations())
    assert await refused(desk, "sendMessage", text="x") == "Bad Request: chat_id is empty"
    assert await refused(desk, "sendMessage", chat_id=anna.id) == "Bad Request: message text is empty"
    assert await refused(desk, "sendPhoto", chat_id=anna.id) == "Bad Request: there is no photo in the request"
    await sent(desk, anna.id, dissable_notification=True)
    assert [line["reason"] for line in (await desk.violations())[seen:]] == [
        "chat_id is empty", "message text is empty", "there is no photo in the request",
        "unknown parameter dissable_notification",
    ]  # fmt: skip


async def test_the_chat_exists_once_the_person_has_written(desk: TelegramStandIn) -> None:
    anna = await desk.user()
    assert await refused(desk, "sendMessage", chat_id=anna.id, text="x") == "Bad Request: chat not found"
    assert await refused(desk, "sendMessage", chat_id=1, text="x") == "Bad Request: chat not found"
    await anna.say("/start")
    await sent(desk, anna.id)


async def test_blocked_and_deactivated_people_cannot_be_reached(desk: TelegramStandIn) -> None:
    anna = await desk.user()
    await anna.say("/start")
    message = await sent(desk, anna.id)
    await anna.block()
    for method, more in (("sendMessage", {}), ("editMessageText", {"message_id": message["message_id"]})):
        refusal = await refused(desk, method, chat_id=anna.id, text="y", **more)
        assert refusal == "Forbidden: bot was blocked by the user"
    await anna.unblock()
    await sent(desk, anna.id)
    await anna.deactivate()
    assert await refused(desk, "sendMessage", chat_id=anna.id, text="y") == "Forbidden: user is deactivated"


async def test_lengths_count_in_utf16_units_after_parsing(desk: TelegramStandIn) -> None:
    anna = await desk.user()
    await anna.say("/start")
    most, caption = int(MessageLimit.MAX_TEXT_LENGTH), int(MessageLimit.CAPTION_LENGTH)
    await sent(desk, anna.id, "я" * most)
    await sent(desk, anna.id, "👋" * (most // 2))
    await sent(desk, anna.id, "<b>" + "&lt;" * most + "</b>", parse_mode="HTML")
    too_long = "Bad Request: message is too long"
    assert await refused(desk, "sendMessage", chat_id=anna.id, text="я" * (most + 1)) == too_long
    assert await refused(desk, "sendMessage", chat_id=anna.id, text="👋" * (most // 2) + "!") == too_long
    photo = (await anna.photo(PIXEL))["file_id"]
    status, _ = await call(desk, "sendPhoto", chat_id=anna.id, photo=photo, caption="я" * caption)
    assert status == 200
    refusal = await refused(desk, "sendPhoto", chat_id=anna.id, photo=photo, caption="я" * (caption + 1))
    assert refusal == "Bad Request: message caption is too long"


@pytest.mark.parametrize("text", ["", "  \n ", "<b></b>"])
async def test_an_empty_text_is_refused(desk: TelegramStandIn, text: str) -> None:
    anna = await desk.user()
    await anna.say("/start")
    refusal = await refused(desk, "sendMessage", chat_id=anna.id, text=text, parse_mode="HTML")
    assert refusal == "Bad Request: message text is empty"


@pytest.mark.parametrize(
    ("source", "text", "entities"),
    [
        ("<b>bold <i>both</i></b>", "bold both", [("bold", 0, 9), ("italic", 5, 4)]),
        ("👋 <strong>x</strong>", "👋 x", [("bold", 3, 1)]),
        ("a &lt;b&gt; &amp;&quot;&#1071;&nbsp;", 'a <b> &"Я&nbsp;', []),
        ('<a href="https://e.org?a=1&amp;b=2">go</a>', "go", [("text_link", 0, 2)]),
        ('<a href="">go</a>', "go", []),
        ('<pre><code class="language-python">x = 1</code></pre>', "x = 1", [("pre", 0, 5)]),
        ("<code>a <b>b</b></code>", "a b", [("code", 0, 3)]),
        ("<blockquote expandable>q</blockquote>", "q", [("expandable_blockquote", 0, 1)]),
        ('<span class="tg-spoiler">s</span><tg-spoiler>t</tg-spoiler>', "st", [("spoiler", 0, 1), ("spoiler", 1, 1)]),
        ('<tg-time unix="1800000000" format="wDT">soon</tg-time>', "soon", [("date_time", 0, 4)]),
        ("<u>u</u><s>s</s><del>d</del>", "usd", [("underline", 0, 1), *(("strikethrough", n, 1) for n in (1, 2))]),
        ("  <b> x </b>  ", "x", [("bold", 0, 1)]),
    ],
)  # fmt: skip
async def test_html_becomes_entities(desk: TelegramStandIn, source: str, text: str, entities: list[Any]) -> None:
    anna = await desk.user()
    await anna.say("/start")
    message = await sent(desk, anna.id, source, parse_mode="HTML")
    found = [(entity["type"], entity["offset"], entity["length"]) for entity in message.get("entities", [])]
    assert (message["text"], found) == (text, entities)


@pytest.mark.parametrize(
    ("source", "complaint"),
    [
        ("я <br> x", 'Unsupported start tag "br" at byte offset 3'),
        ("<b>x", 'Can\'t find end tag corresponding to start tag "b"'),
        ("x</b>", "Unexpected end tag at byte offset 1"),
        ("<b>x</i>", 'Unmatched end tag at byte offset 4, expected "</b>", found "</i>"'),
        ("a <b", "Unclosed start tag at byte offset 2"),
        ("1 < 2", 'Unsupported start tag "" at byte offset 2'),
        ("<b>x</b", "Unclosed end tag at byte offset 4"),
        ("<span>x</span>", 'Tag "span" must have class "tg-spoiler" at byte offset 0'),
    ],
)
async def test_broken_html_is_refused(desk: TelegramStandIn, source: str, complaint: str) -> None:
    anna = await desk.user()
    await anna.say("/start")
    refusal = await refused(desk, "sendMessage", chat_id=anna.id, text=source, parse_mode="HTML")
    assert refusal == f"Bad Request: can't parse entities: {complaint}"


async def test_explicit_entities_are_checked(desk: TelegramStandIn) -> None:
    anna = await desk.user()
    await anna.say("/start")
    bold = {"type": "bold", "offset": 0, "length": 2}
    assert (await sent(desk, anna.id, "👋!", entities=[bold]))["entities"] == [bold]
    for wrong in ({"length": 4}, {"length": 1}, {"type": "loud"}, {"type": "text_link"}):
        await refused(desk, "sendMessage", chat_id=anna.id, text="👋!", entities=[bold | wrong])


async def test_edits_of_what_is_not_there_or_the_same_are_refused(desk: TelegramStandIn) -> None:
    anna = await desk.user()
    said = await anna.say("/start")
    board = keyboard([{"text": "A", "callback_data": "a"}])
    number = (await sent(desk, anna.id, "<b>x</b>", parse_mode="HTML", reply_markup=board))["message_id"]
    same = {"chat_id": anna.id, "message_id": number, "text": "<b>x</b>", "parse_mode": "HTML", "reply_markup": board}
    assert await refused(desk, "editMessageText", **same) == NOT_MODIFIED
    assert await refused(desk, "editMessageReplyMarkup", **{k: same[k] for k in ("chat_id", "message_id")} | {
        "reply_markup": board}) == NOT_MODIFIED  # fmt: skip
    assert (await call(desk, "editMessageText", **same | {"text": "x"}))[0] == 200
    missing = "Bad Request: message to edit not found"
    assert await refused(desk, "editMessageText", **same | {"message_id": 999}) == missing
    refusal = await refused(desk, "editMessageText", **same | {"message_id": said["message_id"]})
    assert refusal == "Bad Request: message can't be edited"
    await call(desk, "deleteMessage", chat_id=anna.id, message_id=number)
    assert await refused(desk, "editMessageText", **same) == missing
    refusal = await refused(desk, "deleteMessage", chat_id=anna.id, message_id=number)
    assert refusal == "Bad Request: message to delete not found"


async def test_a_reply_needs_its_message_unless_told_otherwise(desk: TelegramStandIn) -> None:
    anna = await desk.user()
    await anna.say("/start")
    nowhere = {"message_id": 77}
    refusal = await refused(desk, "sendMessage", chat_id=anna.id, text="x", reply_parameters=nowhere)
    assert refusal == "Bad Request: message to be replied not found"
    message = await sent(desk, anna.id, reply_parameters=nowhere | {"allow_sending_without_reply": True})
    assert "reply_to_message" not in message


async def test_a_press_is_answered_once(desk: TelegramStandIn) -> None:
    anna = await desk.user()
    await anna.say("/start")
    await sent(desk, anna.id, reply_markup=keyboard([{"text": "A", "callback_data": "a"}]))
    query = {"callback_query_id": (await anna.press("A"))["callback_id"]}
    stale = "Bad Request: query is too old and response timeout expired or query ID is invalid"
    assert await refused(desk, "answerCallbackQuery", **query | {"text": "я" * 201}) == "Bad Request: MESSAGE_TOO_LONG"
    assert (await call(desk, "answerCallbackQuery", **query))[0] == 200
    assert await refused(desk, "answerCallbackQuery", **query) == stale
    assert await refused(desk, "answerCallbackQuery", callback_query_id="1") == stale


async def test_keyboards_keep_their_limits(desk: TelegramStandIn) -> None:
    anna = await desk.user()
    await anna.say("/start")

    async def tried(*rows: list[Json]) -> str:
        status, answer = await call(desk, "sendMessage", chat_id=anna.id, text="x", reply_markup=keyboard(*rows))
        return "ok" if status == 200 else str(answer["description"]).removeprefix("Bad Request: ")

    def row(count: int, data: str = "d") -> list[Json]:
        return [{"text": "b", "callback_data": data} for _ in range(count)]

    longest = int(InlineKeyboardButtonLimit.MAX_CALLBACK_DATA)
    most = int(InlineKeyboardMarkupLimit.TOTAL_BUTTON_NUMBER)
    widest = int(InlineKeyboardMarkupLimit.BUTTONS_PER_ROW)
    assert await tried(row(1, "d" * longest)) == await tried(row(1, "я" * (longest // 2))) == "ok"
    for data in ("", "d" * (longest + 1), "я" * (longest // 2) + "!"):
        assert await tried(row(1, data)) == "BUTTON_DATA_INVALID"
    assert await tried(row(widest)) == await tried(*[row(5)] * (most // 5)) == "ok"
    assert await tried(row(widest + 1)) == await tried(*[row(5)] * (most // 5), row(1)) == "reply markup is too long"
    assert "Text buttons are unallowed" in await tried([{"text": "b"}])
    assert "exactly one action" in await tried([{"text": "b", "url": "https://e.org", "callback_data": "x"}])
    assert "Wrong HTTP URL" in await tried([{"text": "b", "url": "http://localhost:8080/t/1"}])


async def test_files_keep_their_limits(desk: TelegramStandIn) -> None:
    anna = await desk.user()
    small, big = 20 << 20, (20 << 20) + 1
    allowed = (await anna.document("a.bin", b"x", size=small))["file_id"]
    refused_id = (await anna.document("b.bin", b"x", size=big))["file_id"]
    assert (await call(desk, "getFile", file_id=allowed))[1]["result"]["file_size"] == small
    assert await refused(desk, "getFile", file_id=refused_id) == "Bad Request: file is too big"
    wrong = "Bad Request: wrong file identifier/HTTP URL specified"
    assert await refused(desk, "sendDocument", chat_id=anna.id, document="nonsense") == wrong
    mixed = await refused(desk, "sendPhoto", chat_id=anna.id, photo=allowed)
    assert mixed == "Bad Request: can't use file of type Document as Photo"


async def test_a_method_that_is_not_played_says_so(desk: TelegramStandIn) -> None:
    assert "not played" in await refused(desk, "getUserProfilePhotos", user_id=1)
