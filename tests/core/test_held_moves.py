"""An answer that waits holds its move back: both leave together, or are taken back together (decision 0037)."""

import pytest

from core.errors import Code
from core.kinds import MessageId, TicketId
from core.profile.schema import Profile
from core.tickets.answering import Reply
from core.tickets.commands import AddComment, Claim, MoveStatus, OpenTicket
from core.tickets.handling import TakeBack, WithdrawMessage
from core.tickets.relating import Merge
from core.views.queries import ReadTicket
from tests.core.desks.made import desk
from tests.core.house import ANNA, BORIS, IVAN, House

HOLD = 15
BEFORE = ["TicketOpened", "TicketAssigned", "StatusMoved"]


@pytest.fixture
def profile() -> Profile:
    return desk(conversation={"thread": "public", "hold": HOLD})


async def begun(house: House, type: str | None = None) -> tuple[TicketId, int]:
    await house.staff()
    ticket = (await house.desk(OpenTicket("Printer", "It smokes", type=type), IVAN)).ticket
    assert ticket is not None
    await house.desk(Claim(ticket, rev(house, ticket)), ANNA)
    return ticket, rev(house, ticket)


def rev(house: House, ticket: TicketId) -> int:
    return int(house.rows("tickets", id=ticket)[0].workflow_rev)


def status(house: House, ticket: TicketId) -> str:
    return str(house.rows("tickets", id=ticket)[0].status)


async def answered(house: House, to: str = "resolved", **more: object) -> tuple[TicketId, MessageId]:
    ticket, known = await begun(house)
    await house.desk(Reply(ticket, "Done", to=to, rev=known, **more), ANNA)  # type: ignore[arg-type]
    return ticket, MessageId(house.rows("messages", ticket_id=ticket)[-1].id)


async def later(house: House) -> int:
    house.hands.forward(HOLD)
    return await house.jobs.held_due()


def told(house: House, ticket: TicketId) -> list[str]:
    """What was written for the customer after the work had begun."""
    return [row.event_id for row in house.notices() if row.ticket_id == ticket and row.kind == "notice"]


async def test_neither_has_left_while_it_waits_and_both_leave_in_one_unit(house: House) -> None:
    ticket, _ = await answered(house)
    before = len(told(house, ticket))
    assert (status(house, ticket), house.events(ticket)) == ("in_progress", [*BEFORE, "AnswerHeld"])
    assert (await house.ask(ReadTicket(ticket), IVAN)).messages.items[-1].body == "It smokes"
    shown = (await house.ask(ReadTicket(ticket), BORIS)).messages.items[-1]
    assert (shown.held, shown.held_to) == (ticket, "resolved")
    assert (await later(house), await later(house)) == (1, 0)
    assert (status(house, ticket), house.events(ticket)[-2:]) == ("resolved", ["CommentAdded", "StatusMoved"])
    said, moved = house.history(ticket)[-2:]
    assert said.at == moved.at and moved.actor == house.person(ANNA)
    assert moved.event.message == said.event.message  # type: ignore[attr-defined]
    assert len(told(house, ticket)) == before + 1


async def test_taken_back_nothing_has_moved_and_the_words_stay_a_note(house: House) -> None:
    ticket, message = await answered(house)
    before = len(told(house, ticket))
    for agent in (BORIS, ANNA):
        await house.desk(TakeBack(ticket, message), agent)
    assert await later(house) == 0
    assert (status(house, ticket), len(told(house, ticket))) == ("in_progress", before)
    assert house.events(ticket)[len(BEFORE) :] == ["AnswerHeld", "AnswerTakenBack"]
    assert house.history(ticket)[-1].event.to == "resolved"  # type: ignore[attr-defined]
    kept = house.rows("messages", id=message)[0]
    assert (kept.body, kept.audience, kept.held_move, kept.held_until) == ("Done", "internal", None, None)


async def test_an_answer_withdrawn_while_it_waits_moves_nothing(house: House) -> None:
    ticket, message = await answered(house)
    await house.desk(WithdrawMessage(ticket, message), ANNA)
    assert await later(house) == 0 and status(house, ticket) == "in_progress"


async def test_what_the_customer_writes_meanwhile_keeps_the_ticket_open(house: House) -> None:
    ticket, _ = await answered(house)
    await house.desk(AddComment(ticket, "It still smokes"), IVAN)
    assert await later(house) == 1
    assert status(house, ticket) == "in_progress"
    dropped = house.history(ticket)[-1]
    assert (type(dropped.event).__name__, dropped.event.why) == ("MoveDropped", "written")  # type: ignore[attr-defined]
    assert (await house.ask(ReadTicket(ticket), IVAN)).messages.items[-2].body == "Done"


async def test_a_ticket_that_was_moved_meanwhile_is_left_where_it_is(house: House) -> None:
    ticket, _ = await answered(house)
    await house.desk(MoveStatus(ticket, "waiting", rev(house, ticket), "Wait", hidden=True), BORIS)
    assert await later(house) == 1
    assert status(house, ticket) == "waiting"
    assert house.history(ticket)[-1].event.why == "moved"  # type: ignore[attr-defined]


async def test_where_the_ticket_stands_there_already_the_answer_leaves_alone(house: House) -> None:
    ticket, _ = await answered(house)
    await house.desk(MoveStatus(ticket, "resolved", rev(house, ticket)), BORIS)
    assert await later(house) == 1
    assert house.events(ticket)[-2:] == ["StatusMoved", "CommentAdded"]


async def test_a_ticket_handed_on_meanwhile_moves_all_the_same(house: House) -> None:
    ticket, known = await begun(house)
    await house.desk(Reply(ticket, "Done", to="resolved", rev=known), ANNA)
    await house.hop.unit(lambda unit: _handed_on(unit, ticket))
    assert await later(house) == 1 and status(house, ticket) == "resolved"


def _handed_on(unit: object, ticket: TicketId) -> None:
    raised = "UPDATE tickets SET workflow_rev = workflow_rev + 1 WHERE id = "
    unit.conn.exec_driver_sql(raised + str(ticket))  # type: ignore[attr-defined]


async def test_merged_meanwhile_only_the_answer_leaves(house: House) -> None:
    ticket, _ = await answered(house)
    other = await house.opened()
    await house.desk(Merge(ticket, other, rev(house, ticket)), ANNA)
    assert await later(house) == 1
    assert house.history(ticket)[-1].event.why == "moved"  # type: ignore[attr-defined]


async def test_what_the_move_demands_is_judged_at_once(house: House) -> None:
    ticket, known = await begun(house)
    assert (await house.refused(Reply(ticket, "Done", to="new", rev=known), ANNA)).code is Code.MOVE
    assert (await house.refused(Reply(ticket, "Done", to="resolved", rev=known - 1), ANNA)).code is Code.CHANGED
    assert "AnswerHeld" not in house.events(ticket)


async def test_a_move_without_a_word_and_a_hidden_one_wait_for_nothing(house: House) -> None:
    ticket, known = await begun(house)
    await house.desk(MoveStatus(ticket, "resolved", known), ANNA)
    assert status(house, ticket) == "resolved"
    await house.desk(Reply(ticket, "Among us", to="in_progress", rev=rev(house, ticket), hidden=True), ANNA)
    assert status(house, ticket) == "in_progress" and "AnswerHeld" not in house.events(ticket)


async def test_answers_of_the_form_wait_with_the_move_that_needs_them(house: House) -> None:
    ticket, known = await begun(house, "incident")
    lacks = await house.refused(Reply(ticket, "Done", to="resolved", rev=known), ANNA)
    assert (lacks.code, lacks.params["question"]) == (Code.FIELD, "why")
    wrong = Reply(ticket, "Done", to="resolved", rev=known, fields={"why": "magic"})
    assert (await house.refused(wrong, ANNA)).params["problem"] == "choice"
    await house.desk(Reply(ticket, "Done", to="resolved", rev=known, fields={"why": "wear"}), ANNA)
    assert not (house.rows("tickets", id=ticket)[0].fields or {})
    await later(house)
    row = house.rows("tickets", id=ticket)[0]
    assert (row.status, row.fields) == ("resolved", {"why": "wear"})


async def test_an_answer_of_the_form_that_is_gone_when_it_leaves_stops_the_move_alone(house: House) -> None:
    ticket, known = await begun(house)
    await house.desk(Reply(ticket, "Done", to="resolved", rev=known), ANNA)
    await house.hop.unit(lambda unit: _another_type(unit, ticket))
    assert await later(house) == 1
    assert (status(house, ticket), house.history(ticket)[-1].event.why) == ("in_progress", "refused")  # type: ignore[attr-defined]


def _another_type(unit: object, ticket: TicketId) -> None:
    unit.conn.exec_driver_sql(f"UPDATE tickets SET type = 'incident' WHERE id = {ticket}")  # type: ignore[attr-defined]
