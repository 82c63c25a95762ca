"""E8: what is done hidden is known to staff, and to nobody else, by any channel."""

from typing import Any

import pytest

from core.kinds import Audience, Command, Door
from core.outbox.endings import Sent
from core.profile.schema import Profile
from core.tickets.commands import AddComment, MoveStatus
from core.tickets.handling import Assign, Triage
from core.views.queries import ReadTicket
from core.views.tidings import Happening
from tests.core.desks.made import CHIEF, CHIEF_BY_MAIL, desk, newest, opened, peopled, told
from tests.core.house import ANNA, CHANNEL, CLARA, IVAN, House
from tests.core.scripted import Scripted

CALLING = {
    "default": ["chat", "mail"], "changed": ["chat", "mail"],
    "staff": [{"on": ["assigned", "changed", "status", "note"], "tell": ["assignee"], "ways": ["mail"]}],
}  # fmt: skip


@pytest.fixture
def profile() -> Profile:
    return desk(notices=CALLING)


def _hidden(house: House) -> list[tuple[str, Command]]:
    anna = house.person(ANNA)
    return [
        ("TicketTriaged", Triage(1, {"priority": "high", "due_at": house.clock.now() + 10**12}, hidden=True)),  # type: ignore[arg-type]
        ("TicketAssigned", Assign(1, 0, anna, hidden=True)),  # type: ignore[arg-type]
        ("StatusMoved", MoveStatus(1, "waiting", 1, "CANARY", hidden=True)),  # type: ignore[arg-type]
        ("StatusMoved", MoveStatus(1, "resolved", 2, hidden=True)),  # type: ignore[arg-type]
    ]


async def test_e8_every_hidden_deed_is_written_withheld_and_staff_see_it(house: House) -> None:
    await peopled(house)
    ticket = await opened(house, observers=(CHIEF,))
    await house.confirmed(IVAN, "ivan@farm.example")
    for kind, wish in _hidden(house):
        since = newest(house)
        await house.desk(wish, CLARA)
        for key in ("1001", "ivan@farm.example", CHIEF):
            assert told(house, key, since) == [(kind, "suppressed", "hidden")], f"{key}: {wish}"
        shown = {row.kind for row in house.outbox() if row.id > since and house.address(row.address_id).key == CHANNEL}
        assert "log" in shown
    assert [row.state for row in house.outbox(kind="call")] == ["pending"] * 5, "she is called to all of it"
    assert ticket == 1


async def test_e8_nothing_of_it_stands_in_what_the_requester_reads(house: House) -> None:
    await peopled(house)
    ticket = await opened(house, observers=(CHIEF,))
    for _, wish in _hidden(house):
        await house.desk(wish, CLARA)
    for who in (IVAN, CHIEF_BY_MAIL):
        assert "CANARY" not in repr(await house.ask(ReadTicket(ticket), who))
    assert "CANARY" in repr(await house.ask(ReadTicket(ticket), ANNA))
    assert [row.audience for row in house.rows("messages", body="CANARY")] == [Audience.INTERNAL.value]
    rows = house.rows("events", ticket_id=ticket)[2:]
    assert {row.audience for row in rows} == {Audience.INTERNAL.value}
    assert all(one.hidden for one in house.history(ticket)[2:] if one.event.audience is Audience.PUBLIC)
    moved = [one.event for one in house.history(ticket) if type(one.event).__name__ == "StatusMoved"]
    assert all(one.message is None for one in moved)  # type: ignore[attr-defined]


async def test_e8_what_is_delivered_holds_no_word_of_it_and_staff_read_that_it_was_hidden(house: House) -> None:
    await peopled(house)
    await opened(house, observers=(CHIEF,))
    for _, wish in _hidden(house):
        await house.desk(wish, CLARA)
    got: dict[str, list[Any]] = {}
    for door in (Door.TELEGRAM, Door.MAIL, Door.SLACK):
        channel = Scripted(door)
        channel.always = lambda delivery: Sent("1")
        await house.out(channel)
        for one in channel.arrived:
            got.setdefault(one.delivery.address, []).append(one.delivery)
    for key in ("1001", CHIEF):
        assert "CANARY" not in repr(got[key]) and "TicketTriaged" not in repr(got[key])
    happened = [one.content for one in got[CHANNEL] if isinstance(one.content, Happening)]
    hidden = [type(one.event).__name__ for one in happened if one.hidden]
    assert hidden.count("StatusMoved") == 3, "the one that went with the assignment too"


async def test_e8_one_action_is_hidden_and_the_next_is_not(house: House) -> None:
    await peopled(house)
    ticket = await opened(house)
    await house.desk(MoveStatus(ticket, "waiting", 0, "among us", hidden=True), ANNA)
    since = newest(house)
    await house.desk(AddComment(ticket, "an answer"), ANNA)
    assert told(house, "1001", since) == [("CommentAdded", "pending", None)]


async def test_e8_a_hidden_word_is_no_answer(house: House) -> None:
    """A note stops no clock, whatever it came with (H4)."""
    other = House(house.url, desk(targets=[{"metric": "first_response", "span": "4h"}]), house.hands._path.parent)
    await peopled(other)
    ticket = await opened(other)
    await other.desk(MoveStatus(ticket, "waiting", 0, "among us", hidden=True), ANNA)
    assert other.rows("targets")[0].met_at is None
    await other.desk(AddComment(ticket, "an answer"), ANNA)
    assert other.rows("targets")[0].met_at is not None
    other.close()


async def test_a8_of_a_triage_a_client_hears_what_is_theirs_to_know(house: House) -> None:
    await peopled(house)
    ticket = await opened(house, type="incident")
    since = newest(house)
    await house.desk(Triage(ticket, {"priority": "high"}, {"secret": "CANARY", "count": "2"}), ANNA)
    await house.desk(Triage(ticket, {}, {"secret": "CANARY again"}), ANNA)
    channel = Scripted()
    await house.out(channel)
    events = [one.delivery.content.event for one in channel.arrived if isinstance(one.delivery.content, Happening)]  # type: ignore[union-attr]
    triaged = [event for event in events if type(event).__name__ == "TicketTriaged"]
    assert [dict(one.now) for one in triaged] == [{"priority": "high", "field:count": "2"}]  # type: ignore[attr-defined]
    assert "CANARY" not in repr(channel.arrived)
    assert len(told(house, "1001", since)) == 1, "and of the other nothing at all"
