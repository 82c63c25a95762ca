"""The requester names colleagues who hear of a ticket too, and lets them go (A4)."""

import pytest
import pytest_asyncio

from core.kinds import TicketId
from core.profile.schema import Profile
from tests.bots.telegram.desk import TelegramDesk
from tests.bots.telegram.rich import desk_with
from tests.bots.telegram.visit import LANGUAGES, Visit, visiting
from tests.standins.telegram import TelegramStandIn

pytestmark = pytest.mark.asyncio(loop_scope="session")

NAMED = "SELECT email FROM persons JOIN observers ON person_id = persons.id"


@pytest.fixture
def profile(default_profile: Profile) -> Profile:
    return desk_with(default_profile, opening={"asks": ["type"], "observers": True}, doors=["telegram", "mail"])


@pytest_asyncio.fixture(params=LANGUAGES, loop_scope="session")
async def visit(request: pytest.FixtureRequest, tg: TelegramStandIn, desk: TelegramDesk, profile: Profile) -> Visit:
    return await visiting(tg, desk, profile, request.param)


async def test_an_observer_is_added_and_removed_on_the_tickets_screen(visit: Visit) -> None:
    word, desk = visit.word, visit.desk
    await visit.say("Один")
    await visit.presses(word("tg-open"), word("tg-observe"))
    assert any(word("tg-observers-nobody") in str(m["text"]) for m in await visit.who.chat())
    await visit.press(word("tg-observer-add"))
    assert word("tg-observer-ask", number="HD-1") in await visit.last()
    await visit.say("nobody@")
    assert await visit.last() == word("tg-observer-ask", number="HD-1")
    await visit.say("Boss@farm.example")
    assert "boss@farm.example" in await visit.last()
    assert await desk.column(NAMED) == ["boss@farm.example"]
    await visit.press(word("tg-observer-drop", name="boss@farm.example"))
    assert await desk.column(NAMED) == []
    assert word("tg-observers-nobody") in await visit.last()
    await visit.press(word("tg-back-to-ticket"))
    assert "HD-1 · Один" in await visit.last()
    assert await desk.one("SELECT count(*) FROM dialogues WHERE state IS NOT NULL") == 0


async def test_words_that_are_no_address_go_their_own_way_and_the_question_returns(visit: Visit) -> None:
    await visit.say("Один")
    await visit.who.press_stale(2, "g1:observe:1:")
    await visit.desk.quiet()
    await visit.say("Забыл сказать: он ещё и дымит")
    assert visit.word("tg-observer-ask", number="HD-1") in await visit.last()
    assert await visit.desk.said() == ["Один", "Забыл сказать: он ещё и дымит"]
    await visit.press(visit.word("tg-stop"))
    assert await visit.desk.column(NAMED) == []


async def test_nobody_changes_the_observers_of_somebody_elses_ticket(
    visit: Visit, tg: TelegramStandIn, desk: TelegramDesk, profile: Profile
) -> None:
    await visit.say("Один")
    other = await visiting(tg, desk, profile, "ru")
    await other.say("Чужое")
    for data in ("g1:observers:1:", "g1:observe:1:", "g1:unobserve:1:2"):
        await other.who.press_stale(2, data)
        await desk.quiet()
    await other.say("boss@farm.example")
    assert await desk.column(NAMED) == []
    assert not any("HD-1" in str(m["text"]) for m in await other.who.chat())


async def test_a_closed_ticket_offers_no_observers(visit: Visit) -> None:
    await visit.say("Один")
    for status in ("resolved", "closed"):
        await visit.desk.move(TicketId(1), status)
    await visit.desk.quiet()
    await visit.press(visit.word("tg-open"))
    assert visit.word("tg-observe") not in await visit.buttons()
    await visit.who.press_stale(2, "g1:observers:1:")
    await visit.desk.quiet()
    assert visit.word("tg-observer-add") not in await visit.buttons()
