"""Storyboard E as far as its doors exist: by chat where it begins with a form. What is missing is listed in not_yet."""

from pathlib import Path

import sqlalchemy as sa

from bots.wiring import tools
from core.clock import MINUTE
from core.kinds import Door, Visitor
from core.people.person import Role
from core.views.queries import WhoAmI
from tests.e2e.following import follows
from tests.e2e.stage import Json, Stage, opened
from tests.e2e.steps import POST, card_says, gives_address
from tests.standins.slack import Agent
from tests.standins.telegram import Customer

READY = "Мы проверили сервер: сайт открывается."
TICKET = "SELECT status, category, priority, level, grade FROM tickets"


async def test_storyboard_e(sqlite_url: sa.URL, tmp_path: Path) -> None:
    async with opened(sqlite_url, tmp_path / "files", "ru", post=True, profile="web-studio") as stage:
        ivan = await stage.telegram.user(first_name="Иван", last_name="Петров", language_code="ru")
        await ivan.say("/start")
        await gives_address(stage, ivan)
        settings = stage.house.core.settings
        await tools.join(settings, POST, "gold_clients")
        await tools.grant(settings, "anna@example.org", Role.ADMINISTRATOR)
        vera = await _comes(stage, "Вера Котова", "hosting@example.org")
        card = await _is_routed(stage, ivan)
        await _two_begin_to_answer(stage, ivan, card, vera)
        await _is_worked_on_hidden(stage, ivan, card, vera)
        await _is_answered_and_graded(stage, ivan, card, vera)
        assert await stage.one("SELECT count(*) FROM inbox WHERE state = 'dead'") == 0


async def _comes(stage: Stage, name: str, email: str) -> Agent:
    """Somebody joins the agents' channel, and is one of them."""
    agent = await stage.slack.agent(name, email, locale="ru-RU")
    await stage.slack.join(stage.channel, agent)

    async def known() -> bool:
        return (await stage.house.ask(WhoAmI(), Visitor(Door.SLACK, agent.id))).staff

    await stage.until(known, 15)
    return agent


async def _is_routed(stage: Stage, ivan: Customer) -> Json:
    """E1, E6, E9: category and criticality are picked; the category's assignee gets it, under the gold deadline."""
    await ivan.say("/new")
    await ivan.sees("Категория: выберите")
    await ivan.press(text="Хостинг")
    await ivan.sees("Критичность: выберите")
    await ivan.press(text="Высокая")
    await stage.until(lambda: _asked_for_words(ivan), 15)
    await follows(stage, ivan, "Сайт не открывается: ошибка 503 с самого утра")
    assert await stage.rows(TICKET) == [("accepted", "hosting", "high", "gold", None)]
    named = "SELECT email FROM persons JOIN tickets ON persons.id = tickets.assignee"
    assert await stage.rows(named) == [("hosting@example.org",)]
    gold = "SELECT due_at - started_at FROM targets WHERE metric = 'first_response'"
    assert await stage.one(gold) == 30 * MINUTE
    (card,) = await stage.cards()
    assert "Хостинг" in card["plain"] and "Высокая" in card["plain"]
    return card


async def _two_begin_to_answer(stage: Stage, ivan: Customer, card: Json, vera: Agent) -> None:
    """E10: whose work it is and an administrator begin to answer; the second sees the first, and lets her."""
    heard = len(await ivan.chat())
    await _answers(stage, vera, card)
    await card_says(stage, "✍️ Вера Котова отвечает")
    await _answers(stage, stage.anna, card)
    (shown,) = await stage.anna.views()
    assert "✍️ Вера Котова отвечает" in shown["plain"] and "Договоритесь, кто ответит" in shown["plain"]
    await stage.anna.close_view()
    assert len(await ivan.chat()) == heard


async def _is_worked_on_hidden(stage: Stage, ivan: Customer, card: Json, vera: Agent) -> None:
    """E8: a note and a hidden move, in one step, reach staff alone, and the rows say why."""
    heard, letters = len(await ivan.chat()), len(await stage.mail.letters())
    note = {"body": "Клиент забыл оплатить сервер", "status": "in_progress", "hidden": ["hidden"]}
    assert (await vera.submit(note))["result"] == "closed"
    await stage.anna.sees(stage.channel, "Клиент забыл оплатить сервер", thread=card["ts"])
    await card_says(stage, "В стадии решения")
    await stage.quiet()
    assert (len(await ivan.chat()), len(await stage.mail.letters())) == (heard, letters)
    assert await stage.one("SELECT count(*) FROM messages WHERE audience = 'internal'") == 1
    withheld = "SELECT count(*) FROM outbox WHERE state = 'suppressed' AND reason = 'hidden'"
    assert await stage.one(withheld) == 2


async def _is_answered_and_graded(stage: Stage, ivan: Customer, card: Json, vera: Agent) -> None:
    """E4, E5, E16: a ready answer; each can be graded; who is not content goes on, who is closes it by the grade."""
    await _answers(stage, vera, card)
    offered = (await vera.suggest("v1:canned", "хостинг"))["ack_payload"]["options"]
    assert offered[0]["text"]["text"] == "Проверка хостинга"
    await vera.press_in_view(action_id="v1:canned", block_id="canned", selected_option=offered[0]["value"])
    await _shows(stage, vera, "body#1")
    await vera.press_in_view(action_id="v1:typing", block_id="body#1", selected=f"{READY} Вера")
    await stage.until(lambda: _typed(stage), 10)
    await vera.press_in_view(action_id="v1:preview")
    await _shows(stage, vera, "[ Недостаточно полно ]")
    preview = (await vera.views())[-1]["plain"]
    assert "Telegram" in preview and "почта: [Поддержка сайтов] Re: " in preview and preview.count(READY) == 2
    assert "[ Недостаточно полно ]" in preview and "http" not in preview
    await vera.close_view()
    assert (await vera.submit())["result"] == "closed"
    assert (await ivan.sees(READY))["text"].endswith("Вера")
    await ivan.press(text="Недостаточно полно")
    await stage.anna.sees(stage.channel, "Недостаточно полно", thread=card["ts"])
    await stage.quiet()
    assert (await stage.rows(TICKET))[0][0] == "in_progress"
    await stage.replies(vera, card, "Сервер перезапущен, причина устранена")
    await ivan.sees("Сервер перезапущен")
    await ivan.press(text="Ответ устраивает")
    await stage.anna.sees(stage.channel, "Ответ устраивает", thread=card["ts"])
    await stage.quiet()
    assert await stage.rows(TICKET) == [("closed", "hosting", "high", "gold", "content")]


async def _answers(stage: Stage, agent: Agent, card: Json) -> None:
    """The modal of an answer is open before them."""
    await agent.press(stage.channel, card["ts"], action_id="v1:reply")
    await _shows(stage, agent, "'body'")


async def _shows(stage: Stage, agent: Agent, words: str) -> None:
    async def so() -> bool:
        return any(words in str(view) for view in await agent.views())

    await stage.until(so, 10)


async def _typed(stage: Stage) -> bool:
    """Whether the customer's chat was shown that somebody types."""
    return bool(await stage.telegram.log("sendChatAction"))


async def _asked_for_words(ivan: Customer) -> bool:
    return "выберите" not in (await ivan.chat())[-1]["text"]
