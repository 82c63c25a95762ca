"""A message becomes a ticket of its own; a ticket is a part of another; an agent puts one off for themselves (X2)."""

import pytest

from core.clock import HOUR
from core.errors import Code
from core.kinds import TicketId
from core.tickets.commands import AddComment, AddNote, Attachment, Cancel, MoveStatus
from core.tickets.relating import Merge, SetParent, Snooze, Split
from core.tickets.relating_events import SnoozeEnded, TicketSnoozed
from core.tickets.snoozes import snoozes
from core.views.queries import ReadTicket, StaffCard
from tests.core.desks.made import DEMO, code, newest, peopled, told
from tests.core.house import ANNA, CLARA, IVAN, MARY, House

FILE = (Attachment("log.txt", "text/plain", {"id": "1"}),)


async def _spoken(house: House) -> tuple[TicketId, list[int]]:
    await peopled(house)
    ticket = await house.opened(IVAN)
    for word, by in (("And the fax", IVAN), ("Which one?", ANNA), ("On floor 2", IVAN)):
        await house.desk(AddComment(ticket, word, FILE if word == "And the fax" else ()), by)
    await house.desk(AddNote(ticket, "He means the old one"), ANNA)
    return ticket, [row.id for row in house.rows("messages", ticket_id=ticket)]


def _words(house: House, ticket: TicketId) -> list[str]:
    return [row.body for row in house.rows("messages", ticket_id=ticket)]


@pytest.mark.parametrize(("following", "words"), [(False, ["And the fax"]), (True, ["And the fax", "On floor 2"])])
async def test_a_word_becomes_a_ticket_of_its_own_and_stays_where_it_was(
    house: House, following: bool, words: list[str]
) -> None:
    ticket, said = await _spoken(house)
    before, since = _words(house, ticket), newest(house)
    outcome = await house.desk(Split(ticket, said[1], following=following), ANNA)  # type: ignore[arg-type]
    assert outcome.ticket is not None
    new = house.ticket(outcome.ticket)
    assert _words(house, ticket) == before and _words(house, new.id) == words
    assert (new.subject, new.requester, new.source, new.status) == (
        "And the fax",
        house.person(IVAN),
        "telegram",
        "new",
    )
    assert [row.name for row in house.rows("attachments", ticket_id=new.id)] == ["log.txt"]
    assert told(house, "1001", since) == [("TicketOpened", "pending", None)]
    for one, kind, other in ((ticket, "split", new.id), (new.id, "origin", ticket)):
        [relation] = (await house.ask(StaffCard(one), ANNA)).relations
        assert (relation.kind, relation.numbers) == (kind, (house.ticket(other).number,))
    page = await house.ask(ReadTicket(new.id), IVAN)
    assert [one.author.name for one in page.messages.items] == [IVAN.name] * len(words)


async def test_the_desks_own_words_and_other_tickets_words_are_not_split_off(house: House) -> None:
    ticket, said = await _spoken(house)
    other = await house.opened(MARY)
    foreign = house.rows("messages", ticket_id=other)[0].id
    assert await code(house, Split(ticket, foreign), ANNA) == "missing"
    for id in (said[2], said[4]):
        assert await code(house, Split(ticket, id), ANNA) == "relation"  # type: ignore[arg-type]
    assert await code(house, Split(ticket, said[1]), IVAN) == "missing"  # type: ignore[arg-type]
    assert await code(house, Split(ticket, said[1]), DEMO) == "role"  # type: ignore[arg-type]


async def test_a_ticket_is_a_part_of_another_and_rings_are_refused(house: House) -> None:
    await peopled(house)
    a, b, c = [await house.opened(IVAN) for _ in range(3)]
    since = newest(house)
    await house.desk(SetParent(b, a), ANNA)
    await house.desk(SetParent(c, b), ANNA)
    assert {one.kind for one in (await house.ask(StaffCard(b), ANNA)).relations} == {"parent", "child"}
    for one, to, why in ((a, c, "ring"), (a, a, "itself")):
        assert (await house.refused(SetParent(one, to), ANNA)).params["problem"] == why
    await house.desk(SetParent(c, None), ANNA)
    assert [one.kind for one in (await house.ask(StaffCard(b), ANNA)).relations] == ["parent"]
    assert told(house, "1001", since) == []
    await house.desk(Merge(c, a, 0), ANNA)
    assert (await house.refused(SetParent(b, c), ANNA)).params["problem"] == "merged"


async def test_what_an_agent_put_off_comes_back_by_itself(house: House) -> None:
    await peopled(house)
    ticket = await house.opened(IVAN)
    until, since = house.clock.now() + HOUR, newest(house)
    await house.desk(Snooze(ticket, until), ANNA)
    card = await house.ask(StaffCard(ticket), ANNA)
    assert [(who.name, at) for who, at in card.snoozed] == [("Anna", until)]
    assert (card.status.id, house.ticket(ticket).workflow_rev) == ("new", 0)
    assert await house.jobs.snoozes_due() == 0
    house.hands.forward(3601)
    assert await house.jobs.snoozes_due() == 1
    assert house.rows(snoozes) == []
    assert house.history(ticket)[-1].event == SnoozeEnded(house.person(ANNA), "time")
    assert told(house, "1001", since) == []


async def test_it_comes_back_when_the_customer_writes_and_not_when_a_colleague_does(house: House) -> None:
    await peopled(house)
    ticket = await house.opened(IVAN)
    for by in (ANNA, CLARA):
        await house.desk(Snooze(ticket, house.clock.now() + HOUR), by)
    await house.desk(AddComment(ticket, "We are on it"), ANNA)
    assert len(house.rows(snoozes)) == 2
    await house.desk(AddComment(ticket, "Any news?"), IVAN)
    assert house.rows(snoozes) == []
    ended = [one.event for one in house.history(ticket)[-2:]]
    assert ended == [SnoozeEnded(house.person(by), "answer") for by in (ANNA, CLARA)]


async def test_another_time_replaces_the_first_and_the_same_again_changes_nothing(house: House) -> None:
    await peopled(house)
    ticket, until = await house.opened(IVAN), house.clock.now() + HOUR
    await house.desk(Snooze(ticket, until), ANNA)
    before = house.count()
    await house.desk(Snooze(ticket, until), ANNA)
    assert house.count() == before
    await house.desk(Snooze(ticket, until + HOUR), ANNA)
    assert house.history(ticket)[-1].event == TicketSnoozed(until + HOUR)
    house.hands.forward(3601)
    assert await house.jobs.snoozes_due() == 0
    await house.desk(Snooze(ticket, None), ANNA)
    assert house.rows(snoozes) == []


async def test_no_time_of_the_past_and_nothing_that_is_over_is_put_off(house: House) -> None:
    await peopled(house)
    ticket = await house.opened(IVAN)
    assert (await house.refused(Snooze(ticket, house.clock.now() - 1), ANNA)).code is Code.UNTIL_PAST
    await house.desk(Cancel(ticket), IVAN)
    assert (await house.refused(Snooze(ticket, house.clock.now() + HOUR), ANNA)).code is Code.FINAL
    for by, why in ((IVAN, "missing"), (DEMO, "role")):
        assert await code(house, Snooze(ticket, house.clock.now() + HOUR), by) == why
    await house.desk(MoveStatus(await house.opened(MARY), "resolved", 0), ANNA)
