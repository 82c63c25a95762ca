"""Storyboard D through all doors, with a clock that the test moves. What needs the SLA clock is listed as not yet."""

import re
from pathlib import Path

import sqlalchemy as sa

from bots.wiring import tools
from tests.e2e.stage import Stage, opened
from tests.standins.telegram import Customer

DAY = 86_400
POST = "ivan@example.org"
STATUS = "SELECT status FROM tickets ORDER BY id"


async def test_storyboard_d(url: sa.URL, tmp_path: Path) -> None:
    async with opened(url, tmp_path / "files", post=True, profile="telecom") as stage:
        await tools.join(stage.house.core.settings, "boris@example.org", "escalation")
        ivan = await stage.telegram.user(first_name="Иван", last_name="Петров")
        await ivan.say("Нет исходящей связи\nС утра не проходит ни один звонок")
        await ivan.sees("Обращение TS-1 принято")
        await _gives_an_address(stage, ivan)
        (card,) = await stage.cards()
        await stage.anna.press(stage.channel, card["ts"], action_id="v1:claim")
        await stage.quiet()

        await _waits_two_days(stage, ivan, card)
        await _escalates(stage, ivan, card)
        await _mutes(stage, ivan, card)
        await _goes_on_after_resolved(stage, ivan, card)
        await _closed_is_final(stage, ivan, card)

        assert len(await stage.cards()) == 2
        assert await stage.one("SELECT count(*) FROM inbox WHERE state = 'dead'") == 0
        left = {row[0] for row in await stage.rows("SELECT DISTINCT state FROM outbox")}
        assert left == {"sent", "suppressed"}


async def _gives_an_address(stage: Stage, ivan: Customer) -> None:
    """X4: an address is confirmed with a mailed code."""
    await ivan.say("/notices")
    await ivan.sees("Почта не указана")
    await ivan.press(text="Указать почту")
    await ivan.sees("Напишите адрес")
    await ivan.say(POST)
    letter = await stage.mail.box(POST).gets("Код подтверждения")
    code = re.search(r"\d{6}", letter.subject)
    assert code is not None
    await ivan.say(code.group())
    await ivan.sees("адрес подтверждён")
    await stage.quiet()


async def _waits_two_days(stage: Stage, ivan: Customer, card: dict[str, object]) -> None:
    """D2, the status part: the answer resumes it, "not enough" restores the pause, the next answer resumes again."""
    await _asks(stage, card, "Пришлите, пожалуйста, запись звонка")
    await ivan.sees("Пришлите, пожалуйста, запись звонка")
    assert "запись звонка" in (await stage.mail.box(POST).gets("запись звонка")).text
    stage.clock.on(2 * DAY)
    await ivan.say("Вот что мы слышим: тишина")
    await stage.anna.sees(stage.channel, "тишина", thread=card["ts"])
    await stage.quiet()
    assert await stage.rows(STATUS) == [("in_progress",)]
    await stage.anna.press(stage.channel, str(card["ts"]), action_id="v1:again")
    await _submits(stage, {"body": "Нужна именно запись"})
    await ivan.sees("Нужна именно запись")
    await stage.quiet()
    assert await stage.rows(STATUS) == [("waiting",)]
    sent = await ivan.voice()
    await ivan.sees("Добавили", after=sent["message_id"])
    await stage.quiet()
    assert await stage.rows(STATUS) == [("in_progress",)]


async def _escalates(stage: Stage, ivan: Customer, card: dict[str, object]) -> None:
    """D4: with an empty reason refused, with a reason and a text done, the group called."""
    await ivan.press(text="Эскалировать")
    await ivan.sees("Выберите причину")
    await ivan.press(text="Повысить приоритет")
    await ivan.sees("не повод для эскалации")
    await ivan.press(text="Долго нет ответа")
    await ivan.sees("опишите, что не так")
    await ivan.sticker()
    await ivan.sees("Опишите, пожалуйста, словами")
    await ivan.say("Третий день без связи, теряем клиентов")
    await ivan.sees("эскалировали")
    await stage.quiet()
    assert await stage.rows(STATUS) == [("escalated",)]
    called = next(one for one in await stage.thread(card) if "Долго нет ответа" in one["plain"])
    assert f"<@{stage.boris.id}>" in str(called)


async def _mutes(stage: Stage, ivan: Customer, card: dict[str, object]) -> None:
    """D3, D9: muted, nothing reaches them on any way, and the agents see why."""
    await ivan.press(text="Не уведомляйте меня")
    await stage.anna.sees(stage.channel, "отключил уведомления", thread=str(card["ts"]))
    await stage.quiet()
    heard, mailed = len(await ivan.chat()), len(await stage.mail.letters(POST))
    await stage.replies(stage.anna, card, "Инженер уже разбирается")
    await stage.quiet()
    await stage.moves(stage.anna, card, "investigation")
    await stage.quiet()
    assert (len(await ivan.chat()), len(await stage.mail.letters(POST))) == (heard, mailed)
    muted = await stage.rows("SELECT count(*), min(reason) FROM outbox WHERE state = 'suppressed'")
    assert muted == [(4, "muted")]


async def _goes_on_after_resolved(stage: Stage, ivan: Customer, card: dict[str, object]) -> None:
    """D7: an answer on the second day, and the customer's choice; without a choice work goes on by itself."""
    await stage.moves(stage.anna, card, "resolved")
    await stage.quiet()
    stage.clock.on(DAY)
    await ivan.say("Нет, опять пропала")
    await ivan.sees("Куда это передать?")
    await ivan.press(data="g1:put:1:")
    await ivan.sees("продолжить работу")
    assert await stage.rows(STATUS) == [("resolved",)]
    await ivan.press(text="Работа продолжается")
    await ivan.sees("TS-1: работа продолжается")
    await stage.quiet()
    assert await stage.rows(STATUS) == [("in_progress",)]
    await stage.moves(stage.anna, card, "resolved")
    await stage.quiet()
    sent = await ivan.say("Всё ещё не так", reply_to=(await ivan.sees("работа продолжается"))["message_id"])
    await ivan.sees("продолжить работу", after=sent["message_id"])
    await stage.quiet()
    assert await stage.rows(STATUS) == [("resolved",)]
    stage.clock.on(15 * 60 + 5)
    await stage.anna.sees(stage.channel, "автоматически", thread=str(card["ts"]))
    await stage.quiet()
    assert await stage.rows(STATUS) == [("in_progress",)]


async def _closed_is_final(stage: Stage, ivan: Customer, card: dict[str, object]) -> None:
    """D5, D8: a phrase offers one tap; a closed ticket's new message becomes a linked one when the customer agrees."""
    sent = await ivan.say("Всё работает, обращение можно закрывать")
    await ivan.sees("Добавили", after=sent["message_id"])
    await stage.quiet()
    await stage.anna.press(stage.channel, str(card["ts"]), action_id="v1:end")
    await stage.quiet()
    assert await stage.rows(STATUS) == [("closed",)]
    first = next(one for one in await ivan.chat() if "TS-1 принято" in (one.get("text") or ""))
    await ivan.say("Снова нет связи", reply_to=first["message_id"])
    await ivan.sees("в продолжение")
    await ivan.press(text="Открыть в продолжение TS-1")
    await ivan.sees("Обращение TS-2 принято")
    await stage.quiet()
    assert await stage.rows("SELECT status, linked_to FROM tickets ORDER BY id") == [("closed", None), ("new", 1)]
    await stage.anna.sees(stage.channel, "TS-2", thread=str(card["ts"]))


async def _asks(stage: Stage, card: dict[str, object], text: str) -> None:
    await stage.moves(stage.anna, card, "waiting")
    await _submits(stage, {"body": text})
    await stage.quiet()


async def _submits(stage: Stage, values: dict[str, str]) -> None:
    (name,) = values

    async def open() -> bool:
        return any(name in str(view) for view in await stage.anna.views())

    await stage.until(open, 10)
    await stage.anna.submit(values)
