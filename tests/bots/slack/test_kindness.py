"""What goes wrong is told to whoever pressed, in their own language, and nothing typed is lost (X2, faults G1)."""

import asyncio
import time
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest
import pytest_asyncio

from core.kinds import Door, TicketId, Visitor
from core.tickets.commands import Claim
from tests.bots.slack.bureau import bureau
from tests.bots.slack.office import Office, office, profile_of
from tests.standins.slack import Agent, SlackStandIn

pytestmark = pytest.mark.asyncio(loop_scope="module")


@pytest_asyncio.fixture(loop_scope="module")
async def here(slack: SlackStandIn, tmp_path: Path) -> AsyncIterator[Office]:
    async with bureau(slack, tmp_path) as running:
        yield running


async def mary(desk: Office) -> Agent:
    """An agent who reads English, at a Russian desk, and who has pressed something before."""
    agent = await desk.slack.agent("Mary", "mary@example.org", locale="en-GB")
    await desk.slack.join(desk.channel, agent)
    await desk.until(lambda: _greeted(desk, agent))
    return agent


async def _greeted(desk: Office, agent: Agent) -> bool:
    await agent.command("/zayavka", "mine", desk.channel)
    shown = await agent.views()
    if shown:
        await agent.close_view(everything=True)
    return bool(shown) and "Nothing" in str(shown) or "work" in str(shown)


async def test_a_window_that_comes_too_late_is_told_of_in_a_list_too(here: Office) -> None:
    agent = await mary(here)
    await here.slack.fault("views.open", "error", error="expired_trigger_id")
    await agent.command("/zayavka", "unassigned", here.channel)
    await agent.whispered("The window did not open in time. Press again.")


async def test_what_may_not_be_opened_is_refused_in_the_agents_own_language(here: Office) -> None:
    agent, ticket = await mary(here), await here.open()
    card = await here.card(ticket)
    pressed = {"action_id": "v1:more", "block_id": "b", "stale": True}
    await agent.press(here.channel, card["ts"], value=f"{ticket}:0:assign", **pressed)
    await agent.whispered("Your role does not allow this.")
    await agent.press(here.channel, card["ts"], value=f"{ticket}:0:nothing", **pressed)
    await agent.whispered("This button is out of date")


async def test_the_whole_history_is_one_press_away_from_a_card(here: Office) -> None:
    ticket = await here.open("Нет гудка", "С утра")
    card = await here.card(ticket)
    assert "Вся история" in str(card["blocks"])
    await here.boris.press(here.channel, card["ts"], action_id="v1:more", selected_option=f"{ticket}:{rev(card)}:story")
    view = (await here.until(here.boris.views))[0]
    assert "История" in view["plain"] and "С утра" in view["plain"] and "Вся история" not in str(view["blocks"])
    await here.boris.close_view()
    guest = await here.slack.agent("Вера", "vera@example.org", is_restricted=True)
    await here.slack.join(here.channel, guest)
    await guest.press(here.channel, card["ts"], action_id="v1:more", selected_option=f"{ticket}:{rev(card)}:story")
    view = (await here.until(guest.views))[0]
    assert "С утра" not in view["plain"] and "для сотрудников поддержки" in view["plain"]


def rev(card: dict) -> str:  # type: ignore[type-arg]
    return str(next(one["options"][0] for one in card["menus"] if one["action_id"] == "v1:more")).split(":")[1]


async def test_where_work_is_handed_out_an_emoji_that_takes_it_is_told_so(slack: SlackStandIn, tmp_path: Path) -> None:
    profile = profile_of("default", claim=False)  # type: ignore[arg-type]
    async with office(slack, tmp_path, profile=profile) as desk:
        ticket: TicketId = await desk.open()
        card = await desk.card(ticket)
        await desk.boris.react(desk.channel, card["ts"], "eyes")
        await desk.boris.whispered("Здесь работу распределяют")


async def test_what_was_typed_into_a_window_that_is_closed_comes_back_with_the_refusal(here: Office) -> None:
    """The database is slow, and the ticket has moved on when the move is carried out at last."""
    ticket = await here.open()
    card = await here.card(ticket)
    await here.anna.press(here.channel, card["ts"], action_id="v1:more", selected_option=f"{ticket}:{rev(card)}:quiet")
    await here.until(here.anna.views)

    def slow(unit: Any) -> None:
        time.sleep(2.4)
        unit.conn.exec_driver_sql(f"UPDATE tickets SET workflow_rev = workflow_rev + 1 WHERE id = {ticket}")

    blocked = asyncio.ensure_future(here.hop.unit(slow))
    await asyncio.sleep(0.05)
    await here.anna.submit({"status": "in_progress", "body": "Разобрались, это кабель"})
    await blocked
    told = await here.anna.whispered("всё изменилось")
    assert "Ваш текст:" in told["plain"] and "Разобрались, это кабель" in told["plain"]


@pytest.mark.parametrize("english", [False, True])
async def test_a_move_of_a_ticket_that_has_moved_on_can_be_sent_again_with_what_was_typed(
    here: Office, english: bool
) -> None:
    agent, ticket = await mary(here) if english else here.boris, await here.open()
    card = await here.card(ticket)
    await agent.press(here.channel, card["ts"], action_id="v1:more", selected_option=f"{ticket}:{rev(card)}:quiet")
    await here.until(agent.views)
    await here.desk(Claim(ticket, int(rev(card))), Visitor(Door.SLACK, here.anna.id))
    told = await agent.submit({"status": "pending", "body": "Ждём поставщика"})
    assert told["result"] == "updated", told
    view = (await agent.views())[0]
    assert ("Things changed" if english else "Пока вы смотрели, всё изменилось") in view["plain"]
    done = await agent.submit()
    assert done["result"] == "closed", done
    shown, said = await here.seen_by(here.anna, ticket)
    assert (shown.status.id, said[-1].body) == ("pending", "Ждём поставщика")


async def test_whoever_hands_on_what_somebody_has_taken_meanwhile_is_told_whose_it_is(here: Office) -> None:
    ticket = await here.open()
    card = await here.card(ticket)
    pressed = f"{ticket}:{rev(card)}:assign"
    await here.anna.press(here.channel, card["ts"], action_id="v1:more", selected_option=pressed)
    await here.until(here.anna.views)
    await here.desk(Claim(ticket, int(rev(card))), Visitor(Door.SLACK, here.boris.id))
    told = await here.anna.submit({"group": "line2"})
    assert told["result"] == "updated", told
    assert "Борис" in (await here.anna.views())[0]["plain"].splitlines()[0]
    assert (await here.anna.submit())["result"] == "closed"
    assert (await here.seen_by(here.anna, ticket))[0].assignee is None
