"""What the page of a ticket shows, and what it offers."""

import re

import pytest

from bots.web.forms import DRAWN
from core.kinds import TicketId, Visitor
from core.people.commands import SetLanguage
from core.profile.schema import Profile
from core.tickets.commands import AddComment, AddNote, Claim, Mute
from core.tickets.lifecycle import REQUESTER_VERBS
from tests.bots.web.site import Site
from tests.core.house import ANNA, IVAN, MARY


def test_every_verb_of_the_requester_is_drawn() -> None:
    assert set(REQUESTER_VERBS) == set(DRAWN)


async def test_the_page_shows_the_ticket_and_its_conversation_newest_last(site: Site) -> None:
    ticket = await site.house.opened(IVAN, "Нет звука", "Во входящих звонках")
    await site.house.desk(Claim(ticket, site.house.ticket(ticket).workflow_rev), ANNA)
    await site.house.desk(AddComment(ticket, "Порт 5060 открыт?"), ANNA)
    text = (await site.page(await site.path(ticket))).text
    text = text[text.index("Техподдержка") :]
    places = [text.index(part) for part in ("TS-1", "В работе", "Нет звука", "Anna", "Во входящих", "Порт 5060")]
    assert places == sorted(places)
    assert "Вы" in text


async def test_the_page_speaks_the_language_of_its_holder(site: Site) -> None:
    ticket = await site.house.opened(MARY, "No sound", "On incoming calls")
    page = await site.page(await site.path(ticket, MARY))
    assert page.values("html", "lang") == ["en"] and "Conversation" in page.text and "Telephony support" in page.text
    await site.house.desk(SetLanguage("ru"), MARY)
    page = await site.page(await site.path(ticket, MARY))
    assert page.values("html", "lang") == ["ru"] and "Переписка" in page.text


async def test_the_core_says_which_buttons_there_are(site: Site) -> None:
    ticket = await site.house.opened()
    assert (await site.page(await site.path(ticket))).verbs == ["answer", "resolve", "escalate", "cancel", "mute"]
    await site.move(ticket, "resolved")
    assert (await site.page(await site.path(ticket))).verbs == ["answer", "close", "return", "mute"]
    await site.move(ticket, "closed")
    assert (await site.page(await site.path(ticket))).verbs == ["again"]


async def test_buttons_are_worded_by_the_desk_where_it_has_words(site: Site) -> None:
    ticket = await site.house.opened()
    text = (await site.page(await site.path(ticket))).text
    assert "Решить эту проблему" in text and "Проблема решена" in text and "Не уведомляйте меня" in text


async def test_a_note_never_stands_on_the_page(site: Site) -> None:
    ticket = await site.house.opened()
    await site.house.desk(AddNote(ticket, "между нами"), ANNA)
    assert "между нами" not in (await site.page(await site.path(ticket))).html


async def test_a_note_never_stands_on_the_page_of_an_agents_own_ticket(site: Site) -> None:
    ticket = await site.house.opened(ANNA)
    await site.house.desk(AddNote(ticket, "между нами"), ANNA)
    assert "между нами" not in (await site.page(await site.path(ticket, ANNA))).html


async def test_an_agent_with_a_link_to_somebody_elses_ticket_sees_nothing(site: Site) -> None:
    ticket = await site.house.opened(IVAN)
    assert (await site.get(await site.path(ticket, ANNA))).status == 404


@pytest.mark.parametrize("missing", ["ticket", "stranger"])
async def test_missing_and_not_yours_answer_alike(site: Site, missing: str) -> None:
    mine, other = await site.house.opened(IVAN), await site.house.opened(MARY)
    path = await site.path(TicketId(999) if missing == "ticket" else other, IVAN)
    seen, nonsense = await site.get(path), await site.get(path[:-4])
    assert seen.status == nonsense.status == 404 and seen.body == nonsense.body
    assert (await site.get(await site.path(mine))).status == 200


async def test_a_long_conversation_comes_in_pages(site: Site) -> None:
    ticket = await site.house.opened()
    for n in range(1, 46):
        await site.house.desk(AddComment(ticket, f"word {n:02}"), IVAN)
    path, seen = await site.path(ticket), list[str]()
    while path:
        page = await site.page(path)
        seen = [*re.findall(r"word (\d\d)", page.text), *seen]
        path = next((href for href in page.values("a", "href") if "before=" in href), "")
    assert seen == [f"{n:02}" for n in range(1, 46)]


@pytest.mark.parametrize("before", ["x", "-1", "9" * 40, "%D9%A1", "0", "1e3", ""])
async def test_an_odd_page_is_a_page(site: Site, before: str) -> None:
    ticket = await site.house.opened()
    assert (await site.get(f"{await site.path(ticket)}?before={before}")).status == 200


async def test_a_muted_ticket_says_so(site: Site) -> None:
    ticket = await site.house.opened()
    await site.house.desk(Mute(ticket), IVAN)
    page = await site.page(await site.path(ticket))
    assert "Уведомления отключены" in page.text and "unmute" in page.verbs and "mute" not in page.verbs


async def test_after_an_answer_to_a_resolved_ticket_the_choice_stands_first(site: Site) -> None:
    """D7: any answer holds the timer, and the requester says what comes next."""
    ticket = await site.house.opened()
    await site.move(ticket, "resolved")
    await site.house.desk(AddComment(ticket, "Всё ещё не слышно"), IVAN)
    page = await site.page(await site.path(ticket))
    assert page.verbs[:2] == ["return", "close"] and "Выбрать можно до" in page.text


class TestRating:
    @pytest.fixture
    def profile(self, default_profile: Profile) -> Profile:
        return default_profile

    async def test_a_mail_puts_a_grade_forward_and_the_page_asks(self, site: Site) -> None:
        ticket = await site.house.opened()
        await site.move(ticket, "resolved")
        page = await site.page(await site.path(ticket, do="rate", grade="4"))
        assert page.verbs[0] == "rate" and page.form("rate").fields["picked"] == "4"
        assert site.house.ticket(ticket).grade is None

    async def test_return_to_work_is_put_forward_too(self, site: Site) -> None:
        ticket = await site.house.opened()
        await site.move(ticket, "resolved")
        assert (await site.page(await site.path(ticket, do="return"))).verbs[0] == "return"

    async def test_what_a_mail_put_forward_may_be_over(self, site: Site) -> None:
        ticket = await site.house.opened()
        page = await site.page(await site.path(ticket, do="rate", grade="4"))
        assert "rate" not in page.verbs and "уже не нужно или недоступно" in page.text

    async def test_a_grade_that_does_not_exist_is_not_preselected(self, site: Site) -> None:
        ticket = await site.house.opened()
        await site.move(ticket, "resolved")
        page = await site.page(await site.path(ticket, do="rate", grade='"><b>'))
        assert "picked" not in page.form("rate").fields


@pytest.mark.parametrize("visitor", [IVAN, MARY])
async def test_the_page_can_be_used_without_eyes_and_without_a_mouse(site: Site, visitor: Visitor) -> None:
    ticket = await site.house.opened(visitor)
    await site.move(ticket, "waiting")
    page = await site.page(await site.path(ticket, visitor))
    ids = page.values("textarea", "id") + [
        str(values["id"]) for tag, values in page.elements if tag == "input" and values["type"] == "file"
    ]
    assert set(ids) <= set(page.values("label", "for")) and len(set(ids)) == len(ids)
    assert [tag for tag, _ in page.elements if tag in ("main", "h1")] == ["main", "h1"]
    assert all(times.endswith("Z") for times in page.values("time", "datetime"))
    assert not {"script", "style", "iframe", "object"} & {tag for tag, _ in page.elements}
    assert not [name for _, values in page.elements for name in values if name.startswith("on") or name == "style"]


@pytest.mark.parametrize(("wants", "language"), [("en-GB,ru;q=0.5", "en"), ("fr, ru", "ru"), ("", "ru"), ("xx", "ru")])
async def test_the_page_for_what_is_not_there_is_kind(site: Site, wants: str, language: str) -> None:
    seen = await site.get("/nothing/here", **{"Accept-Language": wants})
    assert seen.status == 404 and seen.page.values("html", "lang") == [language]
    assert len(seen.page.text) > 60
