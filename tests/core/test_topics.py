"""A ticket's topic in a chat: made before what is told there, never waited for, and nobody else's (X1)."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import pytest

from core.clock import HOUR, SECOND
from core.desk import Desk
from core.kinds import Door, Origin, PersonId, TicketId
from core.outbox import topics
from core.outbox.endings import Gone, Refused, RetryLater, Sent, Unsure
from core.relay.channel import Delivery
from core.relay.prepare import Preparation, Withheld
from core.tickets import mutes
from core.tickets.commands import AddComment, MoveStatus, OpenTicket
from core.tickets.handling import AddObserver, DropObserver
from tests.core.house import ANNA, IVAN, House


@pytest.fixture
def topical(house: House) -> House:
    """A desk whose chats have topics."""
    board = replace(house.board, topics=frozenset({Door.TELEGRAM}))
    house.board, house.desk = board, Desk(house.hop, house.profile, board)
    house.prepare = Preparation(house.profile, house.files, "e0", board)
    return house


async def _next(house: House) -> Any:
    rows = await house.claim_outbox(Door.TELEGRAM)
    return rows[0] if rows else None


async def _prepared(house: House, row: Any) -> Delivery:
    found = await house.hop.read(lambda conn: house.prepare(conn, row))
    assert isinstance(found, Delivery)
    return found


async def _made(house: House, ref: str = "77") -> TicketId:
    ticket = await house.opened()
    await house.settled(await _next(house), Sent(ref, rest=1))
    await house.settled(await _next(house), Sent("78"))
    return ticket


def _kinds(house: House, states: Sequence[str] = ("pending",)) -> list[str]:
    return [row.kind for row in house.notices() if row.state in states]


async def test_the_receipt_waits_for_its_topic_and_stands_there(topical: House) -> None:
    await topical.staff()
    await topical.opened()
    row = await _next(topical)
    assert row.kind == "topic" and (await _prepared(topical, row)).topic is None
    assert await _next(topical) is None
    await topical.settled(row, Sent("77", rest=1))
    told = await _next(topical)
    assert (told.kind, told.part, (await _prepared(topical, told)).beside) == ("topic", 1, None)
    await topical.settled(told, Sent("78"))
    receipt = await _next(topical)
    assert (receipt.kind, (await _prepared(topical, receipt)).topic) == ("notice", "77")
    assert [post.ref for post in topical.rows("posts", own=True)] == ["78"]


async def test_where_no_door_has_topics_none_is_made(house: House) -> None:
    await house.staff()
    await house.opened()
    assert _kinds(house) == ["notice"]
    assert house.rows("topics") == []


async def test_after_a_refusal_the_notice_is_free_and_the_chat_is_left_alone_for_an_hour(topical: House) -> None:
    await topical.staff()
    ticket = await topical.opened()
    await topical.settled(await _next(topical), Refused("BOT_FORUM_CREATE_FORBIDDEN"))
    receipt = await _next(topical)
    assert (receipt.kind, (await _prepared(topical, receipt)).topic) == ("notice", None)
    await topical.opened(subject="Another")
    await topical.desk(AddComment(ticket, "Hm"), ANNA)
    assert "topic" not in _kinds(topical)
    await topical.pass_time(HOUR // SECOND + 1)
    await topical.desk(AddComment(ticket, "Still"), ANNA)
    assert _kinds(topical).count("topic") == 1


async def test_an_unknown_outcome_holds_nothing_up_and_is_tried_once_more_only(topical: House) -> None:
    await topical.staff()
    ticket = await topical.opened()
    for attempt in range(2):
        row = await _next(topical)
        assert row.kind == "topic"
        await topical.settled(row, Unsure("the line was cut"))
        assert (await _next(topical)).kind == "notice"
        topical.execute("UPDATE outbox SET state = 'sent' WHERE state = 'sending'")
        await topical.desk(AddComment(ticket, f"Word {attempt}"), ANNA)
    assert "topic" not in _kinds(topical)
    assert [row.state for row in topical.rows("topics")] == [topics.UNSURE] * 2


async def test_an_outage_is_waited_for_a_minute_and_then_the_notice_goes_its_own_ways(topical: House) -> None:
    await topical.staff()
    await topical.opened()
    await topical.settled(await _next(topical), RetryLater("Telegram cannot be reached"))
    assert await _next(topical) is None
    await topical.pass_time(61)
    row = await _next(topical)
    assert row.kind == "topic"
    await topical.settled(row, RetryLater("Telegram cannot be reached"))
    assert (await _next(topical)).kind == "notice"
    assert topical.rows("topics") == []


async def test_a_sender_that_died_while_it_made_one_leaves_it_unknown(topical: House) -> None:
    await topical.staff()
    await topical.opened()
    assert (await _next(topical)).kind == "topic"
    relay = topical.relay(_Channel())
    assert await relay.recover(alone=True) == 1
    assert (await _next(topical)).kind == "notice"


async def test_a_blocked_bot_makes_a_topic_when_its_person_is_back(topical: House) -> None:
    await topical.staff()
    ticket = await topical.opened()
    await topical.settled(await _next(topical), Gone("bot was blocked by the user"))
    assert await _next(topical) is None
    origin = Origin(Door.TELEGRAM, IVAN.external_id, "5")
    await topical.desk(AddComment(ticket, "I am back", (), origin), IVAN)
    await topical.desk(AddComment(ticket, "Welcome"), ANNA)
    assert [kind for kind in _kinds(topical) if kind != "reaction"] == ["topic", "notice"]


async def test_changes_of_status_are_one_name_and_no_notice_waits_for_it(topical: House) -> None:
    await topical.staff()
    ticket = await _made(topical)
    for to in ("in_progress", "resolved"):
        await topical.desk(MoveStatus(ticket, to, topical.ticket(ticket).workflow_rev), ANNA)
    assert _kinds(topical).count("topic_name") == 1
    names = topical.outbox(kind="topic_name")
    assert {row.lane for row in names}.isdisjoint({row.lane for row in topical.outbox(kind="notice")})


async def test_what_is_done_hidden_names_nothing(topical: House) -> None:
    await topical.staff()
    ticket = await _made(topical)
    await topical.desk(MoveStatus(ticket, "in_progress", topical.ticket(ticket).workflow_rev, hidden=True), ANNA)
    assert topical.outbox(kind="topic_name") == []


async def test_whoever_has_muted_a_ticket_gets_no_topic_for_it(topical: House) -> None:
    await topical.staff()
    ticket = await topical.opened()
    await topical.settled(await _next(topical), Refused("no"))
    ivan = topical.person(IVAN)
    await topical.hop.unit(lambda unit: mutes.mute(unit, ticket, ivan))
    await topical.pass_time(HOUR // SECOND + 1)
    await topical.desk(AddComment(ticket, "Hm"), ANNA)
    assert "topic" not in _kinds(topical)


async def test_a_topic_that_is_lost_still_leads_to_its_ticket(topical: House) -> None:
    await topical.staff()
    ticket = await _made(topical)
    await topical.settled(await _next(topical), Sent("80", lost="77"))
    with topical._engine.connect() as conn:
        assert topics.at(conn, Door.TELEGRAM, IVAN.external_id, "77") == ticket
        assert topics.at(conn, Door.TELEGRAM, "1002", "77") is None
    await topical.desk(AddComment(ticket, "Hm"), ANNA)
    assert _kinds(topical) == ["topic", "notice"]


async def test_a_ticket_opened_in_a_topic_of_ones_own_is_bound_to_it(topical: House) -> None:
    await topical.staff()
    origin = Origin(Door.TELEGRAM, IVAN.external_id, "5", topic="4")
    first = (await topical.desk(OpenTicket("Mine", "", None, (), origin), IVAN)).ticket
    second = (await topical.desk(OpenTicket("Next", "", None, (), replace(origin, ref="6")), IVAN)).ticket
    assert [(row.ref, row.ticket_id) for row in topical.rows("topics")] == [("4", first)]
    made = [row for row in topical.notices() if row.kind == "topic"]
    assert [row.ticket_id for row in made] == [second]
    assert {row.ticket_id for row in topical.outbox(kind="topic_name")} == {first}


async def test_who_is_no_longer_in_copy_sees_no_new_name(topical: House) -> None:
    await topical.staff()
    other = replace(IVAN, external_id="1002", name="Мария")
    await topical.opened(other)
    mary = topical.person(other)
    topical.execute(
        "INSERT INTO identities (door, external_id, person_id, proof, made_at)"
        f" VALUES ('mail', 'mary@example.org', {mary}, 'code', 0)"
    )
    ticket = await topical.opened()
    await topical.desk(AddObserver(ticket, "mary@example.org"), IVAN)
    hers = next(row for row in topical.rows("addresses") if row.key == "1002")
    await topical.hop.unit(lambda unit: topics.bind(unit, hers.id, "90", ticket))
    await topical.desk(DropObserver(ticket, PersonId(mary)), IVAN)
    topical.execute("UPDATE outbox SET state = 'sent'")
    await topical.desk(MoveStatus(ticket, "in_progress", topical.ticket(ticket).workflow_rev), ANNA)
    rows = await topical.claim_outbox(Door.TELEGRAM)
    named = next(row for row in rows if row.address.key == "1002")
    assert named.kind == "topic_name"
    assert isinstance(await topical.hop.read(lambda conn: topical.prepare(conn, named)), Withheld)


class _Channel:
    """Only claimed from."""

    door = Door.TELEGRAM
    reconciles = False
    bundles = False
    limits = None

    async def deliver(self, delivery: Any) -> Any:
        raise AssertionError("nothing is to be delivered here")
