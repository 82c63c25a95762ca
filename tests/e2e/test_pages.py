"""*Rate* and *Return to work* by the links of letters: looking changes nothing, a press acts once (D3, faults D3)."""

from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa

from core.storage.schema import metadata
from tests.bots.web.site import Page
from tests.e2e.browser import Browser, browsing, link
from tests.e2e.stage import Stage, opened
from tests.e2e.steps import POST, gives_address, wants_mail_only
from tests.standins.mail import Letter

DAY = 86_400
WORDS = {
    "ru": {"receipt": "Заявка HD-1 принята", "resolved": "Похоже, вопрос решён", "done": "Вернули в работу",
           "thanks": "Спасибо за оценку", "not_now": "Сейчас это уже не нужно", "expired": "Ссылка устарела",
           "grade": "Оценка клиента: Хорошо"},
    "en": {"receipt": "Ticket HD-1 is registered", "resolved": "We believe this is solved", "done": "Back to work",
           "thanks": "Thank you for your rating", "not_now": "no longer needed", "expired": "This link is too old",
           "grade": "Customer's rating: Good"},
}  # fmt: skip
MOVES = "SELECT count(*) FROM events WHERE kind = 'StatusMoved'"


async def _resolved(stage: Stage, words: dict[str, str], after: int = 0) -> Letter:
    (card,) = await stage.cards()
    await stage.moves(stage.anna, card, "resolved")
    letter = await stage.mail.box(POST).gets(words["resolved"], after=after)
    await stage.quiet()
    return letter


async def _by_mail_only(stage: Stage, language: str) -> None:
    ivan = await stage.telegram.user(first_name="Иван", language_code=language)
    await ivan.say("Не печатает принтер")
    await ivan.sees(WORDS[language]["receipt"])
    await gives_address(stage, ivan, language=language)
    await wants_mail_only(ivan, language)
    await stage.quiet()


async def _everything(stage: Stage) -> dict[str, list[Any]]:
    """Every row of the database."""
    return {name: sorted(map(tuple, await stage.rows(f'SELECT * FROM "{name}"')), key=repr) for name in metadata.tables}


@pytest.mark.parametrize("language", ["ru", "en"])
async def test_a_ticket_is_returned_to_work_and_rated_by_the_links_of_its_letters(
    url: sa.URL, tmp_path: Path, language: str
) -> None:
    words = WORDS[language]
    async with opened(url, tmp_path / "files", language, post=True) as stage, browsing() as browser:
        await _by_mail_only(stage, language)
        letter = await _resolved(stage, words)
        moved = await stage.one(MOVES)
        page = await browser.open(link(letter, do="return"))
        assert page.html.startswith("<!doctype html>") and f'lang="{language}"' in page.html
        assert page.forms[0].verb == "return"
        assert await stage.one("SELECT status FROM tickets") == "resolved"
        assert words["done"] in (await _twice(browser, page, "return")).text
        assert await stage.one("SELECT status FROM tickets") == "in_progress"
        assert await stage.one(MOVES) == moved + 1
        assert words["not_now"] in (await browser.open(link(letter, do="return"))).text

        letter = await _resolved(stage, words, after=letter.number)
        page = await browser.open(link(letter, do="rate", grade="4"))
        assert page.form("rate").fields["picked"] == "4"
        assert await stage.one("SELECT grade FROM tickets") is None
        assert words["thanks"] in (await _twice(browser, page, "rate")).text
        assert await stage.rows("SELECT status, grade FROM tickets") == [("resolved", "4")]
        assert await stage.one("SELECT count(*) FROM events WHERE kind = 'TicketRated'") == 1
        await stage.quiet()
        (card,) = await stage.cards()
        assert words["grade"] in card["plain"]


async def _twice(browser: Browser, page: Page, verb: str) -> Page:
    """A double click: both posts are answered alike."""
    form = page.form(verb)
    first, second = await browser.submit(form), await browser.submit(form)
    assert first.status == second.status == 303
    assert first.headers["Location"] == second.headers["Location"]
    return await browser.open(first.headers["Location"])


async def test_a_mail_scanner_changes_nothing(url: sa.URL, tmp_path: Path) -> None:
    """Every link of every letter, List-Unsubscribe too, by GET, HEAD and OPTIONS."""
    async with opened(url, tmp_path / "files", post=True, profile="telecom") as stage:
        ivan = await stage.telegram.user(first_name="Иван")
        await ivan.say("Не слышно")
        await ivan.sees("Обращение TS-1 принято")
        await gives_address(stage, ivan)
        (card,) = await stage.cards()
        await stage.anna.press(stage.channel, card["ts"], action_id="v1:claim")
        await stage.replies(stage.anna, card, "Проверьте")
        await stage.quiet()
        await stage.moves(stage.anna, card, "resolved")
        await stage.mail.box(POST).gets("Похоже, вопрос решён")
        await stage.quiet()
        before = await _everything(stage)
        looked = await stage.mail.scan()
        assert {one["status"] for one in looked} == {200, 405}
        assert {one["status"] for one in looked if one["method"] != "OPTIONS"} == {200}
        kinds = {part for one in looked for part in ("/t/", "/m/", "do=return", "do=answer") if part in one["link"]}
        assert kinds == {"/t/", "/m/", "do=return", "do=answer"}
        assert await _everything(stage) == before


@pytest.mark.parametrize("language", ["ru", "en"])
async def test_after_thirty_days_a_link_says_that_it_is_too_old_and_does_nothing(
    sqlite_url: sa.URL, tmp_path: Path, language: str
) -> None:
    words = WORDS[language]
    async with opened(sqlite_url, tmp_path / "files", language, post=True) as stage, browsing() as browser:
        await _by_mail_only(stage, language)
        letter = await _resolved(stage, words)
        stage.clock.on(29 * DAY)
        page = await browser.open(link(letter, do="return"))
        stage.clock.on(DAY + 60)
        seen = await browser.ask(link(letter, do="return"))
        assert seen.status == 410 and words["expired"] in seen.page.text
        assert (await browser.submit(page.form("return"))).status == 410
        assert await stage.one("SELECT status FROM tickets") == "resolved"
