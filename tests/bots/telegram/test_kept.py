"""Free text typed at any moment is never lost (X1): it becomes an answer, a ticket, or waits until it is clear."""

import pytest

from core.tickets.commands import AddComment
from tests.bots.telegram.desk import TelegramDesk, buttons, texts, two_tickets
from tests.standins.telegram import PIXEL, Customer, TelegramStandIn

pytestmark = pytest.mark.asyncio(loop_scope="session")


async def subjects(desk: TelegramDesk) -> list[object]:
    return await desk.column("SELECT subject FROM tickets ORDER BY id")


async def test_words_that_wait_survive_everything_that_is_pressed_meanwhile(
    tg: TelegramStandIn, desk: TelegramDesk, ivan: Customer
) -> None:
    await two_tickets(desk, ivan)
    await ivan.say("Куда-то сюда")
    await desk.quiet()
    await ivan.photo(PIXEL, "и вот")
    for command in ("/start", "/help", "/tickets", "/language", "/nonsense"):
        await ivan.say(command)
    await desk.quiet()
    await ivan.press(text="English")
    await desk.quiet()
    await ivan.press(data="g1:ticket:1:")
    await desk.quiet()
    await ivan.press(text="It's solved")
    await desk.quiet()
    await ivan.press(text="Return to work")
    await desk.quiet()
    await ivan.press(data="g1:put:2:")
    await desk.quiet()
    assert await desk.rows("SELECT ticket_id, body FROM messages WHERE id > 2") == [(2, "Куда-то сюда\n\nи вот")]
    assert await desk.one("SELECT ticket_id FROM attachments") == 2
    await ivan.press_stale(1, "g1:put:1:")
    await desk.quiet()
    assert await desk.one("SELECT count(*) FROM messages") == 3


@pytest.mark.parametrize("way", ["new", "answer", "reply", "return"])
async def test_words_that_wait_go_where_the_next_press_says(
    tg: TelegramStandIn, desk: TelegramDesk, ivan: Customer, way: str
) -> None:
    await two_tickets(desk, ivan)
    await desk.agent(AddComment(await desk.newest(), "Какой именно?"))
    await desk.quiet()
    await ivan.say("Тот, что у окна")
    await desk.quiet()
    match way:
        case "new":
            await ivan.say("/new")
            await desk.quiet()
            await ivan.press(text="Вопрос")
            await desk.quiet()
            await ivan.say("И ещё один")
            expected: tuple[int, str] = (3, "Тот, что у окна\n\nИ ещё один")
        case "answer":
            await ivan.press(text="Ответить")
            expected = (2, "Тот, что у окна")
        case "return":
            await desk.move(await desk.newest(), "resolved")
            await desk.quiet()
            await ivan.press(text="Вернуть в работу")
            await ivan.press(data="g1:put:2:")
            expected = (2, "Тот, что у окна")
        case _:
            question = await ivan.sees("Какой именно?")
            await ivan.press(data="g1:drop:0:")
            await ivan.say("Тот, что у двери", reply_to=question["message_id"])
            expected = (2, "Тот, что у двери")
    await desk.quiet()
    assert (await desk.rows("SELECT ticket_id, body FROM messages ORDER BY id"))[-1] == expected
    assert await desk.one("SELECT count(*) FROM dialogues WHERE state = 'which'") == 0


async def test_a_ticket_that_is_half_written_is_not_lost_by_a_second_new_or_an_answer(
    tg: TelegramStandIn, desk: TelegramDesk, ivan: Customer
) -> None:
    await ivan.say("Первый")
    await desk.quiet()
    await desk.agent(AddComment(await desk.newest(), "Вопрос от Анны"))
    await ivan.say("/new Сломался сканер")
    await desk.quiet()
    await ivan.press(text="Что-то не работает")
    await desk.quiet()
    await ivan.press(text="Ответить")
    await ivan.say("/new")
    await ivan.sees("Вы уже начали")
    await ivan.press_stale(5, "g1:type:0:request")
    await ivan.photo(PIXEL, "/new с подписью")
    await desk.quiet()
    await ivan.press(text="Без подробностей")
    await desk.quiet()
    assert await subjects(desk) == ["Первый", "Сломался сканер"]
    assert await desk.column("SELECT type FROM tickets") == ["question", "request"]
    assert (await desk.said())[-1] == "Сломался сканер\n\nс подписью"
    assert await desk.one("SELECT ticket_id FROM attachments") == 2


async def test_a_closed_ticket_keeps_the_words_and_asks_where_they_go(
    tg: TelegramStandIn, desk: TelegramDesk, ivan: Customer
) -> None:
    first = await ivan.say("Старое")
    await desk.quiet()
    ticket = await desk.newest()
    await desk.agent(AddComment(ticket, "Ответ"))
    await desk.move(ticket, "resolved")
    await desk.move(ticket, "closed")
    await desk.quiet()
    await ivan.say("А вот ещё", reply_to=first["message_id"])
    await desk.quiet()
    assert "закрыт" in (await texts(ivan))[-1]
    assert await buttons(ivan) == ["Открыть в продолжение HD-1", "Никуда, не отправлять"]
    await ivan.press(text="Открыть в продолжение HD-1")
    await desk.quiet()
    assert await desk.said() == ["Старое", "Ответ", "А вот ещё"]
    assert await desk.column("SELECT linked_to FROM tickets ORDER BY id") == [None, 1]
    assert "Продолжение HD-1" in (await texts(ivan))[-1]
    asked = [m for m in await ivan.chat() if m["text"] and "закрыт, " in m["text"]][0]
    assert asked["buttons"] == []
    await ivan.press_stale(2, "g1:answer:1:")
    await ivan.sees("предложим открыть заявку в продолжение")
    await ivan.photo(PIXEL, "Снова то же")
    await desk.quiet()
    assert [line.partition(" · ")[2] for line in await buttons(ivan)] == ["А вот ещё — Новая", "", ""]
    await ivan.press(data="g1:put:2:")
    await desk.quiet()
    assert await desk.rows("SELECT ticket_id, body FROM messages WHERE id > 3") == [(2, "Снова то же")]
    assert await desk.one("SELECT ticket_id FROM attachments") == 2
    assert await desk.one("SELECT count(*) FROM dialogues WHERE state IS NOT NULL") == 0


async def test_who_pressed_answer_and_went_elsewhere_is_no_longer_answering(
    tg: TelegramStandIn, desk: TelegramDesk, ivan: Customer
) -> None:
    await two_tickets(desk, ivan)
    await ivan.press_stale(2, "g1:answer:1:")
    await ivan.say("/tickets")
    await ivan.say("О чём-то другом")
    await desk.quiet()
    assert "Куда это передать?" in (await texts(ivan))[-1]
    await ivan.press(data="g1:drop:0:")
    await ivan.press_stale(2, "g1:answer:1:")
    await desk.quiet()
    await ivan.press_stale(2, "g1:ticket:1:")
    await ivan.say("Перечитал и отвечаю")
    await desk.quiet()
    assert (await desk.rows("SELECT ticket_id, body FROM messages ORDER BY id"))[-1] == (1, "Перечитал и отвечаю")
    await ivan.press_stale(2, "g1:answer:1:")
    await ivan.say("/cancel")
    await ivan.say("/cancel")
    await desk.quiet()
    assert (await texts(ivan))[-2:] == ["Прервали. Ничего не отправлено.", "Сейчас нечего прерывать."]


async def test_a_reply_goes_to_the_ticket_of_the_message_it_replies_to(
    tg: TelegramStandIn, desk: TelegramDesk, ivan: Customer
) -> None:
    await two_tickets(desk, ivan)
    await desk.agent(AddComment(await desk.newest(), "Какой именно?"))
    await desk.quiet()
    await ivan.press_stale(2, "g1:ticket:1:")
    await desk.quiet()
    page = await ivan.sees("Статус: ")
    asked = await ivan.sees("Какой именно?")
    await ivan.say("к странице первой", reply_to=page["message_id"])
    await ivan.press_stale(2, "g1:answer:1:")
    await ivan.photo(PIXEL, "к вопросу второй", reply_to=asked["message_id"])
    mine = await ivan.say("своё", reply_to=2)
    await desk.quiet()
    await ivan.say("к своему же", reply_to=mine["message_id"])
    await desk.quiet()
    assert (await desk.said())[3:] == ["к странице первой", "к вопросу второй", "своё", "к своему же"]
    assert await desk.column("SELECT ticket_id FROM messages WHERE id > 3 ORDER BY id") == [1, 2, 1, 1]


async def test_more_words_than_fit_are_declined_and_not_swallowed(
    tg: TelegramStandIn, desk: TelegramDesk, ivan: Customer
) -> None:
    await two_tickets(desk, ivan)
    for n in range(5):
        await ivan.say(f"{n}" * 4000)
    await desk.quiet()
    assert "последнее не сохранили" in (await texts(ivan))[-1]
    await ivan.press(data="g1:put:1:")
    await desk.quiet()
    assert [len(str(body)) for body in (await desk.said())[2:]] == [4 * 4000 + 6]
