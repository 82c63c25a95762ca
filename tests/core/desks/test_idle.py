"""A ticket that whoever has it leaves alone: told once, or handed back, as the profile says."""

from collections.abc import Callable
from typing import Any

import pytest

from core.kinds import TicketId
from core.profile.schema import Profile
from core.relay.calls import calls
from core.sla.commands import IdleDue
from core.tickets.commands import AddComment, AddNote, Claim, MoveStatus
from core.tickets.handling import Assign, Triage
from core.tickets.handling_events import TicketLeftAlone
from tests.core.desks.made import desk, opened, peopled, told
from tests.core.house import ANNA, CLARA, IVAN, TIME, House

HOURS = 3_600.0
TELLS = {"span": "4h", "tell": ["assignee", "role:dispatcher"]}


@pytest.fixture
def profile() -> Profile:
    return desk(idle=TELLS)


async def _taken(house: House) -> TicketId:
    await peopled(house)
    ticket = await opened(house)
    await house.desk(Claim(ticket, 0), ANNA)
    return ticket


async def _left(house: House, ticket: TicketId, hours: float) -> int:
    """How often it was told, so many hours later."""
    await house.pass_time(hours * HOURS)
    for _ in range(3):
        await house.jobs.idles_due()
    return house.events(ticket).count("TicketLeftAlone")


async def test_a_ticket_that_is_left_alone_is_told_of_once(house: House) -> None:
    ticket = await _taken(house)
    assert await _left(house, ticket, 3.9) == 0
    assert await _left(house, ticket, 0.2) == 1
    assert await _left(house, ticket, 500) == 1, "and not again before something was done"
    recorded = house.history(ticket)[-1]
    event = recorded.event
    assert isinstance(event, TicketLeftAlone) and event.person == house.person(ANNA)
    with house._engine.connect() as conn:
        called = [one.name for one in calls(conn, house.profile, recorded, house.ticket(ticket))]
    assert called == ["Anna", "Clara"]
    assert "TicketLeftAlone" not in [kind for kind, _, _ in told(house, "1001")], "it is said among staff"
    assert house.ticket(ticket).assignee == house.person(ANNA)


@pytest.mark.parametrize(
    "deed",
    [
        lambda id: AddComment(id, "looking at it"),
        lambda id: AddNote(id, "a note"),
        lambda id: Triage(id, {"priority": "high"}),
    ],
)
async def test_whatever_the_assignee_does_begins_it_anew(house: House, deed: Callable[[TicketId], Any]) -> None:
    ticket = await _taken(house)
    assert await _left(house, ticket, 3) == 0
    await house.desk(deed(ticket), ANNA)
    assert await _left(house, ticket, 3) == 0
    assert await _left(house, ticket, 1.1) == 1


async def test_what_others_do_does_not(house: House) -> None:
    ticket = await _taken(house)
    await _left(house, ticket, 3)
    await house.desk(AddComment(ticket, "any news?"), IVAN)
    await house.desk(AddNote(ticket, "Anna?"), CLARA)
    assert await _left(house, ticket, 1.1) == 1


async def test_nobody_is_asked_while_somebody_else_is_waited_for(house: House) -> None:
    ticket = await _taken(house)
    await house.desk(MoveStatus(ticket, "waiting", 1, "which printer?"), ANNA)
    assert await _left(house, ticket, 100) == 0
    await house.desk(AddComment(ticket, "that one"), IVAN)
    assert await _left(house, ticket, 3.9) == 0, "it counts from the answer, which has put it back to work"
    assert await _left(house, ticket, 0.2) == 1
    await house.desk(MoveStatus(ticket, "resolved", house.ticket(ticket).workflow_rev), ANNA)
    assert await _left(house, ticket, 100) == 1


async def test_somebody_elses_work_counts_from_when_they_got_it(house: House) -> None:
    ticket = await _taken(house)
    await _left(house, ticket, 3)
    await house.desk(Assign(ticket, house.ticket(ticket).workflow_rev, house.person(CLARA)), CLARA)
    assert await _left(house, ticket, 3.9) == 0
    assert await _left(house, ticket, 0.2) == 1


async def test_handed_back_it_is_nobodys_and_can_be_claimed_again(version: Callable[..., House]) -> None:
    house = version(idle=TELLS | {"hand_back": True})
    ticket = await _taken(house)
    assert await _left(house, ticket, 50) == 1
    found = house.ticket(ticket)
    assert found.assignee is None and house.events(ticket)[-2:] == ["TicketLeftAlone", "TicketAssigned"]
    recorded = house.history(ticket)[-2]
    event = recorded.event
    assert isinstance(event, TicketLeftAlone) and event.late
    with house._engine.connect() as conn:
        assert "Anna" in [one.name for one in calls(conn, house.profile, recorded, found)], "whose it was hears of it"
    assert await _left(house, ticket, 50) == 1, "nobody's is left alone by nobody"
    await house.desk(Claim(ticket, found.workflow_rev), CLARA)
    assert house.ticket(ticket).assignee == house.person(CLARA)


async def test_a_timer_that_was_set_anew_or_that_the_desk_has_dropped_tells_nothing(
    house: House, version: Callable[..., House]
) -> None:
    ticket = await _taken(house)
    due = house.rows("idles", ticket_id=ticket)[0].due_at
    await house.desk(IdleDue(ticket, due - 1), TIME)
    assert "TicketLeftAlone" not in house.events(ticket) and house.rows("idles", ticket_id=ticket)
    plain = version()
    await plain.desk(IdleDue(ticket, due), TIME)
    assert "TicketLeftAlone" not in plain.events(ticket) and not plain.rows("idles")


async def test_a_desk_that_says_nothing_of_it_keeps_no_timer(version: Callable[..., House]) -> None:
    house = version()
    await _taken(house)
    assert not house.rows("idles")
