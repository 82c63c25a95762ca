"""Something is said in the very moment in which its person is joined to another, or forgotten: nothing of it is left to
who they were before (X4, X6).
"""

import asyncio
import threading
from collections.abc import Callable
from typing import Any

import pytest

from core.errors import Code, Refusal
from core.journeys import erasing, joining
from core.kinds import Actor, Command, Door, Holder, Outcome, PersonId, Visitor
from core.people import store as people
from core.people.identity import ForgetMe
from core.people.person import Caller, Proof
from core.profile.schema import Profile
from core.storage.unit import Unit
from core.tickets.commands import AddComment, OpenTicket
from tests.core.house import IVAN, MARY, House

POST = Visitor(Door.MAIL, "ivan@client.example", "Иван", "ru")
SOON = 0.3
"""Long enough for a unit to come to where it has to wait."""


@pytest.fixture
def profile(default_profile: Profile) -> Profile:
    return default_profile.model_copy(update={"doors": (*default_profile.doors, Door.MAIL, Door.WEB)})


async def meanwhile(house: House, first: Callable[[Unit], Any], command: Command, by: Actor) -> Outcome:
    """The command begins while the other unit has done its work and has not committed."""
    begun, go = threading.Event(), threading.Event()

    def slowly(unit: Unit) -> None:
        first(unit)
        begun.set()
        go.wait(10)

    under_way = asyncio.ensure_future(house.hop.unit(slowly))
    await asyncio.to_thread(begun.wait, 10)
    asked = asyncio.ensure_future(house.desk(command, by))
    await asyncio.sleep(SOON)
    go.set()
    await under_way
    return await asked


async def two(house: House) -> tuple[PersonId, PersonId]:
    """Somebody in a chat, and somebody who wrote letters: the same, as it will turn out."""
    await house.opened(IVAN)
    await house.desk(OpenTicket("By letter", "Words"), POST)
    return house.person(IVAN), house.person(POST)


def joined(house: House, one: PersonId, known: PersonId) -> Callable[[Unit], Any]:
    def join(unit: Unit) -> None:
        me = people.person(unit.conn, one)
        assert me is not None
        joining.join(unit, Caller(me, Door.TELEGRAM), known, Proof.INVITED)

    return join


def forgotten(house: House, who: PersonId) -> Callable[[Unit], Any]:
    def forget(unit: Unit) -> None:
        me = people.person(unit.conn, who)
        assert me is not None
        erasing.forget_me(unit, ForgetMe(), Caller(me, Door.TELEGRAM), house.profile)

    return forget


@pytest.mark.parametrize("through", ["link", "chat"])
async def test_a_ticket_that_is_opened_while_two_become_one_is_the_ones_who_stays(house: House, through: str) -> None:
    before, known = await two(house)
    by: Actor = Holder(before, Door.WEB) if through == "link" else IVAN
    opened = await meanwhile(house, joined(house, before, known), OpenTicket("Again", "Words"), by)
    assert opened.ticket is not None
    assert {row.requester for row in house.rows("tickets")} == {known}
    assert {row.author for row in house.rows("messages")} == {known}


async def test_an_answer_in_that_moment_is_theirs_and_not_refused(house: House) -> None:
    before, known = await two(house)
    mine = house.rows("tickets", requester=before)[0].id
    await meanwhile(house, joined(house, before, known), AddComment(mine, "Me again"), IVAN)
    assert {row.author for row in house.rows("messages", ticket_id=mine)} == {known}


async def test_a_link_opens_nothing_for_who_is_forgotten_in_that_moment(house: House) -> None:
    await house.opened(IVAN)
    link = Holder(house.person(IVAN), Door.WEB)
    with pytest.raises(Refusal) as refused:
        await meanwhile(house, forgotten(house, link.person), OpenTicket("Again", "My words"), link)
    assert refused.value.code is Code.MISSING
    assert len(house.rows("tickets")) == 1
    assert not [row for row in house.rows("messages") if "My words" in row.body]


async def test_who_is_forgotten_and_writes_in_that_moment_is_somebody_new(house: House) -> None:
    await house.opened(IVAN)
    before = house.person(IVAN)
    opened = await meanwhile(house, forgotten(house, before), OpenTicket("Again", "My words"), IVAN)
    assert house.person(IVAN) != before
    assert house.rows("tickets", id=opened.ticket)[0].requester == house.person(IVAN)


async def test_a_link_opens_nothing_once_its_person_is_forgotten(house: House) -> None:
    await house.opened(IVAN)
    await house.opened(MARY)
    link = Holder(house.person(IVAN), Door.WEB)
    await house.desk(ForgetMe(), IVAN)
    assert (await house.refused(OpenTicket("Again", "Words"), link)).code is Code.MISSING
