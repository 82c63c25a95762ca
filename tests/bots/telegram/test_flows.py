"""Every flow as a customer goes through it, pressed and typed, in both languages."""

import asyncio
import json
import re
from collections.abc import Callable
from dataclasses import dataclass

import pytest
import pytest_asyncio
import telegram
import telegram.constants

from bots.telegram.draw import DRAWN
from bots.wording import LOCALES, Words
from core.api.shapes import REQUESTER_VERBS
from core.kinds import Door, TicketId, Visitor
from core.profile.schema import Profile
from core.tickets.commands import AddComment, OpenTicket
from tests.bots.telegram.desk import TelegramDesk, buttons, texts, until
from tests.standins.telegram import Customer, TelegramStandIn

pytestmark = pytest.mark.asyncio(loop_scope="session")


@dataclass(frozen=True)
class Visit:
    """A customer with the words of their language, so that one story is told in both."""

    who: Customer
    desk: TelegramDesk
    word: Callable[..., str]
    name: str

    async def press(self, id: str) -> None:
        await self.who.press(text=self.word(id))
        await self.desk.quiet()

    async def say(self, text: str) -> None:
        await self.who.say(text)
        await self.desk.quiet()

    async def last(self) -> str:
        return (await texts(self.who))[-1]


@pytest_asyncio.fixture(params=["ru", "en"], loop_scope="session")
async def visit(
    request: pytest.FixtureRequest, tg: TelegramStandIn, desk: TelegramDesk, profile: Profile
) -> Visit:  # fmt: skip
    words = Words(profile)
    who = await tg.user(first_name="Ян", language_code=request.param)
    return Visit(who, desk, lambda id, **values: words(request.param, id, **values), words.desk(request.param))


async def test_new_by_buttons_and_typed(visit: Visit) -> None:
    word = visit.word
    await visit.say("/start")
    assert await visit.last() == word("tg-welcome", desk=visit.name)
    await visit.press("tg-new")
    assert await visit.last() == word("tg-type-ask")
    await visit.who.press(data="g1:type:0:request")
    await visit.desk.quiet()
    assert await visit.last() == word("tg-subject-ask")
    await visit.say("Первый")
    assert await visit.last() == word("tg-body-ask")
    await visit.press("tg-skip")
    assert word("tg-receipt", number="HD-1") in await visit.last()
    for text in ("/new", "Второй", "подробности"):
        await visit.say(text)
    assert word("tg-receipt", number="HD-2") in await visit.last()
    for steps in (["/new"], ["/new", "g1:type:0:question"], ["/new", "Третий"]):
        for step in steps:
            await (visit.who.press(data=step) if step.startswith("g1") else visit.who.say(step))
            await visit.desk.quiet()
        await visit.press("tg-stop")
        assert await visit.last() == word("tg-stopped")
    query = "SELECT t.subject, t.type, m.body FROM tickets t JOIN messages m ON m.ticket_id = t.id"
    assert await visit.desk.rows(query) == [("Первый", "request", ""), ("Второй", "question", "подробности")]


async def test_the_list_has_pages_and_a_ticket_its_older_words(visit: Visit) -> None:
    word, desk = visit.word, visit.desk
    await visit.say("/tickets")
    assert await visit.last() == word("tg-list-empty")
    for n in range(8):
        command = OpenTicket(f"Вопрос {n}: {'очень ' * 30}длинный", "")
        await desk.desk(command, Visitor(Door.TELEGRAM, str(visit.who.id)), f"open:{n}")
    await desk.quiet()
    await visit.say("/tickets")
    shown = await buttons(visit.who)
    assert len(shown) == 11 and shown[6] == word("tg-older") and shown[-1] == word("tg-home")
    assert all(label.startswith("🟢 HD-") and ("Новая" in label or "New" in label) for label in shown[:6])
    await visit.press("tg-older")
    page = [m for m in await visit.who.chat() if m["edited"]][-1]
    assert word("tg-newest") in [b["text"] for row in page["buttons"] for b in row]
    for n in range(8):
        await desk.agent(AddComment(TicketId(1), f"слово-{n}"))
    await desk.quiet()
    await visit.who.press(data="g1:ticket:1:")
    await desk.quiet()
    assert "слово-7" in await visit.last() and "слово-1" not in await visit.last()
    await visit.press("tg-older")
    older = [m for m in await visit.who.chat() if m["edited"]][-1]["text"]
    assert "слово-1" in older and "слово-7" not in older
    await visit.press("tg-back-to-list")
    assert word("tg-list") in [m["text"] for m in await visit.who.chat() if m["edited"]][-1]


async def test_resolve_return_rate_and_cancel_each_pressed_twice(visit: Visit) -> None:
    word, desk, who = visit.word, visit.desk, visit.who
    await visit.say("Один")
    receipt = (await who.sees("HD-1"))["message_id"]
    for verb, status in (("resolve", "resolved"), ("return", "in_progress"), ("resolve", "resolved")):
        for _ in range(2):
            await who.press_stale(receipt, f"v1:{verb}:1:")
        await desk.quiet()
        assert await desk.one("SELECT status FROM tickets") == status
    for grade in ("5", "5", "2"):
        await who.press_stale(receipt, f"v1:rate:1:{grade}")
    await desk.quiet()
    said = [text.partition("\n")[0] for text in await texts(who)][1:]
    done = [word(f"tg-done-{verb}", number="HD-1") for verb in ("resolve", "return", "resolve")]
    assert said[:3] == done and len(said) == 5
    assert await desk.one("SELECT grade FROM tickets") == "2"
    assert word("tg-open") in [b["text"] for row in (await who.chat())[1]["buttons"] for b in row]
    await who.press_stale(receipt, "v1:return:1:")
    await desk.quiet()
    for data in ("v1:cancel:1:", "v1:cancel:1:", "g1:keep:1:", "v1:cancel:1:"):
        await who.press_stale(receipt, data)
    await desk.quiet()
    assert await desk.one("SELECT status FROM tickets") == "in_progress"
    assert word("tg-cancel-sure", number="HD-1") in [toast["text"] for toast in await who.toasts()]
    for _ in range(2):
        await who.press_stale(receipt, "v1:cancel:1:yes")
    await desk.quiet()
    assert await desk.one("SELECT status FROM tickets") == "canceled"
    assert (await texts(who))[-1] == word("tg-done-cancel", number="HD-1")
    assert [b["text"] for row in (await who.chat())[1]["buttons"] for b in row] == [word("tg-open")]


async def test_a_double_tap_on_any_button_shows_one_screen(visit: Visit) -> None:
    await visit.say("/start")
    place = (await visit.who.sees())["message_id"]
    for data in ("g1:new:0:", "g1:type:0:question", "g1:stop:0:", "g1:answer:1:", "g1:drop:0:", "g1:language:0:en"):
        before = len(await texts(visit.who))
        await visit.who.press_stale(place, data)
        await visit.who.press_stale(place, data)
        await visit.desk.quiet()
        assert len(await texts(visit.who)) - before <= 1, data
    assert len(await visit.who.toasts()) == 12


async def test_the_language_changes_in_the_middle_of_a_dialogue(
    tg: TelegramStandIn, desk: TelegramDesk, ivan: Customer
) -> None:
    for text in ("/new", "Принтер", "/language"):
        await ivan.say(text)
    await desk.quiet()
    await ivan.press(text="English")
    await ivan.sees("OK, we'll write in English.")
    await ivan.say("On fire")
    await ivan.sees("Ticket HD-1 is registered")
    await ivan.say("/language")
    await ivan.sees("Which language")
    await ivan.press(text="Русский")
    await ivan.sees("Хорошо, пишем по-русски.")
    assert await desk.said() == ["On fire"]


async def test_what_goes_out_keeps_to_the_limits_of_an_independent_library(
    tg: TelegramStandIn, desk: TelegramDesk, ivan: Customer
) -> None:
    for text in ("/start", "/help", "/tickets", "/language", "/new"):
        await ivan.say(text)
    await desk.quiet()
    sent = [call["params"] for call in await tg.log() if call["method"] in ("sendMessage", "editMessageText")]
    limits = telegram.constants.InlineKeyboardButtonLimit
    assert sent
    for params in sent:
        assert 0 < len(params["text"].encode("utf-16-le")) // 2 <= telegram.constants.MessageLimit.MAX_TEXT_LENGTH
        markup = json.loads(params.get("reply_markup") or "{}")
        for button in [button for row in markup.get("inline_keyboard", ()) for button in row]:
            carried = button.get("callback_data") or button["copy_text"]["text"]
            assert limits.MIN_CALLBACK_DATA <= len(carried.encode()) <= limits.MAX_CALLBACK_DATA
            assert telegram.InlineKeyboardButton.de_json(button, None).text


async def test_a_poll_that_fails_twice_is_tried_again(tg: TelegramStandIn, desk: TelegramDesk, ivan: Customer) -> None:
    await tg.fault("getUpdates", "500", times=2)
    await ivan.say("Раз")

    async def there() -> bool:
        return await desk.said() == ["Раз"]

    async with asyncio.timeout(10):
        await until(there)


async def test_every_verb_that_the_core_may_offer_is_drawn_and_every_text_stands_in_both_languages() -> None:
    assert DRAWN == set(REQUESTER_VERBS)
    for name in ("telegram.ftl", "files.ftl"):
        known = [(LOCALES / language / name).read_text() for language in ("ru", "en")]
        ids = [re.findall(r"^[a-z-]+(?= =)", text, re.M) for text in known]
        assert len(set(ids[0])) == len(ids[0]) and set(ids[0]) == set(ids[1])
