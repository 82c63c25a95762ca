"""Whose letters carry what was typed: those of people vouched for, and all once an agent has touched it (G1)."""

import pytest

from core.kinds import Door, TicketId, Visitor
from core.people.person import Role
from core.profile.schema import Profile
from core.relay.channel import Delivery
from core.tickets.commands import AddNote
from core.tickets.handling import AddObserver
from tests.core.desks.made import CHIEF, desk, grant
from tests.core.house import ANNA, IVAN, House
from tests.core.scripted import Scripted

STRANGER = Visitor(Door.MAIL, "eve@evil.example", "Eve", "en")


@pytest.fixture
def profile() -> Profile:
    return desk()


async def letters(house: House) -> list[Delivery]:
    post = Scripted(Door.MAIL)
    await house.out(post)
    return [one.delivery for one in post.arrived]


async def blind(house: House, ticket: TicketId) -> list[bool]:
    return [one.blind for one in await letters(house)]


async def test_a_receipt_to_whoever_a_letter_names_is_blind(house: House) -> None:
    ticket = await house.opened(by=STRANGER)
    assert await blind(house, ticket) == [True]


async def test_one_to_somebody_let_in_or_listed_is_not(house: House) -> None:
    await house.opened(by=STRANGER)
    await letters(house)
    await grant(house, STRANGER, Role.CLIENT)
    assert await blind(house, await house.opened(by=STRANGER)) == [False]


async def test_one_to_an_address_that_a_code_has_proved_is_not(house: House) -> None:
    await house.opened()
    await house.confirmed(IVAN, "ivan@farm.example")
    await letters(house)
    assert await blind(house, await house.opened()) == [False]


async def test_whoever_a_stranger_names_for_a_copy_gets_a_blind_letter_until_an_agent_has_touched_it(
    house: House,
) -> None:
    await house.staff()
    ticket = await house.opened()
    await house.desk(AddObserver(ticket, CHIEF), IVAN)
    assert await blind(house, ticket) == [True]
    await house.desk(AddNote(ticket, "Looks honest"), ANNA)
    await house.desk(AddObserver(ticket, "aunt@farm.example"), IVAN)
    assert await blind(house, ticket) == [False, False], "and the chief hears of it"
