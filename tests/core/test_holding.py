"""An agent's answer waits for a few seconds: until it leaves nobody outside knows of it, and it can be taken back."""

import asyncio
from collections.abc import Callable

import pytest
import sqlalchemy as sa

from core.errors import Code, Refusal
from core.kinds import Audience, Door, MessageId, Origin, TicketId
from core.profile.schema import Profile
from core.tickets.commands import AddComment, Attachment, Cancel, EditMessage, FileStored
from core.tickets.handling import ReleaseHeld, TakeBack
from core.views.queries import ReadTicket
from tests.core.desks.made import desk
from tests.core.house import ANNA, BORIS, CHANNEL, IVAN, STAFF, TIME, House

HOLD = 100
THERE = Origin(Door.SLACK, CHANNEL, "1.5")


@pytest.fixture
def profile() -> Profile:
    targets = [{"metric": "first_response", "span": "4h"}]
    return desk(conversation={"thread": "public", "hold": HOLD}, targets=targets)


async def answered(house: House, text: str = "Try again", **more: object) -> tuple[TicketId, MessageId]:
    await house.staff()
    ticket = await house.opened()
    await house.desk(AddComment(ticket, text, **more), ANNA)  # type: ignore[arg-type]
    return ticket, MessageId(house.rows("messages", ticket_id=ticket)[-1].id)


async def later(house: House, seconds: float = HOLD) -> int:
    house.hands.forward(seconds)
    return await house.jobs.held_due()


def told(house: House, ticket: TicketId) -> list[str]:
    """What was written for the customer after the receipt."""
    return [row.kind for row in house.notices() if row.ticket_id == ticket][1:]


async def read(house: House, ticket: TicketId) -> list[str]:
    return [one.body for one in (await house.ask(ReadTicket(ticket), IVAN)).messages.items]


def met(house: House, ticket: TicketId) -> int | None:
    (row,) = house.rows("targets", ticket_id=ticket, metric="first_response")
    return row.met_at  # type: ignore[no-any-return]


async def test_while_it_waits_nobody_outside_sees_it_and_no_clock_stops(house: House) -> None:
    ticket, message = await answered(house)
    assert (told(house, ticket), await read(house, ticket)) == ([], ["It smokes"])
    assert met(house, ticket) is None and "CommentAdded" not in house.events(ticket)
    shown = (await house.ask(ReadTicket(ticket), ANNA)).messages.items[-1]
    assert (shown.held, shown.internal, shown.body) == (ticket, True, "Try again")
    assert await later(house, HOLD - 60) == 0
    assert told(house, ticket) == []


async def test_when_its_time_has_come_it_is_its_authors_answer_once(house: House) -> None:
    ticket, message = await answered(house)
    assert (await later(house), await later(house)) == (1, 0)
    assert told(house, ticket) == ["notice"] and await read(house, ticket) == ["It smokes", "Try again"]
    said = house.history(ticket)[-1]
    assert (type(said.event).__name__, said.actor) == ("CommentAdded", house.person(ANNA))
    assert met(house, ticket) == said.at > house.rows("messages", id=message)[0].at


async def test_what_is_taken_back_stays_a_note_and_has_stopped_nothing(house: House) -> None:
    ticket, message = await answered(house)
    await house.desk(TakeBack(ticket, message), ANNA)
    await house.desk(TakeBack(ticket, message), ANNA)
    await house.desk(TakeBack(ticket, message), BORIS)
    assert await later(house) == 0
    assert (told(house, ticket), await read(house, ticket), met(house, ticket)) == ([], ["It smokes"], None)
    assert house.events(ticket).count("AnswerTakenBack") == 1
    kept = (await house.ask(ReadTicket(ticket), BORIS)).messages.items[-1]
    assert (kept.body, kept.internal, kept.held) == ("Try again", True, None)


async def test_what_has_left_is_not_taken_back(house: House) -> None:
    ticket, message = await answered(house)
    await later(house)
    assert (await house.refused(TakeBack(ticket, message), ANNA)).code is Code.TOO_LATE
    assert house.rows("messages", id=message)[0].audience == Audience.PUBLIC


async def test_of_a_release_and_a_take_back_at_once_one_wins(house: House) -> None:
    for _ in range(8):
        ticket, message = await answered(house)
        house.hands.forward(HOLD)
        due = house.rows("messages", id=message)[0].held_until
        both = (house.desk(ReleaseHeld(ticket, message, due), TIME), house.desk(TakeBack(ticket, message), BORIS))
        _, back = await asyncio.gather(*both, return_exceptions=True)
        left = told(house, ticket) == ["notice"]
        assert left == isinstance(back, Refusal) == (house.rows("messages", id=message)[0].audience == Audience.PUBLIC)


async def test_an_edit_meanwhile_is_what_the_customer_reads(house: House) -> None:
    ticket, message = await answered(house)
    await house.desk(EditMessage(ticket, message, "Try it once more"), ANNA)
    await later(house)
    assert await read(house, ticket) == ["It smokes", "Try it once more"]


async def test_files_go_with_it_and_not_before(house: House) -> None:
    files = (Attachment("a.png", "image/png", {"id": "a"}), Attachment("b.png", "image/png", {"id": "b"}))
    ticket, message = await answered(house, attachments=files)
    first, second = house.rows("attachments", ticket_id=ticket)
    await house.desk(FileStored(ticket, first.id, "0" * 64, 1), TIME)
    assert (told(house, ticket), "FileArrived" in house.events(ticket)) == ([], False)
    await later(house)
    assert told(house, ticket) == ["notice", "file"]
    await house.desk(FileStored(ticket, second.id, "1" * 64, 1), TIME)
    assert told(house, ticket) == ["notice", "file", "file"]


async def test_it_waits_over_a_restart_and_leaves_although_the_ticket_is_closed(
    url: sa.URL, open_house: Callable[[sa.URL], House]
) -> None:
    house = open_house(url)
    ticket, _ = await answered(house)
    await house.desk(Cancel(ticket), IVAN)
    before = len(told(house, ticket))
    house.close()
    again = open_house(url)
    assert await later(again) == 1
    assert len(told(again, ticket)) == before + 1


async def test_the_agents_see_it_once_and_redrawn_when_it_has_left(house: House) -> None:
    ticket, message = await answered(house)
    typed = await house.opened()
    await house.desk(AddComment(typed, "Typed here", origin=THERE), ANNA)

    def shown(id: TicketId) -> list[str]:
        here = [row for row in house.outbox(ticket_id=id) if house.address(row.address_id).key == STAFF[1]]
        return [row.kind for row in here if row.kind != "card"]

    assert (shown(ticket), shown(typed)) == (["message"], ["log"])
    await later(house)
    assert (shown(ticket), shown(typed)) == (["message", "echo"], ["log"])


async def test_where_nothing_is_held_nothing_waits(sqlite_url: sa.URL, tmp_path: object) -> None:
    house = House(sqlite_url, desk(), tmp_path)  # type: ignore[arg-type]
    ticket, message = await answered(house)
    assert told(house, ticket) == ["notice"] and house.rows("messages", id=message)[0].held_until is None
    house.close()
