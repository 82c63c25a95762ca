"""Whatever the stand-in says is read by an independent client, and measured against the published description."""

import pytest
import telegram
from telegram import (
    BotCommand,
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    InputMediaDocument,
    MenuButtonCommands,
    ReplyParameters,
    Update,
)
from telegram.constants import ChatAction, MessageEntityType, ParseMode

from tests.standins.telegram import PIXEL, Customer, Piece, TelegramStandIn
from tests.standins.telegram_bench import call, drained, faults_of, strangers

pytest_plugins = ["tests.standins.telegram_fixtures"]
pytestmark = pytest.mark.asyncio(loop_scope="session")


async def everything_a_customer_does(desk: TelegramStandIn, anna: Customer) -> None:
    first = await anna.say("/start abc see https://example.org or write to me@example.org")
    await anna.say("an answer", reply_to=first["message_id"])
    await anna.photo(caption="a picture", media_group_id="77")
    await anna.photo(media_group_id="77")
    await anna.document("журнал.log", b"line\n", caption="the log")
    await anna.voice(b"OggS....")
    await anna.video(b"....ftyp")
    await anna.video_note()
    await anna.audio(performer="P", title="T")
    await anna.animation(caption="look")
    await anna.sticker("😀")
    await anna.contact("+79990000000")
    await anna.location(55.75, 37.61)
    await anna.edits(first["message_id"], "/start edited")
    await anna.edits(first["message_id"])
    await anna.album([PIXEL, Piece("video", b"....ftyp", caption="and this")])
    keyboard = {"inline_keyboard": [[{"text": "Yes", "callback_data": "yes"}]]}
    await call(desk, "sendMessage", chat_id=anna.id, text="Sure?", reply_markup=keyboard)
    await anna.press("Yes")
    await anna.blocks()
    await anna.unblocks()


async def test_every_update_fits_the_published_types(desk: TelegramStandIn) -> None:
    anna = await desk.user("Анна", "Петрова", "anna_p", "ru")
    before = len(await desk.updates())
    await everything_a_customer_does(desk, anna)
    made = (await desk.updates())[before:]
    assert len(made) == 20
    for line in made:
        assert faults_of("Update", line["update"]) == []


async def test_every_update_is_parsed_by_ptb_without_strange_fields(desk: TelegramStandIn, ptb: telegram.Bot) -> None:
    await drained(desk)
    anna = await desk.user("Анна", "Петрова", "anna_p", "ru")
    await everything_a_customer_does(desk, anna)
    updates = await ptb.get_updates(timeout=1)
    assert [name for update in updates for name in strangers(update)] == []
    kinds = [next(iter(set(update.to_dict()) - {"update_id"})) for update in updates]
    assert kinds[:15] == ["message"] * 13 + ["edited_message"] * 2
    assert kinds[15:] == ["message"] * 2 + ["callback_query", "my_chat_member", "my_chat_member"]
    assert updates[0].message and updates[0].message.from_user
    assert (updates[0].message.from_user.username, updates[0].message.chat.type) == ("anna_p", "private")
    assert [entity.type for entity in updates[0].message.entities] == [
        MessageEntityType.BOT_COMMAND, MessageEntityType.URL, MessageEntityType.EMAIL
    ]  # fmt: skip


async def test_the_types_check_finds_what_is_wrong() -> None:
    good = {"message_id": 1, "date": 5, "chat": {"id": 1, "type": "private"}}
    assert faults_of("Message", good) == []
    assert faults_of("Message", good | {"entites": []}) == [".entites: unknown"]
    assert faults_of("Message", {"message_id": "1", "chat": {"id": 1}}) == [
        ".date: missing", ".message_id: '1' is not Integer", ".chat.type: missing"
    ]  # fmt: skip
    assert strangers(Update.de_json({"update_id": 1, "message": good | {"bogus": 1}})) == [".message.bogus"]


async def test_ptb_sends_edits_and_deletes(desk: TelegramStandIn, ptb: telegram.Bot) -> None:
    anna = await desk.user()
    said = await anna.say("hello")
    button = InlineKeyboardButton("Open", callback_data="open", api_kwargs={"style": "primary"})
    link = InlineKeyboardButton("Site", url="https://example.org")
    sent = await ptb.send_message(
        anna.id, "<b>Заявка</b> 👋", ParseMode.HTML, reply_markup=InlineKeyboardMarkup([[button, link]]),
        reply_parameters=ReplyParameters(said["message_id"], quote="ell"), protect_content=True,
    )  # fmt: skip
    assert sent.quote and sent.reply_to_message and sent.reply_to_message.text == "hello"
    edited = await ptb.edit_message_text("now <i>other</i>", anna.id, sent.message_id, parse_mode=ParseMode.HTML)
    bare = await ptb.edit_message_reply_markup(
        anna.id, sent.message_id, reply_markup=InlineKeyboardMarkup.from_button(link)
    )
    assert isinstance(edited, telegram.Message) and isinstance(bare, telegram.Message)
    assert (edited.text_html, edited.reply_markup, bare.text_html) == ("now <i>other</i>", None, "now <i>other</i>")
    assert strangers([sent, edited, bare]) == []
    assert await ptb.set_message_reaction(anna.id, said["message_id"], "👀")
    assert await ptb.send_chat_action(anna.id, ChatAction.TYPING)
    assert await ptb.delete_message(anna.id, sent.message_id)
    first, second = await anna.chat()
    assert (first["reactions"], second["deleted"]) == (["👀"], True)


async def test_ptb_sends_files_and_fetches_them_back(desk: TelegramStandIn, ptb: telegram.Bot) -> None:
    anna = await desk.user()
    await anna.say("files, please")
    photo = await ptb.send_photo(anna.id, PIXEL, caption="<u>one</u>", parse_mode=ParseMode.HTML)
    document = await ptb.send_document(anna.id, b"a,b\n1,2\n", filename="отчёт.csv")
    assert document.document
    again = await ptb.send_document(anna.id, document.document.file_id)
    others = [
        await ptb.send_voice(anna.id, b"OggS", duration=3),
        await ptb.send_video(anna.id, b"ftyp", filename="a.mp4"),
        await ptb.send_audio(anna.id, b"ID3", filename="a.mp3", performer="P", title="T"),
    ]
    album = await ptb.send_media_group(anna.id, [InputMediaDocument(b"1", filename="1.txt"), InputMediaDocument(b"2")])
    assert strangers([photo, document, again, *others, *album]) == []
    assert again.document == document.document
    assert len({message.media_group_id for message in album}) == 1
    file = await ptb.get_file(document.document.file_id)
    assert bytes(await file.download_as_bytearray()) == b"a,b\n1,2\n"
    caption = await ptb.edit_message_caption(anna.id, photo.message_id, caption="two")
    assert isinstance(caption, telegram.Message) and caption.caption == "two"
    shown = (await anna.chat())[2]["file"]
    assert (shown["name"], shown["size"], shown["kind"]) == ("отчёт.csv", 8, "document")


async def test_a_large_photo_has_several_sizes(desk: TelegramStandIn, ptb: telegram.Bot) -> None:
    anna = await desk.user()
    await drained(desk)
    wide = PIXEL[:16] + (1600).to_bytes(4) + (900).to_bytes(4) + PIXEL[24:]
    await anna.photo(wide)
    (update,) = await ptb.get_updates()
    assert update.message
    assert [(size.width, size.height) for size in update.message.photo] == [
        (90, 50), (320, 180), (800, 450), (1280, 720), (1600, 900)
    ]  # fmt: skip
    assert bytes(await (await ptb.get_file(update.message.photo[0])).download_as_bytearray()) == wide


async def test_ptb_answers_a_press(desk: TelegramStandIn, ptb: telegram.Bot) -> None:
    await drained(desk)
    anna = await desk.user()
    await anna.say("hello")
    keyboard = InlineKeyboardMarkup.from_button(InlineKeyboardButton("Resolve", callback_data="t:resolve:1"))
    await ptb.send_message(anna.id, "Your request", reply_markup=keyboard)
    pressed = await anna.press("Resolve")
    query = (await ptb.get_updates())[-1].callback_query
    assert query and (query.id, query.data) == (pressed["callback_id"], "t:resolve:1")
    assert query.message and query.message.chat.id == anna.id
    assert await ptb.answer_callback_query(query.id, "Done", show_alert=True)
    assert await anna.toasts() == [{"callback_id": query.id, "text": "Done", "alert": True}]


async def test_ptb_sets_up_the_bot(desk: TelegramStandIn, ptb: telegram.Bot) -> None:
    me = await ptb.get_me()
    assert (strangers(me), me.id, me.is_bot) == ([], 42, True)
    assert await ptb.set_my_commands([BotCommand("new", "Новая заявка")], language_code="ru")
    assert [c.command for c in await ptb.get_my_commands(language_code="ru")] == ["new"]
    assert await ptb.get_my_commands() == ()
    assert await ptb.set_my_name("Стол заявок", "ru") and (await ptb.get_my_name("ru")).name == "Стол заявок"
    assert await ptb.set_my_description("long") and (await ptb.get_my_description("ru")).description == "long"
    assert await ptb.set_my_short_description("short")
    assert (await ptb.get_my_short_description()).short_description == "short"
    assert await ptb.set_chat_menu_button(menu_button=MenuButtonCommands())
    assert isinstance(await ptb.get_chat_menu_button(), MenuButtonCommands)


async def test_ptb_reads_a_chat_and_the_webhook(desk: TelegramStandIn, ptb: telegram.Bot) -> None:
    anna = await desk.user("Анна", "Петрова")
    await anna.say("hello")
    chat = await ptb.get_chat(anna.id)
    assert (strangers(chat), chat.first_name, chat.last_name) == ([], "Анна", "Петрова")
    assert await ptb.set_webhook("https://desk.invalid/hook", allowed_updates=[])
    info = await ptb.get_webhook_info()
    assert (strangers(info), info.url) == ([], "https://desk.invalid/hook")
    with pytest.raises(telegram.error.Conflict):
        await ptb.get_updates()
    assert await ptb.delete_webhook(drop_pending_updates=True)
    info = await ptb.get_webhook_info()
    assert (info.url, info.pending_update_count) == ("", 0)


async def test_answers_fit_the_published_types(desk: TelegramStandIn) -> None:
    anna = await desk.user()
    await anna.say("hello")
    keyboard = {"inline_keyboard": [[{"text": "Gone", "disabled": {}}, {"text": "Copy", "copy_text": {"text": "1"}}]]}
    for kind, method, params in (
        ("User", "getMe", {}),
        ("ChatFullInfo", "getChat", {"chat_id": anna.id}),
        ("WebhookInfo", "getWebhookInfo", {}),
        ("Message", "sendMessage", {"chat_id": anna.id, "text": "x", "reply_markup": keyboard}),
    ):
        status, answer = await call(desk, method, **params)
        assert (status, faults_of(kind, answer["result"])) == (200, [])


async def test_ptb_never_breaks_the_description(desk: TelegramStandIn, ptb: telegram.Bot) -> None:
    anna = await desk.user()
    await anna.say("hello")
    before = await desk.violations()
    sent = await ptb.send_message(anna.id, "x", disable_notification=True, allow_paid_broadcast=False)
    await ptb.edit_message_text("y", anna.id, sent.message_id)
    await ptb.send_document(anna.id, b"x", filename="x.txt", thumbnail=PIXEL, disable_content_type_detection=True)
    assert await desk.violations() == before
