"""The card and its buttons."""

import asyncio
from dataclasses import replace

import pytest

from bots.slack.draw import draw_card
from bots.slack.speech import Speech
from core.kinds import Door, TicketId, Visitor
from core.tickets.commands import AddComment, Rate, Resolve
from core.views.parts import Target
from tests.bots.slack.office import IVAN, Office, dictionary

pytestmark = pytest.mark.asyncio(loop_scope="module")


async def test_a_ticket_has_one_card_that_is_edited_in_place(desk: Office) -> None:
    ticket = await desk.open("Не печатает принтер", "Мигает красным")
    card = await desk.card(ticket)
    assert "Новая" in card["plain"] and "Мигает красным" in card["plain"] and "Иван" in card["plain"]
    assert [button["text"] for button in card["buttons"]] == [
        "Взять в работу",
        "Ответить клиенту",
        "Ответить и решить",
        "Заметка",
        "Вид и приоритет",
    ]
    await desk.anna.press(desk.channel, card["ts"], text="Взять в работу")
    edited = await desk.card(ticket, "🟠 В работе")
    assert edited["ts"] == card["ts"] and edited["edited"]
    assert "@Анна" in edited["plain"]
    assert len(await desk.cards()) == 1


async def test_of_two_who_claim_at_once_one_wins_and_the_other_reads_who(desk: Office) -> None:
    ticket = await desk.open()
    card = await desk.card(ticket)
    presses = (agent.press(desk.channel, card["ts"], action_id="v1:claim") for agent in (desk.anna, desk.boris))
    assert [one["status"] for one in await asyncio.gather(*presses)] == ["acked", "acked"]
    await desk.card(ticket, "🟠 В работе")
    shown, _ = await desk.seen_by(desk.anna, ticket)
    assert shown.assignee is not None
    loser = desk.boris if shown.assignee.name == "Анна" else desk.anna
    await loser.whispered(f"Уже в работе: {shown.assignee.name}")
    winner = desk.anna if loser is desk.boris else desk.boris
    assert await winner.ephemerals() == []


async def test_the_assignee_is_mentioned_in_the_thread_and_called_when_the_customer_writes(desk: Office) -> None:
    ticket = await desk.open()
    card = await desk.card(ticket)
    await desk.anna.press(desk.channel, card["ts"], action_id="v1:claim")
    line = await desk.said(ticket, "Исполнитель: @Анна")
    assert line["active"]["mentions"] == [f"<@{desk.anna}>"]
    await desk.desk(AddComment(ticket, "Ну что там?"), IVAN)
    post = await desk.said(ticket, "Ну что там?")
    assert post["active"]["mentions"] == [f"<@{desk.anna}>"]
    assert "Иван · клиент" in post["plain"]


async def test_a_move_without_demands_happens_at_once(desk: Office) -> None:
    ticket = await desk.open()
    card = await desk.card(ticket)
    pressed = await desk.anna.press(desk.channel, card["ts"], text="Решена")
    assert pressed["status"] == "acked"
    await desk.card(ticket, "✅ Решена")
    await desk.said(ticket, "Статус: Новая → Решена · Анна")


async def test_a_stale_press_gets_a_kind_answer_and_changes_nothing(desk: Office) -> None:
    ticket = await desk.open()
    card = await desk.card(ticket)
    await desk.anna.press(desk.channel, card["ts"], text="Решена")
    await desk.card(ticket, "✅ Решена")
    block = card["buttons"][0]["block_id"]
    await desk.boris.press(
        desk.channel, card["ts"], action_id="v1:claim", value=f"{ticket}:0", block_id=block, stale=True
    )
    await desk.boris.whispered("Эта кнопка уже не действует: сейчас статус «Решена»")


async def test_an_unknown_button_is_answered_kindly(desk: Office) -> None:
    card = await desk.card(await desk.open())
    for action, value in (("v0:claim", "1"), ("v1:claim", "nonsense"), ("v1:move", "")):
        await desk.anna.press(desk.channel, card["ts"], action_id=action, value=value, block_id="b", stale=True)
    await desk.anna.whispered("Эта кнопка устарела")
    assert len(await desk.anna.ephemerals()) == 3


async def test_a_rating_and_a_solution_by_the_customer_show_on_card_and_thread(desk: Office) -> None:
    ticket = await desk.open()
    await desk.desk(Resolve(ticket), IVAN)
    await desk.desk(Rate(ticket, "5"), IVAN)
    await desk.card(ticket, "Оценка клиента: Отлично")
    await desk.said(ticket, "Статус: Новая → Решена · решил клиент")
    await desk.said(ticket, "⭐ Оценка клиента: Отлично")


async def test_a_long_description_goes_on_in_the_thread_whole_and_only_once(desk: Office) -> None:
    body = "\n".join(f"Строка {n}: " + "слово " * 12 for n in range(240))[:20_000].strip()
    ticket = await desk.open("Длинно", body)
    last = body.splitlines()[-1].strip()
    await desk.said(ticket, last)
    card = await desk.card(ticket)
    await desk.anna.press(desk.channel, card["ts"], action_id="v1:claim")
    await desk.card(ticket, "🟠 В работе")
    await desk.said(ticket, "Статус: Новая → В работе")
    posts = [post for post in await desk.thread(ticket) if "Строка" in post["plain"]]
    assert len(posts) == 2
    shown = "".join([card["plain"], *(post["plain"] for post in posts)])
    assert all(f"Строка {n}:" in shown for n in range(len(body.splitlines())))


async def test_a_deleted_card_comes_back_once_and_is_edited_from_then_on(desk: Office) -> None:
    ticket = await desk.open()
    first = await desk.card(ticket)
    await desk.workspace.client.chat_delete(channel=desk.channel, ts=first["ts"])
    await desk.desk(AddComment(ticket, "Ау"), IVAN)
    second = await desk.card(ticket)
    assert second["ts"] != first["ts"]
    await desk.anna.press(desk.channel, second["ts"], action_id="v1:claim")
    await desk.card(ticket, "🟠 В работе")
    await desk.said(ticket, "Исполнитель: @Анна")
    assert len(await desk.cards()) == 1


async def test_the_card_says_what_the_desk_knows_of_a_postponed_ticket(desk: Office) -> None:
    ticket = await desk.open()
    card = await desk.card(ticket)
    pressed = await desk.anna.press(desk.channel, card["ts"], text="Отложена")
    assert pressed["status"] == "acked"
    view = (await desk.until(desk.anna.views))[0]
    assert view["callback_id"] == "v1:move"
    done = await desk.anna.submit({"until": 1_500_000_000})
    assert done["result"] == "errors" and "уже прошло" in done["errors"]["until"]
    done = await desk.anna.submit({"until": 2_000_000_000})
    assert done["result"] == "closed"
    await desk.card(ticket, "⏸️ Отложена до")
    shown, _ = await desk.seen_by(desk.anna, ticket)
    assert shown.resume_at == 2_000_000_000_000_000


async def test_a_move_that_demands_a_comment_asks_for_it_and_sends_it(desk: Office) -> None:
    ticket = await desk.open()
    card = await desk.card(ticket)
    await desk.anna.press(desk.channel, card["ts"], text="Ждём клиента")
    view = (await desk.until(desk.anna.views))[0]
    assert "Новая → Ждём клиента" in view["plain"]
    refused = await desk.anna.submit({"body": "   "})
    assert refused["result"] == "errors" and "напишите комментарий" in refused["errors"]["body"]
    assert (await desk.anna.submit({"body": "Пришлите фото"}))["result"] == "closed"
    await desk.card(ticket, "🔵 Ждём клиента")
    post = await desk.said(ticket, "Пришлите фото")
    assert "Анна · ответ клиенту" in post["plain"]


async def test_more_targets_than_an_overflow_holds_are_a_menu(desk: Office) -> None:
    card = await desk.card(await desk.open())
    shown, _ = await desk.seen_by(desk.anna, TicketId(1))
    labels = {"ru": "Ещё один статус с очень длинным названием, которое не помещается в строку меню целиком"}
    many = tuple(Target(f"status-{n}", labels) for n in range(120))
    speech = Speech(dictionary(), "ru")
    for targets, kind in ((many[:5], "overflow"), (many[:6], "static_select"), (many, "static_select")):
        drawing = draw_card(replace(shown, targets=targets), 0, speech)
        assert next(one for one in drawing.blocks[-1]["elements"] if one["action_id"] == "v1:move")["type"] == kind
        await desk.workspace.client.chat_update(channel=desk.channel, ts=card["ts"], text="x", blocks=drawing.blocks)


async def test_a_stranger_of_telegram_is_no_agent_in_slack(desk: Office) -> None:
    """The same id at another door is somebody else."""
    ticket = await desk.open(by=Visitor(Door.TELEGRAM, desk.anna.id, "Тёзка"))
    card = await desk.card(ticket)
    await desk.anna.press(desk.channel, card["ts"], action_id="v1:claim")
    shown, _ = await desk.seen_by(desk.anna, ticket)
    assert shown.assignee is not None and shown.assignee.name == "Анна"
