"""Messages that are changed after they were sent, and albums that are sent as one."""

import pytest

from tests.bots.telegram.desk import TelegramDesk, texts, two_tickets
from tests.standins.telegram import PIXEL, Customer, Piece, TelegramStandIn

pytestmark = pytest.mark.asyncio(loop_scope="session")

OLD = "SELECT body FROM message_versions ORDER BY message_id, rev"


async def edits(desk: TelegramDesk, who: Customer, message: int, text: str | None = None) -> None:
    await who.edits(message, text)
    await desk.quiet()


async def test_text_and_caption_that_were_changed_are_changed_in_the_ticket_and_the_chat_stays_quiet(
    tg: TelegramStandIn, desk: TelegramDesk, ivan: Customer
) -> None:
    first = await ivan.say("Не работает вход")
    photo = await ivan.photo(PIXEL, "Вот тут")
    await desk.quiet()
    before = await texts(ivan)
    await edits(desk, ivan, first["message_id"], "Не работает выход")
    await edits(desk, ivan, photo["message_id"], "Вот здесь")
    assert await desk.said() == ["Не работает выход", "Вот здесь"]
    assert await desk.column(OLD) == ["Не работает вход", "Вот тут"]
    assert await texts(ivan) == before


async def test_an_edit_that_nobody_can_see_and_one_of_something_unknown_change_nothing(
    tg: TelegramStandIn, desk: TelegramDesk, ivan: Customer
) -> None:
    await ivan.say("/start")
    first = await ivan.say("Не работает вход")
    await desk.quiet()
    before = await texts(ivan)
    await edits(desk, ivan, first["message_id"])
    await edits(desk, ivan, 1, "/help")
    assert await desk.one("SELECT count(*) FROM message_versions") == 0
    assert await desk.one("SELECT count(*) FROM inbox WHERE state != 'done'") == 0
    assert await texts(ivan) == before


async def test_whoever_walks_on_with_a_shared_place_changes_nothing(
    tg: TelegramStandIn, desk: TelegramDesk, ivan: Customer
) -> None:
    await ivan.say("Приезжайте")
    await desk.quiet()
    await ivan.location(55.75, 37.61)
    await desk.quiet()
    told = (await tg.updates())[-1]["update"]["message"]
    for step in range(1, 4):
        place = told["location"] | {"latitude": 55.75 + step / 100, "live_period": 900}
        await tg.inject({"edited_message": told | {"location": place, "edit_date": told["date"] + step}})
        await desk.quiet()
    bodies = await desk.column("SELECT body FROM messages ORDER BY id")
    assert "55.750000, 37.610000" in str(bodies[-1]) and await desk.one("SELECT count(*) FROM message_versions") == 0


async def test_an_edit_that_leaves_nothing_is_answered(tg: TelegramStandIn, desk: TelegramDesk, ivan: Customer) -> None:
    first = await ivan.say("Не работает вход")
    await desk.quiet()
    await edits(desk, ivan, first["message_id"], "\u2060\u200b")
    assert "Пустое сообщение" in (await texts(ivan))[-1]
    assert await desk.said() == ["Не работает вход"]


async def test_words_that_wait_are_changed_where_they_wait(
    tg: TelegramStandIn, desk: TelegramDesk, ivan: Customer
) -> None:
    await two_tickets(desk, ivan)
    waits = await ivan.say("Куда-то сюда")
    more = await ivan.say("и это")
    await desk.quiet()
    await edits(desk, ivan, waits["message_id"], "Куда-то туда")
    await ivan.press(data="g1:put:1:")
    await desk.quiet()
    assert (await desk.said())[-1] == "Куда-то туда\n\nи это"
    await edits(desk, ivan, more["message_id"], "и то")
    await edits(desk, ivan, waits["message_id"])
    assert (await desk.said())[-1] == "Куда-то туда\n\nи то"
    assert await desk.column(OLD) == ["Куда-то туда\n\nи это"]


async def test_the_parts_of_a_ticket_that_is_being_written_can_be_changed_even_when_it_waits(
    tg: TelegramStandIn, desk: TelegramDesk, ivan: Customer
) -> None:
    await ivan.say("Старое")
    await desk.quiet()
    begun = await ivan.say("/new сломался сканер")
    await ivan.press_stale(2, "g1:answer:1:")
    await desk.quiet()
    await edits(desk, ivan, begun["message_id"], "/new сломался плоттер")
    await ivan.say("Слово к старому")
    title = await ivan.say("Плотер")
    await desk.quiet()
    await edits(desk, ivan, title["message_id"], "Плоттер")
    body = await ivan.say("Мигает")
    await desk.quiet()
    await edits(desk, ivan, title["message_id"], "Плоттер!")
    await edits(desk, ivan, body["message_id"], "Не мигает")
    assert await desk.column("SELECT subject FROM tickets") == ["Старое", "Плоттер"]
    assert await desk.said() == ["Старое", "Слово к старому", "сломался плоттер\n\nПлоттер!\n\nНе мигает"]


@pytest.mark.parametrize("place", ["opens", "answer", "words", "late"])
async def test_an_album_is_one_message_with_one_word_of_thanks(
    tg: TelegramStandIn, desk: TelegramDesk, ivan: Customer, place: str
) -> None:
    if place != "opens":
        await ivan.say("Принтер")
        await desk.quiet()
    if place == "answer":
        await ivan.say("/new Другое")
        await ivan.press_stale(2, "g1:answer:1:")
        await desk.quiet()
    before = len(await texts(ivan))
    pieces = [Piece("photo", PIXEL, caption="Смотрите"), PIXEL, Piece("video", b"....ftyp", caption="и вот")]
    parts = await ivan.album(pieces)
    await desk.quiet()
    if place == "late":
        await ivan.press_stale(2, "v1:resolve:1:")
        await desk.quiet()
        group = parts[0]["media_group_id"]
        await ivan.photo(PIXEL, "ещё", media_group_id=group)
        await desk.quiet()
    whole = "Смотрите\n\nи вот" + ("\n\nещё" if place == "late" else "")
    message = 1 if place == "opens" else 2
    assert await desk.rows("SELECT ticket_id, body FROM messages") == [(1, "Принтер"), (1, whole)][2 - message :]
    files = 4 if place == "late" else 3
    assert await desk.rows("SELECT message_id, count(*) FROM attachments GROUP BY 1") == [(message, files)]
    said = [text for text in (await texts(ivan))[before:] if "Добавили" in text or "принята" in text]
    assert len(said) == 1
    await edits(desk, ivan, parts[2]["message_id"], "и тут")
    await edits(desk, ivan, parts[1]["message_id"])
    assert (await desk.said())[-1] == whole.replace("и вот", "и тут")


async def test_a_part_of_older_words_is_changed_and_the_others_stay(
    tg: TelegramStandIn, desk: TelegramDesk, ivan: Customer
) -> None:
    await two_tickets(desk, ivan)
    first = await ivan.say("Куда-то сюда")
    await ivan.say("и это")
    await desk.quiet()
    await ivan.press(data="g1:put:1:")
    await desk.quiet()
    album = await ivan.album([Piece("photo", PIXEL, caption="Смотрите"), Piece("photo", PIXEL, caption="и вот")])
    await desk.quiet()
    await ivan.press(data="g1:put:1:")
    await desk.quiet()
    await edits(desk, ivan, first["message_id"], "Куда-то туда")
    await edits(desk, ivan, album[1]["message_id"], "и тут")
    said = await desk.said()
    assert "Куда-то туда\n\nи это" in said
    assert "Смотрите\n\nи тут" in said


async def test_a_part_of_an_old_album_without_words_takes_none_away(
    tg: TelegramStandIn, desk: TelegramDesk, ivan: Customer
) -> None:
    parts = await ivan.album([Piece("photo", PIXEL, caption="Смотрите"), PIXEL])
    await desk.quiet()
    await ivan.say("Ещё слово")
    await desk.quiet()
    await edits(desk, ivan, parts[1]["message_id"])
    assert await desk.said() == ["Смотрите", "Ещё слово"]
    await edits(desk, ivan, parts[0]["message_id"], "Смотрите сюда")
    assert await desk.said() == ["Смотрите сюда", "Ещё слово"]
