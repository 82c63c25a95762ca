"""Storyboard D through all doors, with a clock that the test moves."""

import asyncio
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import holidays
import sqlalchemy as sa

from bots.wiring import tools
from core.calendar.desk import calendars
from core.clock import MINUTE, SECOND
from tests.e2e.stage import Json, Stage, opened
from tests.e2e.steps import POST, gives_address, submits
from tests.e2e.words_d import WORDS
from tests.standins.telegram import Customer

DAY = 86_400
RESOLUTION = "ticket_id = 1 AND metric = 'resolution'"
STATUS = "SELECT status FROM tickets ORDER BY id"


@dataclass
class Scene:
    stage: Stage
    ivan: Customer
    card: Json
    words: dict[str, str]


async def test_storyboard_d(url: sa.URL, tmp_path: Path) -> None:
    await _told(url, tmp_path, "ru")


async def test_storyboard_d_in_english(sqlite_url: sa.URL, tmp_path: Path) -> None:
    await _told(sqlite_url, tmp_path, "en")


async def _told(url: sa.URL, folder: Path, language: str) -> None:
    words = WORDS[language]
    async with opened(url, folder / "files", language, post=True, profile="telecom") as stage:
        await tools.join(stage.house.core.settings, "boris@example.org", "escalation")
        ivan = await stage.telegram.user(first_name="Иван", last_name="Петров", language_code=language)
        await ivan.say("Нет исходящей связи\nС утра не проходит ни один звонок")
        await ivan.sees(words["receipt"].format("TS-1"))
        await gives_address(stage, ivan, language=language)
        await stage.quiet()
        (card,) = await stage.cards()
        await stage.anna.press(stage.channel, card["ts"], action_id="v1:claim")
        await stage.quiet()

        scene = Scene(stage, ivan, card, words)
        for act in (
            _waits_two_days, _escalates, _mutes, _goes_on_after_resolved, _closed_after_silence, _closed_is_final,
            _words_offer_to_close,
        ):  # fmt: skip
            await act(scene)

        assert len(await stage.cards()) == 2
        assert await stage.one("SELECT count(*) FROM inbox WHERE state = 'dead'") == 0
        left = {row[0] for row in await stage.rows("SELECT DISTINCT state FROM outbox")}
        assert left == {"sent", "suppressed"}


async def _waits_two_days(scene: Scene) -> None:
    """D2: the answer resumes it, "not enough" restores the pause, the next answer resumes again; the clock stands."""
    stage, ivan, card, words = scene.stage, scene.ivan, scene.card, scene.words
    before = await _remaining(stage)
    await _asks(stage, card, "Пришлите, пожалуйста, запись звонка")
    assert await stage.rows(f"SELECT due_at FROM targets WHERE {RESOLUTION}") == [(None,)]
    await ivan.sees("Пришлите, пожалуйста, запись звонка")
    assert "запись звонка" in (await stage.mail.box(POST).gets("запись звонка")).text
    stage.clock.on(2 * DAY)
    await ivan.say("Вот что мы слышим: тишина")
    await stage.anna.sees(stage.channel, "тишина", thread=card["ts"])
    await stage.quiet()
    assert await stage.rows(STATUS) == [("in_progress",)]
    await stage.anna.press(stage.channel, card["ts"], action_id="v1:again")
    await submits(stage, {"body": "Нужна именно запись"})
    await ivan.sees("Нужна именно запись")
    await stage.quiet()
    assert await stage.rows(STATUS) == [("waiting",)]
    sent = await ivan.voice()
    await ivan.sees(words["noted"], after=sent["message_id"])
    await stage.quiet()
    assert await stage.rows(STATUS) == [("in_progress",)]
    assert 0 <= before - await _remaining(stage) < MINUTE
    stood = await stage.rows(f"SELECT kind FROM target_intervals WHERE {RESOLUTION} ORDER BY n")
    assert [kind for (kind,) in stood] == ["running", "paused", "restored", "paused", "running"]


async def _remaining(stage: Stage) -> int:
    """Working time until the resolution is due, in microseconds."""
    due = await stage.one(f"SELECT due_at FROM targets WHERE {RESOLUTION}")
    core = stage.house.core
    return calendars(core.profile)["office"].between(core.hop.clock.now(), due)


async def _escalates(scene: Scene) -> None:
    """D4: with an empty reason refused, with a reason and a text done, the group called."""
    stage, ivan, card, words = scene.stage, scene.ivan, scene.card, scene.words
    await ivan.press(text=words["escalate"])
    await ivan.sees(words["pick"])
    await ivan.press(text=words["priority"])
    await ivan.sees(words["no reason"])
    await ivan.press(text=words["silence"])
    await ivan.sees(words["tell"])
    await ivan.sticker()
    await ivan.sees(words["in words"])
    await ivan.say("Третий день без связи, теряем клиентов")
    await ivan.sees(words["escalated"])
    await stage.quiet()
    assert await stage.rows(STATUS) == [("escalated",)]
    called = next(one for one in await stage.thread(card) if words["silence"] in one["plain"])
    assert f"<@{stage.boris.id}>" in str(called)


async def _mutes(scene: Scene) -> None:
    """D3, D9: muted, nothing reaches them on any way, and the agents see why."""
    stage, ivan, card, words = scene.stage, scene.ivan, scene.card, scene.words
    await ivan.press(text=words["mute"])
    await stage.anna.sees(stage.channel, words["muted"], thread=card["ts"])
    await stage.quiet()
    heard, mailed = len(await ivan.chat()), len(await stage.mail.letters(POST))
    await stage.replies(stage.anna, card, "Инженер уже разбирается")
    await stage.quiet()
    await stage.moves(stage.anna, card, "investigation")
    await stage.quiet()
    assert (len(await ivan.chat()), len(await stage.mail.letters(POST))) == (heard, mailed)
    muted = await stage.rows("SELECT count(*), min(reason) FROM outbox WHERE state = 'suppressed'")
    assert muted == [(4, "muted")]


async def _goes_on_after_resolved(scene: Scene) -> None:
    """D7: an answer on the second day, and the customer's choice; without a choice work goes on by itself."""
    stage, ivan, card, words = scene.stage, scene.ivan, scene.card, scene.words
    await stage.moves(stage.anna, card, "resolved")
    await stage.quiet()
    stage.clock.on(DAY)
    await ivan.say("Нет, опять пропала")
    await ivan.sees(words["where"])
    await ivan.press(data="g1:put:1:")
    await ivan.sees(words["choose"])
    assert await stage.rows(STATUS) == [("resolved",)]
    await ivan.press(text=words["go on"])
    await ivan.sees(words["goes on"])
    await stage.quiet()
    assert await stage.rows(STATUS) == [("in_progress",)]
    await stage.moves(stage.anna, card, "resolved")
    await stage.quiet()
    sent = await ivan.say("Всё ещё не так", reply_to=(await ivan.sees(words["goes on"]))["message_id"])
    await ivan.sees(words["choose"], after=sent["message_id"])
    await stage.quiet()
    assert await stage.rows(STATUS) == [("resolved",)]
    stage.clock.on(15 * 60 + 5)
    await stage.comes_to(STATUS, "in_progress", 30)
    await stage.anna.sees(stage.channel, words["by itself"], thread=card["ts"])
    await stage.quiet()


async def _closed_after_silence(scene: Scene) -> None:
    """D7: resolved again, and on the third working day after, over a weekend, it closes by itself."""
    stage, card, words = scene.stage, scene.card, scene.words
    await stage.moves(stage.anna, card, "resolved")
    await stage.quiet()
    now = stage.house.core.hop.clock.now()
    wait = _third_working_day(now) - now
    stage.clock.on((wait - 5 * MINUTE) / SECOND)
    await asyncio.sleep(3)
    assert await stage.rows(STATUS) == [("resolved",)]
    stage.clock.on(10 * 60)
    await stage.comes_to(STATUS, "closed", 30)
    await stage.anna.sees(stage.channel, words["closes"], thread=card["ts"])
    await stage.quiet()


def _third_working_day(now: int) -> int:
    """By the slow way: day after day on a wall calendar in Moscow, at the same time of the day."""
    off = holidays.country_holidays("RU")
    wall = datetime.fromtimestamp(now / SECOND, ZoneInfo("Europe/Moscow"))
    left = 3
    while left:
        wall += timedelta(days=1)
        left -= off.is_working_day(wall.date())
    return round(wall.timestamp() * SECOND)


async def _closed_is_final(scene: Scene) -> None:
    """D8: a closed ticket's new message becomes a linked one when the customer agrees."""
    stage, ivan, card, words = scene.stage, scene.ivan, scene.card, scene.words
    receipt = words["receipt"].format("TS-1")
    first = next(one for one in await ivan.chat() if receipt in (one.get("text") or ""))
    await ivan.say("Снова нет связи", reply_to=first["message_id"])
    await ivan.sees(words["closed"])
    await ivan.press(text=words["follow"])
    await ivan.sees(words["receipt"].format("TS-2"))
    await stage.quiet()
    assert await stage.rows("SELECT status, linked_to FROM tickets ORDER BY id") == [("closed", None), ("new", 1)]
    await stage.anna.sees(stage.channel, "TS-2", thread=card["ts"])


async def _words_offer_to_close(scene: Scene) -> None:
    """D5: a phrase offers agents one tap, which closes."""
    stage, ivan, words = scene.stage, scene.ivan, scene.words
    card = next(one for one in await stage.cards() if one["ts"] != scene.card["ts"])
    await stage.anna.press(stage.channel, card["ts"], action_id="v1:claim")
    await stage.quiet()
    sent = await ivan.say(words["solved"])
    await ivan.sees(words["noted"], after=sent["message_id"])
    await stage.quiet()
    await stage.anna.press(stage.channel, card["ts"], action_id="v1:end")
    await stage.quiet()
    assert await stage.rows(STATUS) == [("closed",), ("closed",)]


async def _asks(stage: Stage, card: Json, text: str) -> None:
    await stage.moves(stage.anna, card, "waiting")
    await submits(stage, {"body": text})
    await stage.quiet()
