"""Storyboard C: it begins, goes on and ends by letters, while the agents work in Slack."""

from datetime import datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import holidays
import pytest
import sqlalchemy as sa

from core.clock import SECOND
from core.kinds import Door, Visitor
from core.tickets.commands import OpenTicket
from tests.e2e.browser import Browser, browsing, link
from tests.e2e.post import IVAN, PostOffice, answer, mailed, written
from tests.e2e.stage import Json, Stage, opened
from tests.e2e.steps import POST, submits

MOSCOW = ZoneInfo("Europe/Moscow")
FIRST = "SELECT due_at FROM targets WHERE ticket_id = 1 AND metric = 'first_response'"
STATUS = "SELECT status FROM tickets"
ASKED = "SELECT count(*) FROM events WHERE kind = 'SurveyAsked'"


async def test_storyboard_c(sqlite_url: sa.URL, tmp_path: Path) -> None:
    async with mailed(sqlite_url, tmp_path, profile="software") as (stage, post), browsing() as browser:
        monday = _friday(stage.house.core.hop.clock.now() / SECOND) + timedelta(days=3)
        _until(stage, monday - timedelta(days=3))
        card = await _begins(stage, post)
        await _is_distributed(stage, card, monday)
        await _is_late(stage, card, monday)
        await _is_solved_and_opened_again(stage, post, card)
        await _is_rated(stage, browser, card)
        assert len(await stage.cards()) == 1
        assert await stage.one("SELECT count(*) FROM inbox WHERE state = 'dead'") == 0


async def _begins(stage: Stage, post: PostOffice) -> Json:
    """C1, C2: a letter is a ticket, and its sender has the number at once."""
    await post.sends(written(IVAN, "Не регистрируется программа", "Ключ не подходит"))
    receipt = await stage.mail.box(POST).gets("SW-1")
    assert receipt.headers["Auto-Submitted"] == "auto-replied" and "Первый ответ — не позже" in receipt.text
    await stage.quiet()
    (card,) = await stage.cards()
    assert "Не регистрируется программа" in card["plain"] and "Ключ не подходит" in card["plain"]
    return card


async def _is_distributed(stage: Stage, card: Json, monday: datetime) -> None:
    """C3, C4: four working hours at first; two from registration for a product registration."""
    assert await stage.one(FIRST) // SECOND == pytest.approx(monday.replace(hour=12).timestamp(), abs=120)
    await stage.anna.press(stage.channel, card["ts"], action_id="v1:triage")
    await submits(stage, {"type": "incident", "category": "registration"})
    await stage.comes_to("SELECT type FROM tickets", "incident")
    assert await stage.one(FIRST) // SECOND == pytest.approx(monday.replace(hour=10).timestamp(), abs=120)
    await stage.anna.press(stage.channel, card["ts"], action_id="v1:claim")
    await stage.quiet()
    assert await stage.rows(STATUS) == [("in_progress",)]


async def _is_late(stage: Stage, card: Json, monday: datetime) -> None:
    """X5: the assignee is warned before, and told of the breach; once each."""
    _until(stage, monday.replace(hour=9, minute=45))
    warned = await stage.anna.sees(stage.channel, "прошло", thread=card["ts"])
    assert f"<@{stage.anna.id}>" in str(warned)
    _until(stage, monday.replace(hour=10, minute=5))
    breached = await stage.anna.sees(stage.channel, "срок прошёл", thread=card["ts"])
    assert f"<@{stage.anna.id}>" in str(breached)
    await stage.quiet()
    told = await stage.rows("SELECT kind, count(*) FROM events WHERE kind LIKE 'Sla%' GROUP BY kind ORDER BY kind")
    assert [kind for kind, _ in told] == ["SlaBreached", "SlaWarned"]


async def _is_solved_and_opened_again(stage: Stage, post: PostOffice, card: Json) -> None:
    """C8, C9: the letter has the answer, then the first request, a link, and is answered; that opens it again."""
    await stage.replies(stage.anna, card, "Пришлём новый ключ")
    said = await stage.mail.box(POST).gets("Пришлём новый ключ")
    assert said.subject.startswith("[Техподдержка] Re: ")
    assert said.text.index("Пришлём новый ключ") < said.text.index("Ключ не подходит")
    assert "просто ответьте на это письмо" in said.text and any("/t/" in one for one in said.links)
    await stage.quiet()
    await stage.moves(stage.anna, card, "solved")
    solved = await stage.mail.box(POST).gets("вопрос решён", after=said.number)
    await stage.quiet()
    await post.sends(answer(solved, IVAN, "Новый тоже не подходит", picture=True))
    heard = await stage.anna.sees(stage.channel, "Новый тоже не подходит", thread=card["ts"])
    assert "Пришлём" not in heard["plain"]
    await stage.comes_to(STATUS, "reopened")
    await stage.quiet()
    assert "экран.png" in {file["name"] for message in await stage.thread(card) for file in message["files"]}
    await stage.moves(stage.anna, card, "solved")
    await stage.quiet()
    assert await stage.rows(STATUS) == [("solved",)]


async def _is_rated(stage: Stage, browser: Browser, card: Json) -> None:
    """C10: asked 24 hours later, once, by two links; a bad grade and its word are shown to the agents."""
    assert await stage.one(ASKED) == 0
    stage.clock.on(23 * 3600)
    await stage.quiet()
    assert await stage.one(ASKED) == 0
    before = (await stage.mail.letters())[-1].number
    stage.clock.on(3600 + 60)
    await stage.comes_to(ASKED, 1)
    survey = await stage.mail.box(POST).gets("Плохо", after=before)
    assert link(survey, do="rate", grade="good") != link(survey, do="rate", grade="bad")
    page = await browser.open(link(survey, do="rate", grade="bad"))
    assert await stage.one("SELECT grade FROM tickets") is None, "to look is to change nothing"
    await browser.press(page.form("rate"), text="Ждали три дня")
    await stage.anna.sees(stage.channel, "Плохо", thread=card["ts"])
    await stage.anna.sees(stage.channel, "Ждали три дня", thread=card["ts"])
    await stage.quiet()
    assert await stage.rows("SELECT grade, status FROM tickets") == [("bad", "solved")]


def _friday(now: float) -> datetime:
    """The next at 17:00 in Moscow that is a working day, and the Monday after it too."""
    off = holidays.country_holidays("RU")
    wall = datetime.fromtimestamp(now, MOSCOW).replace(hour=17, minute=0, second=0, microsecond=0)
    while wall.timestamp() <= now or wall.weekday() != 4 or not _both_work(off, wall):
        wall += timedelta(days=1)
    return wall


def _both_work(off: holidays.HolidayBase, friday: datetime) -> bool:
    return off.is_working_day(friday.date()) and off.is_working_day(friday.date() + timedelta(days=3))


def _until(stage: Stage, at: datetime) -> None:
    stage.clock.on(at.timestamp() - stage.house.core.hop.clock.now() / SECOND)


@pytest.mark.parametrize(("language", "label", "word"), [("ru", "Решён", "доставлено"), ("en", "Solved", "delivered")])
async def test_storyboard_c_a_problem_and_its_incidents(
    sqlite_url: sa.URL, tmp_path: Path, language: str, label: str, word: str
) -> None:
    """C5: three reports of one problem are tied, answered in one step and solved; the list says who received it."""
    async with opened(sqlite_url, tmp_path / "files", language, post=True, profile="software") as stage:
        people = [
            await stage.telegram.user(first_name=name, language_code=language) for name in ("Иван", "Ann", "Пётр")
        ]
        for n, one in enumerate(people, 1):
            await one.say(f"Обмен не работает, {n}")
            await one.sees(f"SW-{n}")
        await stage.quiet()
        problem = await _agents_problem(stage)
        for card in (await stage.cards())[:3]:
            await _menu(stage, card, "problem")
            await submits(stage, {"other": "4"})
        await stage.comes_to("SELECT count(*) FROM links WHERE kind = 'problem'", 3)
        await stage.quiet()
        await stage.moves(stage.anna, problem, "solved")
        await stage.quiet()
        await stage.anna.press(stage.channel, problem["ts"], action_id="v1:incidents")
        await submits(stage, {"body": "Исправлено в 5.2"})
        await stage.comes_to("SELECT count(*) FROM tickets WHERE status = 'solved'", 4)
        for one in people:
            await one.sees("Исправлено в 5.2")
        await stage.quiet()
        assert all(label in card["plain"] for card in await stage.cards())
        await stage.anna.press(stage.channel, problem["ts"], action_id="v1:incidents")
        await stage.until(lambda: _listed(stage, word), 10)
        assert await stage.one("SELECT count(*) FROM messages WHERE by_staff AND audience = 'public'") == 3


async def _agents_problem(stage: Stage) -> Json:
    """An agent enters it, and says that it is a problem."""
    await stage.house.desk(OpenTicket("Обмен", "Сервер обмена"), Visitor(Door.SLACK, stage.anna.id))
    await stage.quiet()
    card = (await stage.cards())[-1]
    await stage.anna.press(stage.channel, card["ts"], action_id="v1:triage")
    await submits(stage, {"type": "problem"})
    await stage.comes_to("SELECT type FROM tickets WHERE id = 4", "problem")
    await stage.quiet()
    return card


async def _menu(stage: Stage, card: Json, word: str) -> None:
    value = next(value for menu in card["menus"] for value in menu["options"] if value.endswith(f":{word}"))
    await stage.anna.press(stage.channel, card["ts"], action_id="v1:more", selected_option=value)


async def _listed(stage: Stage, word: str) -> bool:
    return any(str(view).count(word) >= 3 for view in await stage.anna.views())
