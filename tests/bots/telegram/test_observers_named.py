"""Colleagues in copy by their name in Telegram, by a contact, by the button that picks people, or by a link (A4).

Whoever is named is shown to nobody who is not of their own company, and joins nothing without having been meant.
"""

from urllib.parse import parse_qs, urlsplit

import pytest
import pytest_asyncio

from core.clock import DAY
from core.customers.commands import AddCompany, AddContact
from core.kinds import Door, PersonId, TicketId, Visitor
from core.people import store as people
from core.people.person import Proof, Role
from core.profile.schema import Profile
from core.storage.unit import Unit
from core.tickets.commands import OpenTicket
from tests.bots.telegram.desk import TelegramDesk, texts
from tests.bots.telegram.rich import desk_with
from tests.bots.telegram.visit import LANGUAGES, Visit, visiting
from tests.standins.telegram import Customer, TelegramStandIn

pytestmark = pytest.mark.asyncio(loop_scope="session")

NAMED = "SELECT name FROM persons JOIN observers ON person_id = persons.id"


@pytest.fixture
def profile(default_profile: Profile) -> Profile:
    return desk_with(default_profile, opening={"asks": ["type"], "observers": True}, doors=["telegram", "mail"])


@pytest_asyncio.fixture(params=LANGUAGES, loop_scope="session")
async def visit(request: pytest.FixtureRequest, tg: TelegramStandIn, desk: TelegramDesk, profile: Profile) -> Visit:
    return await visiting(tg, desk, profile, request.param)


@pytest_asyncio.fixture(loop_scope="session")
async def boss(tg: TelegramStandIn, desk: TelegramDesk) -> Customer:
    """Somebody whom the desk knows, with a name that anybody can type."""
    who = await tg.user(first_name="Пётр", last_name="Главный", username="big_boss", language_code="ru")
    await who.say("/start")
    await desk.quiet()
    return who


async def person(desk: TelegramDesk, who: Customer) -> int:
    return int(await desk.one(f"SELECT person_id FROM identities WHERE external_id = '{who.id}'"))


async def company(desk: TelegramDesk, *members: Customer) -> None:
    """They speak for the same company, as the customers' list says."""
    if not await desk.one("SELECT count(*) FROM companies"):
        await desk.hop.unit(lambda unit: keeper(unit))
        await desk.desk(AddCompany("C1", "Horns and Hooves"), KEEPER)
    for one in members:
        id, email = await person(desk, one), f"u{one.id}@farm.example"
        known = await desk.one(f"SELECT name FROM persons WHERE id = {id}")
        await desk.hop.unit(lambda unit, id=id, email=email: people.change(unit, id, email=email))
        await desk.desk(AddContact(email, "C1", str(known), "", ""), KEEPER)


KEEPER = Visitor(Door.SLACK, "UKEEP", "Keeper")


def keeper(unit: Unit) -> None:
    id = people.add(unit, "Keeper", "ru", "keeper@desk.example")
    people.link(unit, id, Door.SLACK, "UKEEP", Proof.WORKSPACE)
    people.grant(unit, id, Role.ADMINISTRATOR, "test")


async def asked(visit: Visit) -> None:
    """The question who is to be added."""
    await visit.say("Один")
    await visit.presses(visit.word("tg-open"), visit.word("tg-observe"), visit.word("tg-observer-add"))


async def link(visit: Visit) -> str:
    """What the requester is given to pass on."""
    said = [one for one in await texts(visit.who) if "https://t.me/" in one]
    assert said, await visit.last()
    return parse_qs(urlsplit(said[-1].split()[-1]).query)["start"][0]


@pytest.mark.parametrize("way", ["@Big_Boss", "https://t.me/big_boss", "picked", "contact", "mention"])
async def test_a_colleague_is_named_and_added_once_the_requester_confirms_who_it_is(
    visit: Visit, boss: Customer, way: str
) -> None:
    word, desk = visit.word, visit.desk
    await asked(visit)
    await company(desk, visit.who, boss)
    if way == "picked":
        await visit.press(word("tg-observer-pick"))
        button = (await visit.who.chat())[-1]["keyboard"]["keyboard"][0][0]
        assert button["request_users"]["max_quantity"] == 1 and not button["request_users"]["user_is_bot"]
        await visit.who.choose(boss.id, first_name="Босс")
    elif way == "contact":
        await visit.who.card("Босс", boss.id)
    elif way == "mention":
        account = {"id": boss.id, "is_bot": False, "first_name": "Б"}
        mark = {"type": "text_mention", "offset": 0, "length": 4, "user": account}
        await visit.who.say("Босс", entities=[mark])
    else:
        await visit.who.say(way)
    await desk.quiet()
    assert await visit.last() == word("tg-observer-sure", number="HD-1", name="Пётр Главный")
    assert await desk.column(NAMED) == []
    await visit.press(word("tg-observer-yes"))
    assert await desk.column(NAMED) == ["Пётр Главный"]
    await visit.who.press_stale(2, f"g1:observe-yes:1:{await person(desk, boss)}")
    await desk.quiet()
    assert await desk.column(NAMED) == ["Пётр Главный"]
    assert await desk.one("SELECT count(*) FROM dialogues WHERE state IS NOT NULL") == 0
    assert any("HD-1" in str(one["text"]) for one in await boss.chat())


async def test_who_is_of_no_company_of_theirs_is_never_shown_and_a_link_is_offered(
    visit: Visit, boss: Customer
) -> None:
    await asked(visit)
    await visit.say("@big_boss")
    shown = await visit.last()
    assert "Главный" not in shown and "https://t.me/" in shown
    await visit.press(visit.word("tg-observe"))
    await visit.press(visit.word("tg-observer-add"))
    await visit.say("@nobody_there")
    other = await visit.last()
    assert _plain(shown) == _plain(other), "known and unknown answer alike"
    assert await visit.desk.column(NAMED) == []


async def test_a_name_that_has_changed_hands_or_was_not_seen_lately_means_nobody(
    visit: Visit, boss: Customer, tg: TelegramStandIn
) -> None:
    desk = visit.desk
    await asked(visit)
    await company(desk, visit.who, boss)
    thief = await tg.user(first_name="Чужой", username="BIG_BOSS")
    await thief.say("/start")
    await desk.quiet()
    await visit.say("@big_boss")
    assert "Главный" not in await visit.last() and "Чужой" not in await visit.last()
    assert await desk.one(f"SELECT handle FROM identities WHERE external_id = '{boss.id}'") == ""
    await company(desk, thief)
    aged = f"UPDATE identities SET handle_at = handle_at - {8 * DAY}"
    await desk.hop.unit(lambda unit: unit.conn.exec_driver_sql(aged))
    await visit.press(visit.word("tg-observe"))
    await visit.press(visit.word("tg-observer-add"))
    await visit.say("@big_boss")
    assert "https://t.me/" in await visit.last()


async def test_a_link_makes_a_stranger_an_observer_of_this_ticket_once(
    visit: Visit, tg: TelegramStandIn, profile: Profile
) -> None:
    word, desk = visit.word, visit.desk
    await asked(visit)
    await visit.press(word("tg-observer-link"))
    payload = await link(visit)
    await visit.say(f"/start {payload}")
    assert await desk.column(NAMED) == [], "their own link takes nobody in"
    other = await visiting(tg, desk, profile, "en" if visit.language == "ru" else "ru")
    await other.say(f"/start {payload.upper()}", f"/start {payload}")
    assert await desk.column(NAMED) == ["Ян"]
    assert any(other.word("tg-observer-welcome", number="HD-1") == one["text"] for one in await other.who.chat())
    assert "HD-1 · Один" in await other.last()
    third = await visiting(tg, desk, profile, "ru")
    await third.say(f"/start {payload}", f"/start o7-{'a' * 16}")
    assert len(await desk.column(NAMED)) == 1
    assert not any("HD-1" in str(one["text"]) for one in await third.who.chat())


async def test_a_link_for_somebody_who_was_picked_is_nobody_elses(
    visit: Visit, tg: TelegramStandIn, profile: Profile, boss: Customer
) -> None:
    desk = visit.desk
    await asked(visit)
    await visit.press(visit.word("tg-observer-pick"))
    await visit.who.choose(boss.id, first_name="Босс")
    await desk.quiet()
    payload = await link(visit)
    other = await visiting(tg, desk, profile, "ru")
    await other.say(f"/start {payload}")
    assert await desk.column(NAMED) == []
    await boss.say(f"/start {payload}")
    await desk.quiet()
    assert await desk.column(NAMED) == ["Пётр Главный"]


def _plain(text: str) -> str:
    return text.replace("@big_boss", "@").replace("@nobody_there", "@").split("https://")[0]


@pytest.mark.parametrize("late", ["two weeks", "closed for good"])
async def test_a_link_is_worth_nothing_any_more(visit: Visit, tg: TelegramStandIn, profile: Profile, late: str) -> None:
    desk = visit.desk
    await asked(visit)
    await visit.press(visit.word("tg-observer-link"))
    payload = await link(visit)
    if late == "two weeks":
        await desk.hop.unit(
            lambda unit: unit.conn.exec_driver_sql(f"UPDATE copy_links SET made_at = made_at - {15 * DAY}")
        )
    else:
        for status in ("resolved", "closed"):
            await desk.move(TicketId(1), status)
    other = await visiting(tg, desk, profile, "ru")
    await other.say(f"/start {payload}")
    assert await desk.column(NAMED) == []
    assert not any("HD-1" in str(one["text"]) for one in await other.who.chat())


async def test_an_observer_sees_who_observes_and_leaves_by_themselves(
    visit: Visit, tg: TelegramStandIn, profile: Profile
) -> None:
    await asked(visit)
    await visit.press(visit.word("tg-observer-link"))
    payload = await link(visit)
    other = await visiting(tg, visit.desk, profile, visit.language)
    await other.say(f"/start {payload}")
    await other.press(other.word("tg-observe"))
    assert "Ян" in await other.last() and other.word("tg-observer-add") not in await other.buttons()
    await other.say(other.word("tg-observer-leave"))
    assert await visit.desk.column(NAMED) == []
    assert other.word("tg-observer-left") in [one["text"] for one in await other.who.chat()]
    await other.who.press_stale(2, "g1:unfollow:1:")
    await visit.desk.quiet()
    assert await visit.desk.column(NAMED) == []


async def test_a_choice_that_comes_late_and_a_contact_without_telegram_are_answered_kindly(
    visit: Visit, boss: Customer
) -> None:
    word, desk = visit.word, visit.desk
    await asked(visit)
    await visit.who.card("Сосед")
    await desk.quiet()
    assert word("tg-observer-no-account") in await visit.last()
    await visit.press(word("tg-observer-pick"))
    await visit.say(word("tg-stop"))
    await visit.who.choose(boss.id)
    await desk.quiet()
    assert await visit.last() == word("tg-observer-late")
    assert await desk.column(NAMED) == [] and await desk.said() == ["Один"]


async def test_nobody_makes_a_link_to_somebody_elses_ticket(
    visit: Visit, tg: TelegramStandIn, desk: TelegramDesk, profile: Profile, boss: Customer
) -> None:
    await visit.say("Один")
    other = await visiting(tg, desk, profile, "ru")
    await other.say("Чужое")
    for data in ("g1:observe-link:1:", "g1:observe-pick:1:", f"g1:observe-yes:1:{await person(desk, boss)}"):
        await other.who.press_stale(2, data)
        await desk.quiet()
    await other.who.choose(boss.id)
    await desk.quiet()
    assert await desk.one("SELECT count(*) FROM copy_links") == 0
    assert await desk.column(NAMED) == []
    assert not any("HD-1" in str(one["text"]) for one in await other.who.chat())


class TestWhereStrangersMustRegister:
    """A5: a link lets nobody in; it opens the one ticket that they were invited to."""

    @pytest.fixture
    def profile(self, default_profile: Profile) -> Profile:
        rich = desk_with(
            default_profile, opening={"asks": ["type"], "observers": True}, doors=["telegram", "mail"]
        )  # fmt: skip
        return rich.model_copy(update={"access": rich.access.model_copy(update={"strangers": "register"})})

    async def test_a_stranger_in_copy_reads_and_answers_that_ticket_and_opens_none(
        self, visit: Visit, tg: TelegramStandIn, profile: Profile
    ) -> None:
        desk, word = visit.desk, visit.word
        await visit.say("/start")
        me = await person(desk, visit.who)
        await desk.hop.unit(lambda unit: people.revoke(unit, PersonId(me), Role.GUEST, "door"))
        await visit.say("Иванов")
        await desk.desk(OpenTicket("", "Один"), Visitor(Door.TELEGRAM, str(visit.who.id)))
        await desk.quiet()
        await visit.who.press_stale(2, "g1:observe-link:1:")
        await desk.quiet()
        other = await visiting(tg, desk, profile, visit.language)
        await other.say(f"/start {await link(visit)}")
        assert await desk.column("SELECT person_id FROM observers") == [await person(desk, other.who)]
        assert "HD-1" in await other.last()
        await other.press(word("tg-answer"))
        await other.say("Я тоже это вижу")
        assert await desk.said() == ["Один", "Я тоже это вижу"]
        assert await desk.one("SELECT count(*) FROM tickets") == 1
