"""An emoji on a card is a press: taken, resolved, refused kindly, once (X2)."""

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
import pytest_asyncio

from core.kinds import Door, TicketId, Visitor
from core.tickets.commands import Claim
from core.tickets.relating import Merge
from tests.bots.slack.bureau import history
from tests.bots.slack.office import Office, office
from tests.standins.slack import Json, SlackStandIn

pytestmark = pytest.mark.asyncio(loop_scope="module")


@pytest_asyncio.fixture(loop_scope="module")
async def here(slack: SlackStandIn, tmp_path: Path) -> AsyncIterator[Office]:
    async with office(slack, tmp_path) as running:
        yield running


async def _settled(desk: Office, event: Json) -> None:
    query = f"SELECT count(*) FROM inbox WHERE state = 'done' AND external_id = '{event['event_id']}'"

    async def done() -> bool:
        return bool(await desk.hop.read(lambda conn: conn.exec_driver_sql(query).scalar_one()))

    await desk.until(done)


async def _reacted(desk: Office, ticket: TicketId, name: str) -> Json:
    card = await desk.card(ticket)
    return await desk.boris.react(desk.channel, card["ts"], name)


async def test_eyes_on_a_card_take_it_and_a_tick_resolves_it(here: Office) -> None:
    ticket = await here.open("Не печатает")
    await _reacted(here, ticket, "eyes")
    card = await here.card(ticket, "В работе")
    assert here.boris.id in str(card)
    await _reacted(here, ticket, "white_check_mark")
    await here.until(lambda: _is(here, ticket, "resolved"))
    assert (await history(here, ticket))[1:] == ["TicketAssigned", "StatusMoved", "StatusMoved"]


async def _is(desk: Office, ticket: TicketId, status: str) -> bool:
    return (await desk.seen_by(desk.anna, ticket))[0].status.id == status


async def test_told_twice_it_counts_once_and_taken_off_it_changes_nothing(here: Office) -> None:
    ticket = await here.open("Не печатает")
    event = await _reacted(here, ticket, "eyes")
    await _settled(here, event)
    await here.slack.redeliver(event["event_id"])
    await here.boris.react(here.channel, (await here.card(ticket))["ts"], "eyes", remove=True)
    await asyncio.sleep(0.2)
    assert (await history(here, ticket)).count("TicketAssigned") == 1


async def test_who_comes_second_is_told_who_was_first(here: Office) -> None:
    ticket = await here.open("Не печатает")
    await here.card(ticket)
    await here.desk(Claim(ticket, 0), Visitor(Door.SLACK, here.anna.id))
    await _reacted(here, ticket, "eyes")
    await here.boris.whispered("Анна")
    assert (await here.seen_by(here.anna, ticket))[0].assignee.id  # type: ignore[union-attr]


async def test_a_stranger_is_told_and_changes_nothing(here: Office) -> None:
    eve = await here.slack.agent("Ева", "eve@example.org")
    ticket = await here.open("Не печатает")
    card = await here.card(ticket)
    await here.slack.join(here.channel, eve)
    await here.slack.change_user(eve, is_restricted=True)
    await eve.react(here.channel, card["ts"], "eyes")
    await asyncio.sleep(0.5)
    assert await history(here, ticket) == ["TicketOpened"]


async def test_other_emoji_and_those_in_a_thread_mean_nothing(here: Office) -> None:
    ticket = await here.open("Не печатает")
    card = await here.card(ticket)
    said = await here.anna.say(here.channel, "Смотрю", thread=card["ts"])
    await here.spoken(ticket, "Смотрю")
    for ts, name in ((card["ts"], "tada"), (said["ts"], "eyes"), (said["ts"], "white_check_mark")):
        await _settled(here, await here.boris.react(here.channel, ts, name))
    assert await history(here, ticket) == ["TicketOpened", "NoteAdded"]


async def test_on_a_merged_card_it_says_where_the_ticket_went(here: Office) -> None:
    old, new = await here.open("Не печатает"), await here.open("Всё ещё")
    await here.card(new)
    await here.desk(Merge(new, old, 0), Visitor(Door.SLACK, here.anna.id))
    await _reacted(here, new, "eyes")
    await here.boris.whispered(f"HD-{new} — часть HD-{old}")
    assert await _is(here, old, "new")
