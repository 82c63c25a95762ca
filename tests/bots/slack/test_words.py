"""Answers, notes, threads and files."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
import pytest_asyncio

from core.kinds import Door, Visitor
from core.outbox.endings import Gone, RetryLater
from core.relay.channel import Delivery
from core.tickets.commands import AddComment, Attachment
from core.tickets.model import FileState
from tests.bots.slack.office import IVAN, Office, office
from tests.standins.slack import SlackStandIn, Upload

pytestmark = pytest.mark.asyncio(loop_scope="module")

HOSTILE = "<!channel> <@U0SANDBOX> <http://evil.example|bank> *bold* _it_ `x` &lt;!here&gt; @channel :boom:"


@pytest_asyncio.fixture(loop_scope="module")
async def public(slack: SlackStandIn, tmp_path: Path) -> AsyncIterator[Office]:
    async with office(slack, tmp_path, thread="public") as running:
        yield running


async def test_a_reply_reaches_the_customer_with_its_file_and_the_thread_shows_its_way(desk: Office) -> None:
    ticket = await desk.open("Не печатает", "Совсем не печатает")
    card = await desk.card(ticket)
    pressed = await desk.anna.press(desk.channel, card["ts"], text="Ответить клиенту")
    assert pressed["status"] == "acked" and pressed["ms"] < 2000
    view = (await desk.until(desk.anna.views))[0]
    assert "Совсем не печатает" in view["plain"] and f"HD-{ticket}" in view["plain"]
    picture = Upload("схема.png", b"PNG-bytes", "image/png")
    sent = await desk.anna.submit({"body": "Включите принтер"}, files={"files": [picture]})
    assert sent["result"] == "closed"
    post = await desk.said(ticket, "Включите принтер")
    assert "Анна · ответ клиенту" in post["plain"]
    await desk.said(ticket, "✓ Доставлено (Telegram)")
    message = await desk.spoken(ticket, "Включите принтер")
    assert not message.internal and [file.name for file in message.files] == ["схема.png"]

    async def with_file() -> Delivery | None:
        return next((one for one in desk.pocket.got if one.file), None)

    got = await desk.until(with_file)
    assert got.file.path.read_bytes() == b"PNG-bytes"
    shared = await desk.until(lambda: _file_post(desk, ticket, "схема.png"))
    assert await desk.slack.file(shared["files"][0]["id"]) == b"PNG-bytes"


async def _file_post(desk: Office, ticket: int, name: str) -> dict[str, object] | None:
    posts = await desk.thread(ticket)  # type: ignore[arg-type]
    return next((post for post in posts if any(file["name"] == name for file in post["files"])), None)


async def test_an_empty_reply_is_refused_under_its_field_and_can_be_mended(desk: Office) -> None:
    ticket = await desk.open()
    card = await desk.card(ticket)
    await desk.anna.press(desk.channel, card["ts"], action_id="v1:reply")
    await desk.until(desk.anna.views)
    refused = await desk.anna.submit()
    assert refused["result"] == "errors" and "Пустое сообщение" in refused["errors"]["body"]
    assert (await desk.anna.submit({"body": "Готово"}))["result"] == "closed"
    await desk.said(ticket, "Готово")


async def test_a_file_beyond_the_limit_is_refused_in_the_modal(desk: Office) -> None:
    ticket = await desk.open()
    card = await desk.card(ticket)
    await desk.anna.press(desk.channel, card["ts"], action_id="v1:note")
    await desk.until(desk.anna.views)
    refused = await desk.anna.submit({}, files={"files": [Upload("видео.mp4", bytes(21 * 2**20))]})
    assert "больше 20 МБ" in refused["errors"]["files"]
    await desk.anna.close_view()


async def test_a_note_stays_inside_and_says_so(desk: Office) -> None:
    ticket = await desk.open()
    card = await desk.card(ticket)
    await desk.anna.press(desk.channel, card["ts"], text="Заметка")
    await desk.until(desk.anna.views)
    await desk.anna.submit({"body": "Клиент сердит"})
    post = await desk.said(ticket, "Клиент сердит")
    assert "внутренняя заметка, клиент её не видит" in post["plain"]
    await desk.anna.press(desk.channel, card["ts"], text="Решена")
    await desk.said(ticket, "→ Решена")
    assert (await desk.spoken(ticket, "Клиент сердит")).internal
    assert not any("сердит" in str(one.content) for one in desk.pocket.got)


async def test_a_word_in_the_thread_is_a_note_in_plain_words_with_its_files(desk: Office) -> None:
    ticket = await desk.open()
    card = await desk.card(ticket)
    text = f"<@{desk.boris}> глянь https://example.org/a?b=1&c=2 если 1 < 2 & <!here>"
    await desk.anna.say(desk.channel, text, thread=card["ts"], files=[Upload("лог.txt", b"log", "text/plain")])
    message = await desk.spoken(ticket, "глянь")
    assert message.internal
    assert message.body == "@Борис глянь https://example.org/a?b=1&c=2 если 1 < 2 & @here"

    async def stored() -> bool:
        return (await desk.spoken(ticket, "глянь")).files[0].state is FileState.READY

    await desk.until(stored)
    assert len([post for post in await desk.thread(ticket) if "глянь" in post["plain"]]) == 1


async def test_words_outside_a_ticket_s_thread_are_nobody_s_business(desk: Office) -> None:
    ticket = await desk.open()
    top = await desk.anna.say(desk.channel, "Всем привет")
    await desk.boris.say(desk.channel, "И тебе", thread=top["ts"])
    await desk.anna.say(desk.channel, "по делу", thread=(await desk.card(ticket))["ts"])
    await desk.spoken(ticket, "по делу")
    _, messages = await desk.seen_by(desk.anna, ticket)
    assert not any("привет" in one.body or "тебе" in one.body for one in messages)


async def test_a_thread_turned_public_answers_the_customer_and_marks_the_agent_s_own_word(public: Office) -> None:
    ticket = await public.open()
    card = await public.card(ticket)
    said = await public.anna.say(public.channel, "Уже едем", thread=card["ts"])
    message = await public.spoken(ticket, "Уже едем")
    assert not message.internal and message.by_staff

    async def marked() -> bool:
        post = next(one for one in await public.thread(ticket) if one["ts"] == said["ts"])
        return [one["name"] for one in post["reactions"]] == ["white_check_mark"]

    await public.until(marked)
    assert len([post for post in await public.thread(ticket) if "Уже едем" in post["plain"]]) == 1


async def test_an_answer_that_cannot_arrive_says_so_where_it_stands(public: Office) -> None:
    ticket = await public.open()
    card = await public.card(ticket)
    await public.receipt()
    public.pocket.ending = Gone("Forbidden: bot was blocked by the user")
    said = await public.anna.say(public.channel, "Уже едем", thread=card["ts"])

    async def warned() -> bool:
        post = next(one for one in await public.thread(ticket) if one["ts"] == said["ts"])
        return [one["name"] for one in post["reactions"]] == ["warning"]

    await public.until(warned)


async def test_the_thread_shows_an_answer_that_waits_and_one_that_was_blocked(desk: Office) -> None:
    ticket = await desk.open()
    card = await desk.card(ticket)
    await desk.receipt()
    desk.pocket.ending = RetryLater("Telegram cannot be reached", 0.2)
    await desk.anna.press(desk.channel, card["ts"], action_id="v1:reply")
    await desk.until(desk.anna.views)
    await desk.anna.submit({"body": "Перезвоним"})
    await desk.said(ticket, "⏳ Ещё не доставлено (Telegram), пробуем снова: Telegram cannot be reached")
    desk.pocket.ending = Gone("Forbidden: bot was blocked by the user")
    await desk.said(ticket, "✗ Не доставлено (Telegram): клиент заблокировал бота")


async def test_files_of_a_customer_come_into_the_thread_and_a_lost_one_is_named(desk: Office) -> None:
    good = Attachment("фото.jpg", "image/jpeg", {"content": "jpeg"})
    lost = Attachment("видео.mp4", "video/mp4", {"lost": "too-large"})
    ticket = await desk.open("Вот фото", attachments=(good, lost))
    shared = await desk.until(lambda: _file_post(desk, ticket, "фото.jpg"))
    assert await desk.slack.file(shared["files"][0]["id"]) == b"jpeg"
    await desk.said(ticket, "Файл «видео.mp4» не получен: слишком большой")
    assert "фото.jpg, видео.mp4" in (await desk.card(ticket))["plain"]


async def test_nothing_that_a_customer_writes_acts_in_slack(desk: Office) -> None:
    enemy = Visitor(Door.TELEGRAM, "666", f"{HOSTILE} {'Я' * 300}", "ru")
    body = f"{HOSTILE}\n" * 180
    file = Attachment(f"{HOSTILE}.png", "image/png", {"lost": "gone"})
    ticket = await desk.open(HOSTILE, body[:19_900], by=enemy, attachments=(file,))
    await desk.desk(AddComment(ticket, body[:20_000]), enemy)
    card = await desk.card(ticket)
    await desk.said(ticket, "не получен")
    await desk.anna.press(desk.channel, card["ts"], action_id="v1:reply")
    view = (await desk.until(desk.anna.views))[0]
    assert HOSTILE in view["plain"]
    posts = [card, *await desk.thread(ticket)]
    assert [post["active"] for post in posts if post["active"] != {"mentions": [], "links": []}] == []
    assert HOSTILE in card["plain"]
    shown = "".join(post["plain"] for post in posts)
    assert shown.count("evil.example") >= 2 * 180
    await desk.anna.close_view()


async def test_a_word_that_is_too_long_is_refused_to_its_writer_only(desk: Office) -> None:
    ticket = await desk.open()
    card = await desk.card(ticket)
    await desk.anna.say(desk.channel, "ж" * 20_001, thread=card["ts"])
    await desk.anna.whispered("Слишком длинно")
    assert await desk.boris.ephemerals() == []
    assert len((await desk.seen_by(desk.anna, ticket))[1]) == 1


async def test_the_customer_s_answer_appears_in_the_thread_whole(desk: Office) -> None:
    ticket = await desk.open()
    words = " ".join(f"слово{n}" for n in range(2200))[:20_000].strip()
    await desk.desk(AddComment(ticket, words), IVAN)
    await desk.said(ticket, words[-20:])
    posts = [post for post in await desk.thread(ticket) if "слово" in post["plain"]]
    assert len(posts) == 2
    shown = "".join(
        element["text"]
        for post in posts
        for block in post["blocks"] if block["type"] == "rich_text"
        for element in block["elements"][0]["elements"]
    )  # fmt: skip
    assert shown == words
