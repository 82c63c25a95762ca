"""Five hundred hostile texts, names, subjects and file names through every door of one running product (faults D1, E).

From Telegram and the page to Slack, from Slack to Telegram, mail and the page: they are read as they were typed, and
nothing of them is live anywhere.
"""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
import sqlalchemy as sa

from core.relay.channel import Limits
from core.relay.pace import Pace
from core.texts import one_line
from tests.bots.slack.hostile import hostile
from tests.bots.slack.test_hostile import INERT, shown
from tests.bots.web.site import Page
from tests.e2e import readers
from tests.e2e.browser import Browser, browsing, link
from tests.e2e.readers import squeezed
from tests.e2e.stage import Json, Stage, opened
from tests.e2e.steps import gives_address
from tests.standins.mail import Letter
from tests.standins.slack import Agent, Upload
from tests.standins.telegram import Customer

TEXTS = hostile(500)
LINES = [one_line(text) for text in TEXTS]
PEOPLE = 10
EACH = len(TEXTS) // PEOPLE
TOGETHER = 4
"""So many texts have room in one subject, or in one name of a file."""
SUBJECTS, FILES = 6, 10
ENTITIES = {"bold", "italic", "date_time"}


def share(n: int) -> str:
    return "\n".join(TEXTS[n::PEOPLE])


def lines(n: int) -> list[str]:
    """The same texts, some to a line: the first lines become subjects, the last names of files."""
    mine = LINES[n::PEOPLE]
    return [" ".join(mine[at : at + TOGETHER])[:190] for at in range(0, EACH, TOGETHER)]


def name(n: int) -> str:
    return LINES[n % len(LINES)][5:].strip()[:60] or "?"


@asynccontextmanager
async def unpaced(url: sa.URL, folder: Path, patch: pytest.MonkeyPatch) -> AsyncIterator[Stage]:
    """How fast chats bear messages is tried elsewhere."""

    def no_limits(limits: Limits | None) -> Pace:
        return Pace(None)

    patch.setattr("core.relay.deliver.Pace", no_limits)
    async with opened(url, folder, post=True, profile="telecom") as stage:
        await stage.slack.limits(False)
        await stage.telegram.limits(False)
        yield stage


async def test_nothing_that_anybody_typed_is_live_anywhere(
    sqlite_url: sa.URL, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with unpaced(sqlite_url, tmp_path / "files", monkeypatch) as stage, browsing() as browser:
        people = [await stage.telegram.user(f"Имя{n}", "Иванов") for n in range(1)]
        people += [await stage.telegram.user(name(2 * n), name(2 * n + 1)) for n in range(PEOPLE)]
        agents = [await _agent(stage, "Пётр")] + [await _agent(stage, name(100 + n)) for n in range(PEOPLE)]
        await _speak(stage, people)
        answers = await _answered(stage, people, agents)
        pages = [await _page(browser, letter, n - 1) for n, letter in enumerate(answers)]
        await stage.quiet(60)

        await _slack_is_calm(stage)
        await _chats_are_calm(people[1:])
        await _letters_are_calm(stage, people)
        for page in pages[1:]:
            assert readers.leads(page) == {""}
            assert readers.skeleton(page) <= readers.skeleton(pages[0])
        text = squeezed("".join(page.text for page in pages))
        assert [one for one in TEXTS if text.count(squeezed(one)) < 3] == []
        assert await stage.one("SELECT count(*) FROM inbox WHERE state = 'dead'") == 0
        assert {row[0] for row in await stage.rows("SELECT DISTINCT state FROM outbox")} == {"sent"}
        assert {row[0] for row in await stage.rows("SELECT DISTINCT state FROM attachments")} == {"ready"}
        assert await stage.one("SELECT count(*) FROM tickets") == 2 + PEOPLE * (1 + SUBJECTS)


def _post(n: int) -> str:
    return f"reader{n}@example.org"


async def _agent(stage: Stage, called: str) -> Agent:
    agent = await stage.slack.agent(called, locale="ru-RU")
    await stage.slack.join(stage.channel, agent)
    return agent


async def _speak(stage: Stage, people: list[Customer]) -> None:
    """The first is harmless, to compare the others with. The big texts come first, then a ticket for each subject."""
    await asyncio.gather(*(_arrives(stage, person, n) for n, person in enumerate(people)))
    asked = [
        (person, one) for n, person in enumerate(people) for one in (lines(n - 1)[:SUBJECTS] if n else ["Ещё одно"])
    ]
    for number, (person, subject) in enumerate(asked, len(people) + 1):
        await stage.telegram.say_all([(person, "/new"), (person, subject), (person, subject)])
        await _opened(stage, person, number)
    await stage.quiet(60)


async def _opened(stage: Stage, person: Customer, number: int) -> None:
    """What is like an earlier ticket is asked about first; it is another one."""

    async def there() -> bool:
        return await stage.one("SELECT count(*) FROM tickets") == number

    async def answered() -> bool:
        return await there() or "Похоже, об этом вы уже писали" in (await person.chat())[-1]["text"]

    await stage.until(answered, 20)
    if not await there():
        await person.press(text="Нет, это другое")
        await stage.until(there, 20)


async def _arrives(stage: Stage, person: Customer, n: int) -> None:
    await person.say(share(n - 1) if n else "Безобидно\nи в две строки")
    await person.sees("принято")
    await gives_address(stage, person, _post(n))


async def _answered(stage: Stage, people: list[Customer], agents: list[Agent]) -> list[Letter]:
    """Every agent answers one person's first ticket, with files; the letters that tell of it, in that order."""
    first = "SELECT min(tickets.id) FROM tickets JOIN identities ON person_id = requester WHERE external_id = '{}'"
    letters = []
    for n, (person, agent) in enumerate(zip(people, agents, strict=True)):
        number = await stage.one(first.format(person.id))
        card = next(one for one in await stage.cards() if f"TS-{number} ·" in one["plain"])
        called = [Upload(one, b"x", "text/plain") for one in (lines(n - 1)[:2] if n else ["a", "b"])]
        await stage.replies(agent, card, share(n - 1) if n else "Безобидный ответ", files={"files": called})
        letters.append(await stage.mail.box(_post(n)).gets("Ваше первое сообщение"))
    return letters


async def _page(browser: Browser, letter: Letter, n: int) -> Page:
    """The page as it is after an answer with files was sent from it."""
    page = await browser.open(link(letter, do="answer"))
    names = lines(n)[-FILES:] if n >= 0 else [f"{one}.txt" for one in range(FILES)]
    files = [(one.replace('"', "%22"), b"x", "text/plain") for one in names]
    await browser.press(page.form("answer"), *files, text=share(n) if n >= 0 else "Безобидный ответ\nсо страницы")
    return await browser.open(link(letter, do="answer"))


async def _slack_is_calm(stage: Stage) -> None:
    cards = await stage.cards()
    posts: list[Json] = [*cards, *[one for card in cards for one in await stage.thread(card)]]
    assert [one["plain"] for one in posts if one["active"] != INERT] == []
    text = shown("".join(one["plain"] for one in posts))
    assert [one for one in TEXTS if text.count(shown(one)) < 2] == []
    assert [one for n in range(2 * PEOPLE) if shown(one := name(n)) not in text] == []


async def _chats_are_calm(people: list[Customer]) -> None:
    told = [one for person in people for one in await person.chat() if one["from"] == "bot"]
    assert {entity["type"] for one in told for entity in one["entities"]} <= ENTITIES
    assert all(one["buttons"] == [] or one["text"] for one in told)
    text = squeezed("".join(one["text"] or "" for one in told))
    assert [one for one in TEXTS if squeezed(one) not in text] == []
    assert [one for n in range(PEOPLE) if squeezed(one := name(100 + n)) not in text] == []


async def _letters_are_calm(stage: Stage, people: list[Customer]) -> None:
    usual = await stage.mail.letters(_post(0))
    names, shapes = set[str](), set[tuple[str, tuple[str, ...]]]()
    for letter in usual:
        names |= readers.headers(letter)
        shapes |= readers.elements(letter)
    text = ""
    for n in range(1, len(people)):
        for letter in await stage.mail.letters(_post(n)):
            message = readers.parsed(letter)
            assert [one.addr_spec for one in message["To"].addresses] == [_post(n)], letter.subject
            assert [one.addr_spec for one in message["From"].addresses] == ["desk@telecom.example"], letter.subject
            assert readers.headers(letter) <= names, letter.subject
            assert readers.elements(letter) <= shapes, letter.subject
            assert all(one.startswith(str(stage.house.core.settings.web_url)) for one in readers.addresses(letter))
            text += letter.subject + letter.text
    assert [one for one in TEXTS if squeezed(one) not in squeezed(text)] == []
