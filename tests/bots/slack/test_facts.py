"""What a card says of a ticket that has everything, in words, and within what Slack bears."""

import json
from collections.abc import Iterator
from typing import Any

import pytest

from bots.slack.draw import Drawing, draw_card
from bots.slack.speech import Speech
from bots.slack.text import Block
from core.kinds import Door
from core.outbox.model import State, Way
from core.views.parts import Answer, ContractTie, Deadline, Tie
from core.views.shapes import TicketCard
from tests.bots.slack.office import Office, dictionary
from tests.bots.slack.shapes import DAY, card, choice, full

RU, EN = (Speech(dictionary("field-service"), language) for language in ("ru", "en"))
ROOM = 12_000
"""Slack's own limit over all blocks of a message is some 13,000 characters (bolt-js #2509)."""


def lines(drawn: TicketCard, say: Speech = RU) -> list[str]:
    """The card as it is read, without its buttons."""
    blocks = draw_card(drawn, 0, say).blocks
    return [line for block in blocks if block["type"] == "rich_text" for line in _written(block).split("\n")]


def _written(block: Block) -> str:
    parts = block["elements"][0]["elements"]
    return "".join(part.get("text") or part.get("fallback") or f"@{part['user_id']}" for part in parts)


def texts(value: Any) -> Iterator[str]:
    match value:
        case dict():
            for one in value.values():
                yield from texts(one)
        case list():
            for one in value:
                yield from texts(one)
        case str():
            yield value


def test_a_card_says_all_there_is_in_the_desks_own_words() -> None:
    at = "18.05.2033 03:33 UTC"
    assert lines(full(body="Сработала сигнализация")) == [
        "🟠 В работе",
        f"⛔ Договор закончился {at} · Договор: Д-17/2025",
        "Тип заявки: Микроклимат · Приоритет: Аварийный · Категория: Перегрев",
        "Услуга: Сервис › Птичники › Вентиляция · Сайт: Агро-сайт",
        "Заявитель: Иван · Телефон · Компания: ООО «Птицефабрика» (C-1) · Условия договора: Золотой"
        " · Контактное лицо: Пётр Кузнецов",
        "Объект: Корпус 4 (S-4) · Оборудование: Вентилятор ВО-12 (E-7)",
        "Ответственный: @U0ANNA · Группа: Инженеры по микроклимату · Наблюдатели: Наблюдатель 0, Наблюдатель 1",
        f"Открыта {at} · продолжение FS-3 · клиент ждёт ответа с {at}",
        f"⛔ Первый ответ: срок прошёл {at}",
        f"⏳ Решение: до {at}",
        f"📅 Срок исполнения: {at}",
        "Серийный номер: КМ-55 / 2024",
        "Что вышло из нормы: Температура",
        "Оборудование остановлено? да",
        "Когда остановилось: 17.05.2033",
        "Сработала сигнализация",
    ]


def test_a_card_says_it_in_english_too() -> None:
    said = lines(full(), EN)
    assert "Ticket type: Микроклимат · Priority: Аварийный · Category: Перегрев" in said
    assert [line.partition(" 18.")[0] for line in said if line[0] in "⛔⏳📅"] == [
        "⛔ The contract ran out on", "⛔ First answer: overdue since", "⏳ Solution: by", "📅 Due date:",
    ]  # fmt: skip
    assert "Оборудование остановлено? yes" in said


def test_what_a_ticket_does_not_have_takes_no_line() -> None:
    assert len(lines(card())) == 5 and not [line for line in lines(card()) if "None" in line or line.endswith(": ")]


@pytest.mark.parametrize(
    ("deadlines", "told"),
    [
        ((Deadline("resolution", None, paused=True),), "⏸️ Решение: время остановлено"),
        ((Deadline("update", DAY, paused=True),), "⏸️ Новости о ходе работы: время остановлено"),
        ((Deadline("resolution", None, paused=True, breached=True),), "⛔ Решение: срок прошёл"),
        ((Deadline("due", DAY),), "⏳ Срок исполнения: до 18.05.2033 03:33 UTC"),
    ],
)
def test_a_deadline_says_in_words_how_it_stands(deadlines: tuple[Deadline, ...], told: str) -> None:
    assert lines(card(deadlines=deadlines))[-1] == told


def test_only_the_two_nearest_deadlines_stand_on_the_card_and_a_named_date_once() -> None:
    many = tuple(Deadline(metric, DAY) for metric in ("due", "resolution", "update"))
    said = lines(card(deadlines=many, due_at=DAY))
    assert [line.partition(":")[0] for line in said[5:]] == ["⏳ Срок исполнения", "⏳ Решение"]


@pytest.mark.parametrize(
    ("contract", "told"),
    [
        (ContractTie("К-1", None, None), "Договор: К-1"),
        (ContractTie("К-1", None, DAY), "Договор: К-1 до 18.05.2033 03:33 UTC"),
        (ContractTie("К-1", None, DAY, run_out=True), "⛔ Договор закончился 18.05.2033 03:33 UTC · Договор: К-1"),
    ],
)
def test_a_contract_that_has_run_out_is_said_before_anything_else(contract: ContractTie, told: str) -> None:
    said = lines(card(contract=contract))
    assert said.index(told) == (1 if contract.run_out else 3)


def test_the_last_day_of_a_contract_is_shown_and_not_the_day_after() -> None:
    blocks = json.dumps(draw_card(card(contract=ContractTie("К-1", None, DAY, True)), 0, RU).blocks)
    assert f'"timestamp": {DAY // 1_000_000 - 1}' in blocks and "{date_short}" in blocks


def test_an_answer_that_names_what_the_ticket_is_tied_to_is_not_said_twice() -> None:
    fan = Answer(choice("equipment", "Оборудование"), "equipment", "E-7", choice("E-7", "Вентилятор"))
    assert len([line for line in lines(card(answers=(fan,))) if "Вентилятор" in line]) == 1
    assert len([line for line in lines(card(answers=(fan,), equipment=Tie("E-7", "Вентилятор"))) if "ВО" in line]) == 0
    assert (
        len([line for line in lines(card(answers=(fan,), equipment=Tie("E-9", "Насос"))) if "Вентилятор" in line]) == 1
    )


def test_what_was_hidden_on_purpose_is_no_failed_delivery() -> None:
    notice = Way(Door.TELEGRAM, State.SUPPRESSED, "hidden", DAY)
    assert draw_card(card(notice=notice), 0, RU).blocks == draw_card(card(), 0, RU).blocks


def largest() -> TicketCard:
    """Names of 300 characters everywhere, and two hundred answers of two thousand."""
    long = " " + "слово&<" * 42
    answers = tuple(Answer(choice(f"f{n}", f"Вопрос {n}{long}"), "text", long * 7) for n in range(200))
    return full(long, body="Ы" * 20_000, answers=answers, deadlines=full().deadlines)


@pytest.mark.asyncio(loop_scope="module")
async def test_a_card_stays_within_what_slack_bears_whatever_the_names(desk: Office) -> None:
    drawing: Drawing = draw_card(largest(), 0, RU)
    said = list(texts(drawing.blocks))
    assert max(map(len, said)) <= 3000 and len(drawing.blocks) <= 50
    assert sum(len(text) for text in said) < ROOM
    shown = [line for line in lines(largest()) if line.startswith("Вопрос")]
    assert shown and lines(largest())[-7:].count(f"и ещё {200 - len(shown)}") == 1
    answer = await desk.workspace.client.chat_postMessage(
        channel=desk.channel, text=drawing.text, blocks=drawing.blocks
    )
    await desk.workspace.client.chat_update(
        channel=desk.channel, ts=answer["ts"], text=drawing.text, blocks=drawing.blocks
    )
