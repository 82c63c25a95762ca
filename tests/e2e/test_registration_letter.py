"""A5 by letter: an unknown sender says who they are on a page, is let in in Slack, and the letter becomes a ticket."""

import asyncio
from pathlib import Path

import pytest
import sqlalchemy as sa

from bots.wiring import tools
from core.people.person import Role
from core.storage.schema import metadata
from tests.bots.slack.hostile import SEEDS as SLACK
from tests.bots.slack.test_hostile import INERT
from tests.bots.telegram.hostile import SEEDS as TELEGRAM
from tests.e2e.browser import Browser, browsing
from tests.e2e.post import EVE, IVAN, mailed, written
from tests.e2e.stage import Json, Stage
from tests.e2e.variants import notices
from tests.standins.mail import Letter

POST = "ivan@example.org"
BOTH = notices("chat", "mail")
STRICT = '[access]\nstrangers = "register"'
SHUT = '[access]\nstrangers = "refused"'
TICKETS = "SELECT subject, source FROM tickets ORDER BY id"
REQUESTERS = "SELECT DISTINCT name FROM persons JOIN tickets ON requester = persons.id"
REQUESTS = "SELECT state, proved FROM registrations ORDER BY id"
SAID = {
    "surname": "Петров", "first_name": "Иван", "patronymic": "", "position": "Инженер", "email": POST,
    "phone": "+7 495 123-45-67",
}  # fmt: skip
WORDS = {
    "ru": {"subject": "Мы пока вас не знаем", "title": "Давайте познакомимся",
           "done": "Данные переданы", "text": "Принтер горит",
           "letters": "Ждёт 1 письмо", "in": "Вы зарегистрированы", "soon": "Ваше письмо уже регистрируется",
           "declined": "О вашей регистрации", "phone": "не похоже на номер телефона", "waits": "на рассмотрении",
           "shut": "Мы не сможем принять ваше письмо", "by": "Отклонено: Анна"},
    "en": {"subject": "We do not know you yet", "title": "Let us get acquainted",
           "done": "has been passed on", "text": "The printer burns",
           "letters": "1 letter waits", "in": "You are registered", "soon": "Your email is being registered",
           "declined": "About your registration", "phone": "does not look like a phone", "waits": "being looked at",
           "shut": "We cannot take your email", "by": "Declined by Анна"},
}  # fmt: skip


def page_of(letter: Letter) -> str:
    return next(one for one in letter.links if "/r/" in one)


async def request(stage: Stage, shows: str = "") -> Json:
    await stage.quiet()
    found = [card for card in await stage.cards() if shows in card["plain"]]
    assert len(found) == 1, [card["plain"] for card in await stage.cards()]
    return found[0]


async def _everything(stage: Stage) -> dict[str, list[object]]:
    return {name: sorted(map(tuple, await stage.rows(f'SELECT * FROM "{name}"')), key=repr) for name in metadata.tables}


async def asks(browser: Browser, letter: Letter, **more: str) -> str:
    page = await browser.open(page_of(letter))
    return (await browser.press(page.forms[0], **{**SAID, **more})).text


@pytest.mark.parametrize("language", ["ru", "en"])
async def test_a_strangers_letter_becomes_a_ticket_once_they_are_let_in(
    url: sa.URL, tmp_path: Path, language: str
) -> None:
    words = WORDS[language]
    async with mailed(url, tmp_path, BOTH, STRICT, language=language) as (stage, post), browsing() as browser:
        await post.sends(written(IVAN, words["text"], words["text"], picture=True), times=2)
        letter = await stage.mail.box(POST).gets(words["subject"])
        assert words["text"] not in letter.subject + letter.text
        await stage.comes_to("SELECT count(*) FROM grants", 2)
        await stage.quiet()
        before = await _everything(stage)
        page = await browser.open(page_of(letter))
        assert words["title"] in page.text and f'lang="{language}"' in page.html
        assert await _everything(stage) == before
        wrong = await browser.submit(page.forms[0], **{**SAID, "phone": "позвоните"})
        assert wrong.status == 409 and words["phone"] in wrong.page.text
        assert 'value="Петров"' in wrong.page.html
        assert await stage.rows(REQUESTS) == []
        assert words["done"] in (await browser.press(page.forms[0], **SAID)).text
        assert words["done"] in (await browser.press(page.forms[0], **SAID)).text
        assert await stage.rows(REQUESTS) in ([("waiting", True)], [("waiting", 1)])
        card = await request(stage)
        assert words["letters"] in card["plain"] and "Петров" in card["plain"]
        await post.sends(written(IVAN, "Ещё письмо", "Второе"))
        await stage.quiet()
        assert await stage.rows(TICKETS) == []
        (button,) = [one for one in card["buttons"] if one["action_id"] == "v1:admit"]
        at = {"value": button["value"], "block_id": button["block_id"], "stale": True}
        both = (one.press(stage.channel, card["ts"], action_id="v1:admit", **at) for one in (stage.anna, stage.boris))
        await asyncio.gather(*both)
        assert await stage.mail.box(POST).gets(words["in"])
        await stage.comes_to("SELECT count(*) FROM tickets", 2)
        await stage.quiet()
        assert await stage.rows(TICKETS) == [(words["text"], "mail"), ("Ещё письмо", "mail")]
        assert await stage.rows("SELECT DISTINCT name FROM persons JOIN tickets ON requester = persons.id") == [
            ("Иван Петров",)
        ]
        assert await stage.one("SELECT count(*) FROM attachments WHERE state = 'ready'") == 1
        assert {row[0] for row in await stage.rows("SELECT state FROM inbox WHERE source = 'mail'")} == {"done"}
        assert words["in"] in (await browser.open(page_of(letter))).text
        await post.sends(written(IVAN, "Третье", "Сразу"))
        await stage.mail.box(POST).gets("HD-3")


async def test_who_is_declined_is_told_why_and_their_letter_opens_nothing(sqlite_url: sa.URL, tmp_path: Path) -> None:
    words = WORDS["ru"]
    async with mailed(sqlite_url, tmp_path, BOTH, STRICT) as (stage, post), browsing() as browser:
        await post.sends(written(IVAN, "Принтер", "Горит"))
        letter = await stage.mail.box(POST).gets(words["subject"])
        await asks(browser, letter)
        card = await request(stage)
        await stage.anna.press(stage.channel, card["ts"], action_id="v1:refuse")

        async def open() -> bool:
            return any("body" in str(view) for view in await stage.anna.views())

        await stage.until(open, 10)
        await stage.anna.submit({"body": "Договор закончился", "hidden": ["hidden"]})
        told = await stage.mail.box(POST).gets(words["declined"])
        assert "Договор закончился" in told.text
        await stage.quiet()
        assert words["by"] in (await request(stage))["plain"]
        assert "ещё раз можно через сутки" in (await browser.open(page_of(letter))).text
        assert await stage.rows(TICKETS) == []
        stage.clock.on(86_460)
        assert WORDS["ru"]["done"] in await asks(browser, letter)
        await stage.quiet()
        assert len(await stage.cards()) == 2


async def test_an_operators_grant_lets_them_in_and_ends_the_request(sqlite_url: sa.URL, tmp_path: Path) -> None:
    async with mailed(sqlite_url, tmp_path, BOTH, STRICT) as (stage, post), browsing() as browser:
        await post.sends(written(IVAN, "Принтер", "Горит"))
        await asks(browser, await stage.mail.box(POST).gets(WORDS["ru"]["subject"]))
        await request(stage, "Просит доступ")
        assert await tools.grant(stage.house.core.settings, POST, Role.CLIENT)
        await stage.mail.box(POST).gets("HD-1")
        await stage.quiet()
        assert "Одобрено: оператор" in [card for card in await stage.cards() if "Доступ" in card["plain"]][0]["plain"]
        assert await stage.rows(REQUESTERS) == [("Иван Петров",)]


async def test_a_request_is_changed_and_withdrawn_on_the_page_and_stays_one_message(
    sqlite_url: sa.URL, tmp_path: Path
) -> None:
    async with mailed(sqlite_url, tmp_path, BOTH, STRICT) as (stage, post), browsing() as browser:
        await post.sends(written(IVAN, "Принтер", "Горит"))
        letter = await stage.mail.box(POST).gets(WORDS["ru"]["subject"])
        await asks(browser, letter)
        await asks(browser, letter, position="Директор")
        assert "Директор" in (await request(stage))["plain"]
        page = await browser.open(page_of(letter))
        assert "больше не рассматриваем" in (await browser.press(page.forms[1])).text
        card = await request(stage, "Отозвано")
        assert card["buttons"] == []
        assert (await browser.submit(page.forms[1])).status == 303
        page.forms[0].fields["form"] = page.forms[1].fields["form"]
        assert (await browser.submit(page.forms[0], **SAID)).status == 403
        assert (await browser.ask(page_of(letter)[:-2])).status == 404
        stage.clock.on(31 * 86_400)
        assert (await browser.ask(page_of(letter))).status == 410


async def test_every_sign_of_hostile_particulars_is_only_shown(sqlite_url: sa.URL, tmp_path: Path) -> None:
    """In Slack no mention and no link, on the page no markup, in a letter no header."""
    async with mailed(sqlite_url, tmp_path, BOTH, STRICT) as (stage, post), browsing() as browser:
        await post.sends(written(IVAN, "Принтер", "Горит"))
        letter = await stage.mail.box(POST).gets(WORDS["ru"]["subject"])
        seeds = [one for one in (*SLACK, *TELEGRAM) if one.strip()]
        for n in range(0, len(seeds), 12):
            three = [(seeds + seeds)[n + k] + "\r\nBcc: eve@evil.example" for k in range(3)]
            await asks(browser, letter, surname=three[0][:300], first_name=three[1][:300], position=three[2][:300])
            page = await browser.open(page_of(letter))
            assert {tag for tag, _ in page.elements} <= {
                "html", "head", "meta", "title", "link", "body", "header", "p", "main", "div", "h1", "section", "form",
                "input", "label", "span", "button", "bdi",
            }  # fmt: skip
            card = await request(stage)
            assert card["active"] == INERT
        await asks(browser, letter, surname="я" * 300, first_name="ю" * 300, patronymic="э" * 300, position="ь" * 300)
        card = await request(stage)
        assert "я" * 90 in card["plain"]
        await stage.anna.press(stage.channel, card["ts"], action_id="v1:admit")
        await stage.mail.box(POST).gets("HD-1")
        await stage.quiet()
        assert await stage.one("SELECT length(name) FROM persons WHERE email = 'ivan@example.org'") == 300


async def test_a_desk_that_takes_nobody_says_so_once_and_keeps_no_person(sqlite_url: sa.URL, tmp_path: Path) -> None:
    async with mailed(sqlite_url, tmp_path, BOTH, SHUT) as (stage, post):
        for n in range(3):
            await post.sends(written(EVE, f"SPAM {n}", "Купите слона"))
        letter = await stage.mail.box("eve@evil.example").gets(WORDS["ru"]["shut"])
        await stage.quiet()
        assert not [one for one in letter.links if "/r/" in one] and "слона" not in letter.text
        assert len(await stage.mail.letters()) == 1
        assert await stage.one("SELECT count(*) FROM persons WHERE name = 'Eve'") == 0


@pytest.mark.parametrize(("doors", "how"), [(True, "в нашем чате в Telegram"), (False, "зарегистрировать этот адрес")])
async def test_a_desk_without_pages_says_how_else(sqlite_url: sa.URL, tmp_path: Path, doors: bool, how: str) -> None:
    more = {} if doors else {"telegram_token": None}
    async with mailed(sqlite_url, tmp_path, BOTH, STRICT, web_url=None, **more) as (stage, post):
        await post.sends(written(IVAN, "Принтер", "Горит"))
        letter = await stage.mail.box(POST).gets(WORDS["ru"]["subject"])
        assert how in letter.text and not letter.links
