"""A letter leads into the chat, and a code that is mailed proves whose chat it is (X4, A5)."""

import json

import pytest

from core.kinds import Door, Holder, PersonId, Visitor
from core.people.identity import ForgetMe
from core.profile.schema import Profile
from core.tickets.commands import OpenTicket
from tests.bots.telegram.desk import TelegramDesk
from tests.bots.telegram.rich import desk_with
from tests.bots.telegram.visit import LANGUAGES, Visit, visiting
from tests.standins.telegram import TelegramStandIn

pytestmark = pytest.mark.asyncio(loop_scope="session")

POST = Visitor(Door.MAIL, "maria@farm.example", "Мария", "ru")
ABROAD = Visitor(Door.MAIL, "maria@farm.example", "Mary", "en")
CODE = 'SELECT content FROM outbox WHERE content LIKE \'%"letter": "code"%\' ORDER BY id DESC'


@pytest.fixture
def profile(default_profile: Profile) -> Profile:
    return desk_with(default_profile, doors=["telegram", "mail"])


async def wrote(desk: TelegramDesk, who: Visitor = POST) -> PersonId:
    """Somebody who only writes letters."""
    await desk.desk(OpenTicket("By letter", "Words"), who)
    return PersonId(int(await desk.one(f"SELECT person_id FROM identities WHERE external_id = '{POST.external_id}'")))


async def code(desk: TelegramDesk) -> str:

    return str(json.loads(str(await desk.one(CODE)))["code"])


@pytest.mark.parametrize("language", LANGUAGES)
async def test_the_link_asks_for_the_code_and_the_tickets_of_the_letters_are_there(
    tg: TelegramStandIn, desk: TelegramDesk, profile: Profile, language: str
) -> None:
    visit: Visit = await visiting(tg, desk, profile, language)
    person = await wrote(desk, POST if language == "ru" else ABROAD)
    await visit.say(f"/start {desk.links.mailed(person).upper()}")
    assert await visit.last() == visit.word("tg-code-ask", email=POST.external_id)
    await visit.say("000000")
    assert await desk.one("SELECT count(*) FROM joins") == 0
    await visit.say(await code(desk))
    assert visit.word("tg-mail-confirmed") in await visit.last()
    await visit.say("/tickets")
    assert "By letter" in str(await visit.buttons())
    await visit.say(f"/start {desk.links.mailed(person)}")
    assert visit.word("tg-mail-known") in await visit.last()
    assert await desk.one("SELECT count(*) FROM joins") == 1


async def test_whoever_was_only_passed_the_letter_learns_nothing_and_a_forged_link_leads_home(
    tg: TelegramStandIn, desk: TelegramDesk, profile: Profile
) -> None:
    visit = await visiting(tg, desk, profile, "ru")
    person = await wrote(desk)
    await visit.say(f"/start {desk.links.mailed(person)}", "123456")
    await visit.say("/start m1-aaaaaaaaaaaaaaaa", f"/start {desk.links.invitation(person).replace('i', 'm', 1)}")
    assert not any("By letter" in str(one["text"]) + str(one["buttons"]) for one in await visit.who.chat())
    assert await desk.one("SELECT count(*) FROM joins") == 0


async def test_a_letter_of_somebody_who_is_forgotten_leads_home(
    tg: TelegramStandIn, desk: TelegramDesk, profile: Profile
) -> None:
    visit = await visiting(tg, desk, profile, "ru")
    person = await wrote(desk)
    await desk.desk(ForgetMe(), Holder(person, Door.WEB))
    await visit.say(f"/start {desk.links.mailed(person)}")
    assert not any(POST.external_id in str(one["text"]) for one in await visit.who.chat())
    assert await desk.one("SELECT count(*) FROM confirmations") == 0
