"""What a form lacks is asked where the work ends: in the answer, in the move, at a press and at an emoji (B3, X2)."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
import pytest_asyncio

from core.kinds import Door, TicketId, Visitor
from core.tickets.commands import Claim
from tests.bots.slack.bureau import bureau, fields, opened, pick
from tests.bots.slack.office import Office
from tests.standins.slack import Agent, SlackStandIn

pytestmark = pytest.mark.asyncio(loop_scope="module")

REPLY, SOLVE, MOVE = "v1:reply", "v1:solve", "v1:move"
CAUSE = "field:cause"


@pytest_asyncio.fixture(loop_scope="module")
async def here(slack: SlackStandIn, tmp_path: Path) -> AsyncIterator[Office]:
    async with bureau(slack, tmp_path) as running:
        yield running


async def begun(desk: Office, type: str = "quality") -> TicketId:
    """Anna's, at work."""
    ticket = await desk.open("Нет гудка", type=type)
    await desk.desk(Claim(ticket, 0), Visitor(Door.SLACK, desk.anna.id))
    return ticket


async def state(desk: Office, ticket: TicketId) -> tuple[str, dict[str, str]]:
    card, _ = await desk.seen_by(desk.anna, ticket)
    return card.status.id, {one.field.id: str(one.said) for one in card.answers}


async def is_resolved(desk: Office, ticket: TicketId) -> bool:
    return (await state(desk, ticket))[0] == "resolved"


async def test_to_answer_and_resolve_asks_for_the_cause_and_keeps_it(here: Office) -> None:
    ticket = await begun(here)
    view = await opened(here, here.anna, ticket, action_id=SOLVE)
    asked = fields(view)
    assert not asked[CAUSE]["optional"] and list(asked).index(CAUSE) == list(asked).index("status") + 1
    assert "field:where" not in asked and "field:count" not in asked
    done = await here.anna.submit({"body": "Заменили кабель", CAUSE: "Обрыв"})
    assert done["result"] == "closed", done
    assert await state(here, ticket) == ("resolved", {"cause": "Обрыв"})


@pytest.mark.parametrize("english", [False, True])
async def test_the_question_comes_with_the_status_that_needs_it_and_goes_with_another(
    here: Office, english: bool
) -> None:
    ticket, agent = await begun(here), here.boris
    if english:
        agent = await here.slack.agent("Mary", "mary@example.org", locale="en-GB")
        await here.slack.join(here.channel, agent)
    view = await opened(here, agent, ticket, action_id=REPLY)
    assert CAUSE not in fields(view)
    view = await pick(agent, "status", "resolved", "v1:then")
    assert fields(view)[CAUSE]["label"]["text"] == ("Cause" if english else "Причина")
    view = await pick(agent, "status", "pending", "v1:then")
    assert CAUSE not in fields(view)
    await agent.close_view()


async def test_a_question_that_hangs_on_another_comes_up_in_the_answer_too(here: Office) -> None:
    """The ticket has an answer that asks for a floor, which nobody has said."""
    ticket = await begun(here)
    await here.hop.unit(lambda unit: unit.conn.exec_driver_sql(_where(ticket)))
    view = await opened(here, here.anna, ticket, action_id=SOLVE)
    assert [one for one in fields(view) if one.startswith("field:")] == ["field:floor", CAUSE]
    await here.anna.submit({"body": "Готово", CAUSE: "Обрыв", "field:floor": "4"})
    assert (await state(here, ticket))[1] == {"where": "office", "floor": "4", "cause": "Обрыв"}


def _where(ticket: TicketId) -> str:
    return f"""UPDATE tickets SET fields = '{{"where": "office"}}' WHERE id = {ticket}"""


async def test_a_move_on_the_card_opens_its_window_with_the_question(here: Office) -> None:
    ticket = await begun(here)
    card = await here.card(ticket)
    await here.anna.press(here.channel, card["ts"], action_id=MOVE, selected_option=await option(here, ticket))
    view = (await here.until(here.anna.views))[0]
    assert list(fields(view))[0] == CAUSE
    await here.anna.submit({CAUSE: "Обрыв"})
    assert await state(here, ticket) == ("resolved", {"cause": "Обрыв"})


async def option(desk: Office, ticket: TicketId) -> str:
    card, _ = await desk.seen_by(desk.anna, ticket)
    return f"{ticket}:{card.rev}:resolved:f"


async def test_a_card_of_before_opens_the_window_instead_of_refusing(here: Office) -> None:
    ticket = await begun(here)
    card = await here.card(ticket)
    rev = (await here.seen_by(here.anna, ticket))[0].rev
    old = {"action_id": MOVE, "value": f"{ticket}:{rev}:resolved", "block_id": "b", "stale": True}
    await here.boris.press(here.channel, card["ts"], **old)
    view = (await here.until(here.boris.views))[0]
    assert CAUSE in fields(view)
    await here.boris.submit({CAUSE: "Обрыв"})
    assert await state(here, ticket) == ("resolved", {"cause": "Обрыв"})


async def test_a_quiet_move_asks_once_its_status_is_picked(here: Office) -> None:
    ticket = await begun(here)
    card = await here.card(ticket)
    rev = (await here.seen_by(here.anna, ticket))[0].rev
    pressed = {"action_id": "v1:more", "value": f"{ticket}:{rev}:quiet", "block_id": "b", "stale": True}
    await here.anna.press(here.channel, card["ts"], **pressed)
    view = (await here.until(here.anna.views))[0]
    assert CAUSE not in fields(view)
    view = await pick(here.anna, "status", "resolved", "v1:then")
    assert CAUSE in fields(view)
    heard = len(here.pocket.got)
    await here.anna.submit({CAUSE: "Обрыв", "hidden": ["hidden"]})
    assert await state(here, ticket) == ("resolved", {"cause": "Обрыв"})
    assert len(here.pocket.got) == heard


async def test_an_answer_sent_before_the_question_was_there_comes_back_with_it(here: Office) -> None:
    """Its type changed while the answer was typed: nothing typed is lost."""
    ticket = await begun(here, "question")
    await opened(here, here.anna, ticket, action_id=SOLVE)
    await here.hop.unit(lambda unit: unit.conn.exec_driver_sql(f"UPDATE tickets SET type='quality' WHERE id={ticket}"))
    told = await here.anna.submit({"body": "Готово"})
    assert told["result"] == "updated", told
    view = (await here.anna.views())[0]
    assert CAUSE in fields(view) and "Поле «Причина» нужно заполнить" in view["plain"]
    done = await here.anna.submit({CAUSE: "Обрыв"})
    assert done["result"] == "closed"
    assert await is_resolved(here, ticket)
    assert (await here.seen_by(here.anna, ticket))[1][-1].body == "Готово"


@pytest.mark.parametrize("english", [False, True])
async def test_a_tick_on_the_card_offers_the_window_to_whoever_put_it(here: Office, english: bool) -> None:
    ticket, agent = await begun(here), here.boris
    if english:
        agent = await here.slack.agent("Mary", "mary@example.org", locale="en-GB")
        await here.slack.join(here.channel, agent)
    card = await here.card(ticket)
    await agent.react(here.channel, card["ts"], "white_check_mark")
    told = await agent.whispered("“Cause” has to be filled in" if english else "Поле «Причина» нужно заполнить")
    await _filled(here, agent, told, "Fill in" if english else "Заполнить")
    assert await state(here, ticket) == ("resolved", {"cause": "Обрыв"})


async def _filled(desk: Office, agent: Agent, told: dict, words: str) -> None:  # type: ignore[type-arg]
    (button,) = [one for block in told["blocks"] if block["type"] == "actions" for one in block["elements"]]
    assert button["text"]["text"] == words
    await agent.press(desk.channel, told["ts"], action_id=MOVE)
    view = (await desk.until(agent.views))[0]
    assert CAUSE in fields(view)
    await agent.submit({CAUSE: "Обрыв"})
