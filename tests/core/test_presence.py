"""Who of the desk is at a ticket: on the card after a moment, off it when they go, and no part of its history (E10)."""

import pytest

from core.errors import Code, Refusal
from core.kinds import Door, TicketId, Visitor
from core.outbox.model import Place
from core.tickets.answering import Attend, Deed, Leave, Reply
from core.tickets.handling import MarkAsSpam
from core.tickets.relating import Merge
from core.views.parts import Present
from core.views.presence import TypingTo, WhoIsHere
from core.views.queries import ReadTicket, StaffCard
from tests.core.house import ANNA, BORIS, IVAN, MARY, House
from tests.core.scripted import Scripted


async def begun(house: House) -> TicketId:
    await house.staff()
    ticket = await house.opened()
    await house.out(Scripted(Door.SLACK))
    return ticket


async def passes(house: House, seconds: float) -> int:
    """How many cards are drawn anew by then."""
    house.hands.forward(seconds)
    await house.jobs.presences_due()
    drawn = len(house.outbox(kind="card", state="pending"))
    await house.out(Scripted(Door.SLACK))
    return drawn


def said(present: tuple[Present, ...]) -> list[tuple[str, str]]:
    return [(one.who.name, one.deed.value) for one in present]


async def on_card(house: House, ticket: TicketId) -> list[tuple[str, str]]:
    return said((await house.ask(StaffCard(ticket), ANNA)).present)


async def here(house: House, ticket: TicketId, who: Visitor) -> list[tuple[str, str]]:
    return said(await house.ask(WhoIsHere(ticket), who))


async def test_whoever_answers_is_on_the_card_after_a_moment_and_off_it_when_they_leave(house: House) -> None:
    ticket = await begun(house)
    events = house.events(ticket)
    await house.desk(Attend(ticket, Deed.ANSWER), ANNA)
    assert await here(house, ticket, BORIS) == [("Anna", "answer")] and await here(house, ticket, ANNA) == []
    assert await passes(house, 1) == 0 and await on_card(house, ticket) == []
    assert await passes(house, 3) == 1 and await on_card(house, ticket) == [("Anna", "answer")]
    await house.desk(Leave(ticket, Deed.ANSWER), ANNA)
    assert await here(house, ticket, BORIS) == []
    assert await passes(house, 4) == 1 and await on_card(house, ticket) == []
    assert await passes(house, 100) == 0 and house.rows("presences") == []
    assert house.events(ticket) == events


async def test_a_glance_and_a_window_opened_again_are_worth_no_edit(house: House) -> None:
    ticket = await begun(house)
    await house.desk(Attend(ticket), ANNA)
    await house.desk(Leave(ticket), ANNA)
    assert house.rows("presences") == [] and await passes(house, 10) == 0
    await house.desk(Attend(ticket), ANNA)
    assert await passes(house, 4) == 1
    await house.desk(Leave(ticket), ANNA)
    assert await passes(house, 1) == 0
    await house.desk(Attend(ticket), ANNA)
    assert await passes(house, 30) == 0 and await on_card(house, ticket) == [("Anna", "view")]


async def test_without_a_sign_it_is_over_after_a_minute_and_the_card_is_drawn_once(house: House) -> None:
    ticket = await begun(house)
    await house.desk(Attend(ticket, Deed.ANSWER), ANNA)
    await house.desk(Attend(ticket), BORIS)
    assert await passes(house, 5) == 1
    house.hands.forward(40)
    await house.desk(Attend(ticket, Deed.ANSWER), ANNA)
    house.hands.forward(16)
    assert await here(house, ticket, BORIS) == [("Anna", "answer")] and await here(house, ticket, ANNA) == []
    assert await passes(house, 4) == 1 and await on_card(house, ticket) == [("Anna", "answer")]
    assert await passes(house, 60) == 1 and await on_card(house, ticket) == []
    assert await passes(house, 60) == 0


async def test_many_signs_and_two_replicas_draw_one_card(house: House) -> None:
    ticket = await begun(house)
    for _ in range(20):
        await house.desk(Attend(ticket, Deed.ANSWER), ANNA)
        await house.desk(Attend(ticket), BORIS)
    house.hands.forward(4)
    assert await house.jobs.presences_due() == 1 and await house.jobs.presences_due() == 0
    assert len(house.outbox(kind="card", state="pending")) == 1


async def test_who_answers_in_a_window_looks_at_it_too_and_a_sent_answer_ends_it_with_one_edit(house: House) -> None:
    ticket = await begun(house)
    await house.desk(Attend(ticket), ANNA)
    await house.desk(Attend(ticket, Deed.ANSWER), ANNA)
    assert await passes(house, 5) == 1 and await on_card(house, ticket) == [("Anna", "answer")]
    await house.desk(Reply(ticket, "Try again"), ANNA)
    assert await on_card(house, ticket) == [("Anna", "view")]
    assert await passes(house, 5) == 1


async def test_customers_see_nobody_and_are_nobody_there(house: House) -> None:
    ticket = await begun(house)
    await house.desk(Attend(ticket, Deed.ANSWER), ANNA)
    await passes(house, 5)
    assert (await house.ask(ReadTicket(ticket), IVAN)).card.present == ()
    assert "Anna" not in repr(await house.ask(ReadTicket(ticket), IVAN))
    for who in (IVAN, MARY):
        assert (await house.refused(Attend(ticket), who)).code is Code.MISSING
        with pytest.raises(Refusal):
            await house.ask(WhoIsHere(ticket), who)
        with pytest.raises(Refusal):
            await house.ask(TypingTo(ticket, Door.TELEGRAM), who)


async def test_at_a_merged_ticket_one_is_at_the_one_that_goes_on(house: House) -> None:
    gone, ticket = await begun(house), await house.opened()
    await house.desk(Attend(gone), BORIS)
    await passes(house, 4)
    await house.desk(Merge(gone, ticket, house.ticket(gone).workflow_rev, shared=True), ANNA)
    await house.out(Scripted(Door.SLACK))
    await house.desk(Attend(gone, Deed.ANSWER), ANNA)
    assert await here(house, ticket, BORIS) == [("Anna", "answer")] == await here(house, gone, BORIS)
    await passes(house, 70)
    assert house.rows("presences") == []


async def test_where_an_answer_would_go_to_the_chat_its_coming_can_be_shown_there(house: House) -> None:
    ticket = await begun(house)
    asked = TypingTo(ticket, Door.TELEGRAM)
    assert await house.ask(asked, ANNA) == Place(Door.TELEGRAM, IVAN.external_id, "")
    house.execute(
        "INSERT INTO topics (address_id, ref, ticket_id, state, at)"
        f" SELECT id, '77', {ticket}, 'open', 0 FROM addresses WHERE door = 'telegram'"
    )
    assert await house.ask(asked, ANNA) == Place(Door.TELEGRAM, IVAN.external_id, "77")
    house.execute("UPDATE addresses SET gone = 'blocked' WHERE door = 'telegram'")
    assert await house.ask(asked, ANNA) is None
    house.execute("UPDATE addresses SET gone = NULL")
    await house.desk(MarkAsSpam(ticket), ANNA)
    assert await house.ask(asked, ANNA) is None
