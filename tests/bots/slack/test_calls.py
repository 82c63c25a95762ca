"""Somebody calls: an agent takes it down from Home or by the command, in either language (C1, E1); tasks (C4)."""

from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest
import pytest_asyncio

from core.kinds import Door, TicketId, Visitor
from core.people import store as people
from core.people.person import Role
from core.tickets.commands import OpenTicket
from tests.bots.slack.bureau import fields, opened
from tests.bots.slack.office import Office, office
from tests.bots.slack.test_making import MAKE, WHO, tickets, window
from tests.standins.slack import Agent, ControlError, SlackStandIn

pytestmark = pytest.mark.asyncio(loop_scope="module")


@pytest_asyncio.fixture(loop_scope="module")
async def here(slack: SlackStandIn, tmp_path: Path) -> AsyncIterator[Office]:
    async with office(slack, tmp_path, desk="web-studio") as running:
        await administrator(running, running.anna)
        yield running


async def administrator(desk: Office, agent: Agent) -> None:
    def work(unit: Any) -> None:
        known = people.recognise(unit.conn, Visitor(Door.SLACK, agent.id))
        assert known is not None
        people.grant(unit, known.id, Role.ADMINISTRATOR, "test")

    await desk.hop.unit(work)


async def test_from_home_a_call_is_taken_down_for_somebody_new_who_is_told_by_mail(here: Office) -> None:
    await here.anna.open_home()

    async def shown() -> bool:
        try:
            return MAKE in str(await here.anna.home())
        except ControlError:
            return False

    await here.until(shown)
    await here.anna.press_in_view(action_id=MAKE)
    view = await window(here.anna)
    assert view["title"]["text"] == "Завести обращение"
    assert fields(view)["source_id"]["element"]["initial_option"]["value"] == "phone"
    await here.anna.press_in_view(action_id="v1:new-person")
    await window(here.anna, "new:phone")
    caller = {"new:first_name": "Пётр Орлов", "new:phone": "+7 912 345-67-89", "new:email": "petr@shop.example"}
    done = await here.anna.submit({"body": "Не открывается сайт", "category": "hosting"} | caller)
    assert done["result"] == "closed", done
    [made] = await tickets(here)
    await here.anna.whispered(f"-{made.id}")
    card, _ = await here.seen_by(here.anna, TicketId(made.id))
    assert (card.source, card.channel and card.channel.id) == (Door.PHONE, "phone")
    assert card.category and card.category.id == "hosting"

    async def told() -> bool:
        return [one.address for one in here.letters.got if one.kind == "notice"] == ["petr@shop.example"]

    await here.until(told)


async def test_who_called_before_is_found_by_phone_and_speaks_english_to_the_agent_who_does(here: Office) -> None:
    await here.slack.change_user(here.anna, locale="en-US")
    id = await here.hop.unit(lambda unit: people.add(unit, "Olga Rye", "en", None))
    await here.hop.unit(lambda unit: people.change(unit, id, phone="8 (495) 111-22-33"))
    await here.hop.unit(lambda unit: people.change(unit, _anna(unit, here), language="en"))
    await here.anna.command("/zayavka", "new The site is down", here.channel)
    view = await window(here.anna)
    assert view["title"]["text"] == "Create a request"
    [found] = (await here.anna.suggest(WHO, "+7 495 111 22 33"))["ack_payload"]["options"]
    assert found["text"]["text"] == "Olga Rye · 8 (495) 111-22-33"
    [me] = (await here.anna.suggest(WHO, ""))["ack_payload"]["options"]
    assert me["text"]["text"].endswith("(you)")
    done = await here.anna.submit({"requester": found})
    assert done["result"] == "closed", done
    await here.anna.whispered("Done: ")
    [made] = await tickets(here)
    assert made.requester == id and not here.letters.got


def _anna(unit: Any, desk: Office) -> Any:
    known = people.recognise(unit.conn, Visitor(Door.SLACK, desk.anna.id))
    assert known is not None
    return known.id


async def test_whoever_may_only_look_is_told_so_in_the_window(here: Office) -> None:
    def shown(unit: Any) -> None:
        known = people.recognise(unit.conn, Visitor(Door.SLACK, here.boris.id))
        assert known is not None
        people.revoke(unit, known.id, Role.AGENT, "slack")
        people.grant(unit, known.id, Role.DEMO, "test")

    await here.hop.unit(shown)
    await here.boris.command("/zayavka", "завести", here.channel)

    async def answered() -> bool:
        views = await here.boris.views()
        said = await here.boris.ephemerals()
        return bool(said) or bool(views and "агруж" not in str(views[-1]["blocks"]))

    await here.until(answered)
    assert not any("requester" in str(view["blocks"]) for view in await here.boris.views())
    assert not await tickets(here)


async def test_a_ticket_is_turned_into_a_task_with_a_date_in_one_modal(slack: SlackStandIn, tmp_path: Path) -> None:
    async with office(slack, tmp_path, desk="software") as desk:
        outcome = await desk.desk(OpenTicket("Новый отчёт", "Нужен отчёт"), Visitor(Door.TELEGRAM, "100", "Иван", "ru"))
        assert outcome.ticket is not None
        view = await opened(desk, desk.anna, outcome.ticket, action_id="v1:triage")
        assert "due_at" in fields(view)
        done = await desk.anna.submit({"type": "task", "due_at": 2_000_000_000})
        assert done["result"] == "closed", done
        card, _ = await desk.seen_by(desk.anna, outcome.ticket)
        assert (card.type.id, card.due_at) == ("task", 2_000_000_000_000_000)
