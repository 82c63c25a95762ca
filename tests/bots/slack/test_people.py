"""Who may act: the members of the channel, and nobody else (faults F6)."""

from typing import Any

import pytest

from core.kinds import Door, Visitor
from core.people.registration import appoint
from core.people.store import by_email
from core.views.queries import WhoAmI
from tests.bots.slack.office import Office, profile_of
from tests.standins.slack import Agent, Json

pytestmark = pytest.mark.asyncio(loop_scope="module")

STRANGER = "Эти кнопки — для сотрудников поддержки"


async def staff(desk: Office, agent: Agent) -> bool:
    return (await desk.ask(WhoAmI(), Visitor(Door.SLACK, agent.id))).staff


async def press(desk: Office, agent: Agent, action: str = "v1:claim") -> Json:
    card = (await desk.cards())[-1]
    return await agent.press(desk.channel, card["ts"], action_id=action)


async def test_members_become_agents_and_are_matched_to_a_known_person_by_address(desk: Office) -> None:
    assert await staff(desk, desk.anna)
    await desk.hop.unit(lambda unit: appoint(unit, ("vera@example.org",), profile_of()))
    before = await desk.hop.read(lambda conn: by_email(conn, "vera@example.org"))
    vera = await desk.slack.agent("Вера", "Vera@Example.org")
    await desk.slack.join(desk.channel, vera)
    await desk.until(lambda: staff(desk, vera))
    me = await desk.ask(WhoAmI(), Visitor(Door.SLACK, vera.id))
    assert before is not None and (me.id, me.name) == (before.id, "Вера")


@pytest.mark.parametrize("kind", [{"is_restricted": True}, {"is_bot": True}, {"team_id": "T0FOREIGN"}])
async def test_guests_bots_and_people_of_other_workspaces_are_refused_everything(
    desk: Office, kind: dict[str, Any]
) -> None:
    guest = await desk.slack.agent("Гость", "guest@example.org", **kind)
    await desk.slack.join(desk.channel, guest)
    ticket = await desk.open()
    card = await desk.card(ticket)
    for action in ("v1:claim", "v1:reply", "v1:note"):
        assert (await press(desk, guest, action))["status"] == "acked"
    await guest.say(desk.channel, "Впустите", thread=card["ts"])
    await desk.anna.say(desk.channel, "Дальше", thread=card["ts"])
    await desk.spoken(ticket, "Дальше")

    async def told() -> bool:
        return len([one for one in await guest.ephemerals() if STRANGER in one["plain"]]) == 4

    await desk.until(told)
    shown, messages = await desk.seen_by(desk.anna, ticket)
    assert shown.assignee is None and not any("Впустите" in one.body for one in messages)
    assert await guest.views() == []


async def test_somebody_who_has_just_been_added_can_press_at_once(desk: Office) -> None:
    ticket = await desk.open()
    await desk.card(ticket)
    await desk.slack.silence(1.0)
    vera = await desk.slack.agent("Вера", "vera@example.org")
    await desk.slack.join(desk.channel, vera)
    await desk.slack.silence(0.0)
    assert (await press(desk, vera))["status"] == "acked"
    await desk.card(ticket, "@Вера")


async def test_somebody_outside_the_channel_is_refused_a_modal_s_submission(desk: Office) -> None:
    ticket = await desk.open()
    card = await desk.card(ticket)
    await desk.boris.press(desk.channel, card["ts"], action_id="v1:note")
    await desk.until(desk.boris.views)
    await desk.slack.leave(desk.channel, desk.boris)
    await desk.until(lambda: _not(staff(desk, desk.boris)))
    refused = await desk.boris.submit({"body": "Напоследок"})
    assert STRANGER in refused["errors"]["body"]


async def _not(answer: Any) -> bool:
    return not await answer


async def test_who_leaves_the_channel_or_the_workspace_is_no_agent_any_more(desk: Office) -> None:
    await desk.slack.leave(desk.channel, desk.anna)
    await desk.until(lambda: _not(staff(desk, desk.anna)))
    assert await staff(desk, desk.boris)
    await desk.slack.change_user(desk.boris, deleted=True)
    await desk.until(lambda: _not(staff(desk, desk.boris)))
    await desk.slack.join(desk.channel, desk.anna)
    await desk.until(lambda: staff(desk, desk.anna))


async def test_somebody_who_becomes_a_guest_loses_the_role(desk: Office) -> None:
    await desk.slack.change_user(desk.boris, is_restricted=True)
    await desk.until(lambda: _not(staff(desk, desk.boris)))
    ticket = await desk.open()
    await desk.card(ticket)
    await press(desk, desk.boris)
    await desk.boris.whispered(STRANGER)


async def test_an_agent_is_spoken_to_in_their_own_language(desk: Office) -> None:
    greg = await desk.slack.agent("Greg", "greg@example.org", locale="en-GB")
    await desk.slack.join(desk.channel, greg)
    ticket = await desk.open()
    card = await desk.card(ticket)
    await desk.anna.press(desk.channel, card["ts"], action_id="v1:claim")
    await desk.until(lambda: staff(desk, greg))
    await desk.card(ticket, "@Анна")
    await greg.press(desk.channel, card["ts"], action_id="v1:claim", value=f"{ticket}:0", block_id="card", stale=True)
    await greg.whispered("Already taken by Анна")
    await greg.press(desk.channel, card["ts"], action_id="v1:reply")
    assert (await desk.until(greg.views))[0]["title"]["text"] == "Reply to customer"
