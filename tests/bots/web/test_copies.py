"""The page as somebody in copy sees it, and what it says of the ticket to everybody on the customer's side (A4)."""

import pytest

from core.clock import DAY
from core.customers.commands import AddCompany, AddEquipment, AddSite
from core.kinds import TicketId, Visitor
from core.people.person import Role
from core.people.store import grant
from core.profile.load import load
from core.profile.schema import Profile
from core.tickets.commands import AddComment, AddNote
from core.tickets.handling import AddObserver, DropObserver, Triage
from tests.bots.web.site import Page, Site
from tests.conftest import PROFILES
from tests.core.house import ANNA, BORIS, IVAN, MARY


@pytest.fixture
def profile() -> Profile:
    """Barn climate, and every customer welcome."""
    raw = load(PROFILES / "field-service.toml").model_dump(by_alias=True, mode="json")
    raw["fields"] = [one | {"required": None} for one in raw["fields"]]
    raw["access"] |= {"strangers": "welcome"}
    raw["terms"] |= {"priority": {"ru": "Критичность", "en": "Criticality"}}
    return Profile.model_validate(raw)


async def _copied(site: Site, who: Visitor = MARY) -> TicketId:
    """Ivan's ticket, with somebody in copy."""
    await site.house.opened(MARY, "Hers")
    ticket = await site.house.opened(IVAN, "Жарко", "В четвёртом")
    await site.house.desk(AddObserver(ticket, person=site.house.person(who)), BORIS)
    return ticket


async def _page(site: Site, ticket: TicketId, who: Visitor = IVAN) -> Page:
    return await site.page(await site.path(ticket, who))


async def test_an_observer_reads_answers_and_mutes_and_can_do_nothing_else(site: Site) -> None:
    ticket = await _copied(site)
    page = await _page(site, ticket, MARY)
    assert page.verbs == ["answer", "mute"] and "В четвёртом" in page.text and "Иван Петров" in page.text
    seen = await site.submit(page.form("answer"), text="I have the key")
    assert seen.status == 303
    page = await _page(site, ticket, MARY)
    assert "You" in page.text and "Your answer has been sent" not in page.text
    assert "I have the key" in (await _page(site, ticket)).text
    assert (await site.submit(page.form("mute"))).status == 303
    page = await _page(site, ticket, MARY)
    assert "unmute" in page.verbs and "Notices are muted" in page.text
    assert "unmute" not in (await _page(site, ticket)).verbs


async def test_who_left_the_copy_and_who_never_was_in_it_see_nothing(site: Site) -> None:
    ticket = await _copied(site)
    await site.house.desk(DropObserver(ticket, site.house.person(MARY)), IVAN)
    assert (await site.get(await site.path(ticket, MARY))).status == 404
    assert (await site.get(await site.path(ticket, BORIS))).status == 404


async def test_an_agent_in_copy_sees_no_more_by_a_link_than_a_customer(site: Site) -> None:
    """Whoever forwards a link forwards no note with it (faults F3)."""
    ticket = await _copied(site, ANNA)
    await site.house.desk(AddNote(ticket, "между нами"), BORIS)
    await site.house.desk(AddComment(ticket, "Выезжаем"), BORIS)
    page = await _page(site, ticket, ANNA)
    assert "между нами" not in page.html and "Выезжаем" in page.text and page.verbs == ["answer", "mute"]


async def test_a_closed_ticket_is_gone_on_with_by_its_requester_alone(site: Site) -> None:
    ticket = await _copied(site)
    await site.move(ticket, "solved")
    await site.move(ticket, "closed")
    assert (await _page(site, ticket)).verbs == ["again"] and "again" not in (await _page(site, ticket, MARY)).verbs


async def test_the_page_says_what_the_ticket_is_about_and_keeps_the_desks_own_matters(site: Site) -> None:
    anna = site.house.person(ANNA)
    await site.house.hop.unit(lambda unit: grant(unit, anna, Role.ADMINISTRATOR, "test"))
    for wish in (
        AddCompany("C1", "Птицефабрика"),
        AddSite("S1", "C1", "ул. 1", "Корпус 4"),
        AddEquipment("E1", "Насос", "S1"),
    ):
        await site.house.desk(wish, ANNA)
    ticket, due = await _copied(site), site.house.clock.now() + DAY
    said = {"type": "machinery", "priority": "emergency", "due_at": due, "site": "S1"}
    await site.house.desk(Triage(ticket, said, {"stopped": "yes", "serial": "<b>КМ-55</b>", "cause": "wear"}), ANNA)
    page = await _page(site, ticket)
    for words in (
        "Тип заявки Технологическое оборудование", "Критичность Аварийный", "Объект Корпус 4 (S1)",
        "Оборудование остановлено? да", "Серийный номер <b>КМ-55</b>", "Срок исполнения", "Наблюдатели Mary Jones",
    ):  # fmt: skip
        assert words in page.text, (words, page.text)
    assert "<b>КМ" not in page.html and "Износ" not in page.text and "Птицефабрика" not in page.text
    assert "Has the equipment stopped? yes" in (await _page(site, ticket, MARY)).text


async def test_the_page_says_by_when_the_first_answer_comes_until_it_has_come(site: Site) -> None:
    ticket = await _copied(site)
    page = await _page(site, ticket)
    assert "Первый ответ — не позже" in page.text
    assert all(time.endswith("Z") for time in page.values("time", "datetime"))
    await site.house.desk(AddComment(ticket, "Выезжаем"), ANNA)
    assert "не позже" not in (await _page(site, ticket)).text
