"""A sign on the customer's message that somebody of the desk has seen it: once, and never in the way of words."""

import pytest

from core.errors import Code
from core.kinds import Door, Origin, TicketId
from core.outbox.endings import RetryLater, Unsure
from core.profile.schema import Profile
from core.tickets.commands import AddComment, AddNote, Claim, MoveStatus, Mute, OpenTicket
from core.tickets.handling import Assign, MarkAsSpam, MarkSeen
from core.views.queries import ReadTicket
from tests.core.desks.made import desk
from tests.core.house import ANNA, BORIS, IVAN, MARY, House
from tests.core.scripted import Scripted


@pytest.fixture
def profile() -> Profile:
    return desk()


async def written(house: House, body: str = "It smokes", ref: str = "7") -> TicketId:
    await house.staff()
    outcome = await house.desk(OpenTicket("Printer", body, origin=Origin(Door.TELEGRAM, "1001", ref)), IVAN)
    assert outcome.ticket is not None
    return outcome.ticket


def signs(house: House) -> list[tuple[str, str]]:
    found = {row.message_id: row.ref for row in house.rows("posts", kind="origin")}
    return [(found[row.message_id], row.state) for row in house.outbox(kind="reaction")]


async def test_opening_a_ticket_is_seen_once(house: House) -> None:
    ticket = await written(house)
    for by in (ANNA, BORIS, ANNA):
        await house.desk(MarkSeen(ticket), by)
    assert signs(house) == [("7", "pending")]
    assert (await house.ask(ReadTicket(ticket), IVAN)).messages.items[-1].seen_at is not None


@pytest.mark.parametrize("deed", ["claim", "assign", "note", "answer", "move"])
async def test_whoever_works_with_a_ticket_has_seen_it(house: House, deed: str) -> None:
    ticket = await written(house)
    deeds = {
        "claim": Claim(ticket, 0), "assign": Assign(ticket, 0, house.person(BORIS)), "note": AddNote(ticket, "hm"),
        "answer": AddComment(ticket, "Soon"), "move": MoveStatus(ticket, "resolved", 0, "Done"),
    }  # fmt: skip
    await house.desk(deeds[deed], ANNA)
    assert signs(house) == [("7", "pending")]


async def test_of_several_words_the_newest_is_marked_and_a_later_one_anew(house: House) -> None:
    ticket = await written(house)
    for ref in ("8", "9"):
        await house.desk(AddComment(ticket, ref, origin=Origin(Door.TELEGRAM, "1001", ref)), IVAN)
    await house.desk(MarkSeen(ticket), ANNA)
    await house.desk(AddComment(ticket, "10", origin=Origin(Door.TELEGRAM, "1001", "10")), IVAN)
    assert [ref for ref, _ in signs(house)] == ["9"]
    await house.desk(Claim(ticket, 0), ANNA)
    assert [ref for ref, _ in signs(house)] == ["9", "10"]


async def test_nobody_else_sees_for_the_desk(house: House) -> None:
    ticket = await written(house)
    await house.desk(OpenTicket("Other", "x"), MARY)
    for by in (IVAN, MARY):
        assert (await house.refused(MarkSeen(ticket), by)).code is Code.MISSING
    assert signs(house) == []


async def test_what_is_hidden_muted_or_set_aside_shows_no_sign(house: House) -> None:
    hidden, muted, spam = await written(house), await written(house, ref="8"), await written(house, ref="9")
    await house.desk(Assign(hidden, 0, house.person(BORIS), hidden=True), ANNA)
    await house.desk(Mute(muted), IVAN)
    await house.desk(MarkSeen(muted), ANNA)
    await house.desk(MarkAsSpam(spam), ANNA)
    assert signs(house) == []


async def test_a_desk_may_do_without_it(sqlite_url: object, tmp_path: object) -> None:
    house = House(sqlite_url, desk(conversation={"receipts": False}), tmp_path)  # type: ignore[arg-type]
    ticket = await written(house)
    await house.desk(MarkSeen(ticket), ANNA)
    assert signs(house) == []
    house.close()


@pytest.mark.parametrize("ending", [RetryLater("busy", 5), Unsure("line")])
async def test_a_sign_is_tried_once_and_holds_up_no_answer(house: House, ending: object) -> None:
    ticket = await written(house)
    await house.out(telegram := Scripted())
    await house.desk(MarkSeen(ticket), ANNA)
    await house.desk(AddComment(ticket, "Soon"), ANNA)
    (row,) = await house.claim_outbox(Door.TELEGRAM)
    await house.settled(row, ending)
    house.hands.forward(10)
    house.execute("UPDATE addresses SET quiet_until = 0")
    await house.out(telegram)
    assert signs(house) == [("7", "suppressed")]
    assert telegram.kinds == ["notice", "notice"]
