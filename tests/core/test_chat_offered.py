"""Whose receipt tells of the chat with the bot: who only writes letters, where the desk says so (X4)."""

import pytest

from core.kinds import Door, Visitor
from core.outbox.model import Kind
from core.people import store as people
from core.people.person import Proof
from core.profile.schema import Mail, Profile
from core.tickets.commands import AddComment, OpenTicket
from tests.core.house import ANNA, House
from tests.core.scripted import Scripted

POST = Visitor(Door.MAIL, "ivan@client.example", "Иван", "ru")


@pytest.fixture(params=[True, False])
def offers(request: pytest.FixtureRequest) -> bool:
    return bool(request.param)


@pytest.fixture
def profile(default_profile: Profile, offers: bool) -> Profile:
    doors = (*default_profile.doors, Door.MAIL)
    return default_profile.model_copy(update={"doors": doors, "mail": Mail(offers_chat=offers)})


async def told(house: House) -> list[bool]:
    channel = Scripted(Door.MAIL)
    await house.out(channel)
    return [one.delivery.offers_chat for one in channel.arrived if one.delivery.kind is Kind.NOTICE]


async def test_a_receipt_tells_of_it_as_long_as_they_have_no_chat_and_other_letters_do_not(
    house: House, offers: bool
) -> None:
    await house.staff()
    await house.desk(OpenTicket("First", "Words"), POST)
    assert await told(house) == [offers]
    await house.desk(AddComment(house.rows("tickets")[0].id, "An answer"), ANNA)
    assert await told(house) == [False]
    await house.hop.unit(lambda unit: people.link(unit, house.person(POST), Door.TELEGRAM, "77", Proof.INVITED))
    await house.desk(OpenTicket("Second", "Words"), POST)
    assert True not in await told(house)
