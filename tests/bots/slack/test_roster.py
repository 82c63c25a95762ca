"""Agents of several channels and of a user group: who comes, who goes, and what each of them may see (F6, A2, E11)."""

from pathlib import Path
from typing import Any

import pytest

from core.errors import Refusal
from core.kinds import Door, Visitor
from core.views.queries import StaffCard, WhoAmI
from tests.bots.slack.hall import Hall, hall
from tests.bots.slack.office import Office, office
from tests.standins.slack import Agent, SlackStandIn

pytestmark = pytest.mark.asyncio(loop_scope="module")


async def staff(desk: Office, agent: Agent) -> bool:
    return (await desk.ask(WhoAmI(), Visitor(Door.SLACK, agent.id))).staff


async def _not(answer: Any) -> bool:
    return not await answer


async def test_whoever_sits_in_any_channel_of_the_desk_is_an_agent_until_they_sit_in_none(
    slack: SlackStandIn, tmp_path: Path
) -> None:
    async with hall(slack, tmp_path) as desks:
        greta = await slack.agent("Грета", "greta@example.org")
        await slack.join(desks.sales, greta)
        await desks.desk.until(lambda: staff(desks.desk, greta))
        await slack.join(desks.line2, greta)
        await desks.desk.until(lambda: desks.sits(greta, desks.line2))
        await slack.leave(desks.sales, greta)
        await desks.desk.until(lambda: _not(desks.sits(greta, desks.sales)))
        assert await staff(desks.desk, greta), "they still sit in another"
        await slack.leave(desks.line2, greta)
        await desks.desk.until(lambda: _not(staff(desks.desk, greta)))


@pytest.mark.parametrize("kind", [{"is_restricted": True}, {"is_bot": True}, {"team_id": "T0FOREIGN"}])
async def test_guests_bots_and_foreigners_of_a_private_channel_are_nobody_here(
    slack: SlackStandIn, tmp_path: Path, kind: dict[str, Any]
) -> None:
    async with hall(slack, tmp_path) as desks:
        guest = await slack.agent("Гость", "guest@example.org", **kind)
        await slack.join(desks.secret, guest)
        ticket = await desks.desk.open("Жалоба", service="complaints")
        card = await desks.card(ticket, desks.secret)
        await guest.press(desks.secret, card["ts"], action_id="v1:claim")
        await guest.whispered("Эти кнопки — для сотрудников поддержки")
        await desks.desk.bot._staff.sync()
        assert not await staff(desks.desk, guest) and not await desks.sits(guest, desks.secret)


async def test_what_events_did_not_tell_a_sync_finds_for_every_channel(slack: SlackStandIn, tmp_path: Path) -> None:
    async with hall(slack, tmp_path) as desks:
        await slack.silence(1.0)
        await slack.leave(desks.secret, desks.vera)
        await slack.join(desks.secret, desks.desk.boris)
        await slack.silence(0.0)
        await desks.desk.bot._staff.sync()
        assert await desks.sits(desks.desk.boris, desks.secret)
        assert not await desks.sits(desks.vera, desks.secret) and not await staff(desks.desk, desks.vera)


async def test_a_queue_whose_channel_the_bot_was_taken_out_of_is_shown_to_nobody(
    slack: SlackStandIn, tmp_path: Path
) -> None:
    async with hall(slack, tmp_path) as desks:
        ticket = await desks.desk.open("Жалоба", service="complaints")
        await desks.card(ticket, desks.secret)
        await slack.leave(desks.secret, "U0SANDBOX")
        await desks.desk.bot._staff.sync()
        assert await staff(desks.desk, desks.desk.anna)
        with pytest.raises(Refusal):
            await desks.desk.ask(StaffCard(ticket), Visitor(Door.SLACK, desks.desk.anna.id))
        await slack.join(desks.secret, "U0SANDBOX")
        await desks.desk.bot._staff.sync()
        shown = await desks.desk.ask(StaffCard(ticket), Visitor(Door.SLACK, desks.desk.anna.id))
        assert shown.id == ticket


async def test_members_of_the_user_group_are_agents_without_a_seat(slack: SlackStandIn, tmp_path: Path) -> None:
    hugo = await slack.agent("Hugo", "hugo@example.org", locale="en-GB")
    group = await slack.group("agents", [hugo])
    async with hall(slack, tmp_path, usergroup=group) as desks:
        await desks.desk.until(lambda: staff(desks.desk, hugo))
        open, closed = await desks.desk.open("Нет связи"), await desks.desk.open("Жалоба", service="complaints")
        assert (await desks.desk.ask(StaffCard(open), Visitor(Door.SLACK, hugo.id))).id == open
        with pytest.raises(Refusal):
            await desks.desk.ask(StaffCard(closed), Visitor(Door.SLACK, hugo.id))
        ines = await slack.agent("Ines", "ines@example.org")
        await slack.regroup(group, [ines])
        await desks.desk.until(lambda: staff(desks.desk, ines))
        await desks.desk.until(lambda: _not(staff(desks.desk, hugo)))
        await slack.join(desks.sales, ines)
        await desks.desk.until(lambda: desks.sits(ines, desks.sales))
        await slack.leave(desks.sales, ines)
        await desks.desk.until(lambda: _not(desks.sits(ines, desks.sales)))
        assert await staff(desks.desk, ines), "the group makes them one"
        await _whispers_where_they_sit(desks, desks.vera)


async def _whispers_where_they_sit(desks: Hall, agent: Agent) -> None:
    assert desks.desk.bot._staff.seat(agent.id) == desks.secret


async def test_without_channels_of_single_queues_everything_is_as_it_was(slack: SlackStandIn, tmp_path: Path) -> None:
    async with office(slack, tmp_path) as desk:
        ticket = await desk.open()
        await desk.card(ticket)
        stands = await desk.hop.read(lambda conn: conn.exec_driver_sql("SELECT count(*) FROM stands").scalar_one())
        assert stands == 0 and desk.workspace.channels == (desk.channel,)
