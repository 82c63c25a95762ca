"""B7, agreement 1: two at once, the same press twice, and what was prepared before something changed."""

import asyncio

import pytest

from core.errors import Code, Refusal
from core.kinds import Command, Outcome, Visitor
from core.tickets.commands import Claim, MoveStatus, OpenTicket, Rate
from core.tickets.handling import AddObserver, Assign, DropObserver, Triage
from tests.core.desks.made import BOSS, CHIEF, CHIEF_BY_MAIL, newest, opened, peopled
from tests.core.house import ANNA, BORIS, CLARA, IVAN, House


async def _at_once(house: House, *wishes: tuple[Command, Visitor]) -> list[Outcome | Refusal]:
    found = await asyncio.gather(*(house.desk(wish, by) for wish, by in wishes), return_exceptions=True)
    assert all(isinstance(one, Outcome | Refusal) for one in found), found
    return found  # type: ignore[return-value]


async def test_b7_of_two_who_give_out_the_same_ticket_one_wins_and_the_other_is_told(house: House) -> None:
    await peopled(house)
    for n in range(6):
        ticket = await opened(house)
        anna, boss = house.person(ANNA), house.person(BOSS)
        found = await _at_once(
            house, (Assign(ticket, 0, anna), CLARA), (Assign(ticket, 0, boss), BOSS), (Claim(ticket, 0), CLARA)
        )
        won = [one for one in found if isinstance(one, Outcome)]
        lost = {one.code for one in found if isinstance(one, Refusal)}
        assert len(won) == 1 and lost <= {Code.CHANGED, Code.CLAIMED}, n
        assert house.events(ticket).count("TicketAssigned") == 1
        assert house.ticket(ticket).workflow_rev == 1


async def test_b7_two_who_wish_the_same_both_have_their_will(house: House) -> None:
    await peopled(house)
    ticket, anna = await opened(house), house.person(ANNA)
    found = await _at_once(house, (Assign(ticket, 0, anna), CLARA), (Assign(ticket, 0, anna), BOSS))
    assert not [one for one in found if isinstance(one, Refusal)]
    assert house.events(ticket).count("TicketAssigned") == 1


async def test_b7_a_queue_that_changed_hands_is_a_change(house: House) -> None:
    await peopled(house)
    ticket = await opened(house)
    await house.desk(Assign(ticket, 0, group="first"), CLARA)
    refusal = await house.refused(Assign(ticket, 0, group="heads"), BOSS)
    assert refusal.code is Code.CHANGED
    await house.desk(Assign(ticket, 1, group="heads"), BOSS)
    await house.desk(Assign(ticket, 2), BOSS)
    assert (house.ticket(ticket).assignee, house.ticket(ticket).group) == (None, None)


async def test_agreement_7_what_moves_nothing_makes_no_press_stale(house: House) -> None:
    await peopled(house)
    ticket = await opened(house)
    await house.desk(MoveStatus(ticket, "resolved", 0), ANNA)
    rev = house.ticket(ticket).workflow_rev
    await house.desk(Rate(ticket, "5"), IVAN)
    await house.desk(Triage(ticket, {"priority": "high"}), ANNA)
    await house.desk(AddObserver(ticket, CHIEF), IVAN)
    await house.desk(MoveStatus(ticket, "closed", rev), ANNA)


@pytest.mark.parametrize("times", [2, 5])
async def test_the_same_key_is_done_once(house: House, times: int) -> None:
    await peopled(house)
    ticket = await opened(house)
    wishes: list[tuple[Command, Visitor]] = [
        (Triage(ticket, {"priority": "high"}, {"count": "1"}), ANNA), (Assign(ticket, 0, house.person(ANNA)), CLARA),
        (AddObserver(ticket, CHIEF), IVAN), (OpenTicket("A", "B", observers=(CHIEF,)), IVAN),
    ]  # fmt: skip
    for n, (wish, by) in enumerate(wishes):
        first = await house.desk(wish, by, f"k{n}")
        since, rows = newest(house), house.count()
        again = await asyncio.gather(*(house.desk(wish, by, f"k{n}") for _ in range(times)))
        assert {(one.ticket, one.number) for one in again} == {(first.ticket, first.number)}
        assert newest(house) == since and house.count() == rows


async def test_a_wish_that_is_fulfilled_already_leaves_no_trace(house: House) -> None:
    await peopled(house)
    ticket = await opened(house, observers=(CHIEF,))
    await house.desk(Triage(ticket, {"priority": "high"}), ANNA)
    before = house.count()
    for wish, by in (
        (Triage(ticket, {"priority": "high"}), ANNA), (AddObserver(ticket, CHIEF), IVAN),
        (DropObserver(ticket, house.person(BORIS)), IVAN), (Assign(ticket, 99), CLARA),
    ):  # fmt: skip
        await house.desk(wish, by)
    assert house.count() == before
    await house.desk(DropObserver(ticket, house.person(CHIEF_BY_MAIL)), IVAN)
    assert not house.rows("observers")
