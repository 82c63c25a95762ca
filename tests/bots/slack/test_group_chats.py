"""A company's group chat among the agents: let in, given to a company, disconnected; by administrators alone (X1)."""

from collections.abc import AsyncIterator
from functools import partial
from pathlib import Path

import pytest
import pytest_asyncio

from core.customers.commands import AddCompany
from core.kinds import Door, System, Visitor
from core.people.group_commands import AskGroupChat, EndGroupChat
from core.profile.schema import Telegram
from tests.bots.slack.bureau import promoted
from tests.bots.slack.office import Office, office, profile_of
from tests.bots.slack.test_admin import asked as opened
from tests.bots.slack.test_admin import refused, sent, tapped
from tests.bots.slack.test_hostile import INERT
from tests.bots.slack.test_lists import window
from tests.bots.slack.test_registration import shown
from tests.standins.slack import Json, SlackStandIn

pytestmark = pytest.mark.asyncio(loop_scope="module")

DOOR = System("telegram")
TITLE = "<!channel> *Ромашка*"


@pytest_asyncio.fixture(loop_scope="module")
async def desk(slack: SlackStandIn, tmp_path: Path) -> AsyncIterator[Office]:
    """Anna administrates, Boris is an agent."""
    profile = profile_of().model_copy(update={"telegram": Telegram(groups="approved")})
    async with office(slack, tmp_path, profile=profile) as running:
        await promoted(running, running.anna)
        await running.desk(AddCompany("K-1", "Ромашка"), Visitor(Door.SLACK, running.anna.id))
        yield running


async def wished(desk: Office, company: int | None = None) -> Json:
    await desk.desk(AskGroupChat(Door.TELEGRAM, "-100", TITLE, "en", company), DOOR)
    return await shown(desk, "просит подключить")


async def stands(desk: Office) -> tuple[object, ...]:
    query = "SELECT state, company_id, language FROM group_chats"
    return await desk.hop.read(lambda conn: tuple(conn.exec_driver_sql(query).one()))


async def deeds(desk: Office) -> list[str]:
    query = "SELECT deed FROM audit WHERE kind = 'group-chat' ORDER BY id"
    return await desk.hop.read(lambda conn: [row.deed for row in conn.exec_driver_sql(query)])


async def test_an_administrator_lets_it_in_as_it_asks_and_the_message_says_so(desk: Office) -> None:
    card = await wished(desk, 1)
    assert card["active"] == INERT and "Ромашка" in card["plain"] and "английский" in card["plain"]
    (button,) = [one for one in card["buttons"] if one["action_id"] == "v1:let-group"]
    press = partial(desk.anna.press, desk.channel, card["ts"], action_id="v1:let-group")
    for _ in range(2):
        await press(value=button["value"], block_id=button["block_id"], stale=True)
    now = await shown(desk, "подключён")
    assert now["ts"] == card["ts"]
    assert "v1:let-group" not in [one["action_id"] for one in now["buttons"]]
    assert await stands(desk) == ("bound", 1, "en")
    assert await deeds(desk) == ["BindGroupChat"]
    await desk.anna.press(desk.channel, card["ts"], action_id="v1:end-group")
    await shown(desk, "отключён")
    assert (await stands(desk))[0] == "ended"
    assert await deeds(desk) == ["BindGroupChat", "EndGroupChat"]


async def test_who_is_no_administrator_is_told_so_and_nothing_changes(desk: Office) -> None:
    card = await wished(desk)
    for action in ("v1:let-group", "v1:end-group"):
        await desk.boris.press(desk.channel, card["ts"], action_id=action)
        await desk.boris.whispered("")
    await desk.boris.press(desk.channel, card["ts"], action_id="v1:connect-group")
    assert "администратор" in (await window(desk, desk.boris, "администратор"))["plain"]
    assert await stands(desk) == ("waiting", None, "en")
    assert await deeds(desk) == []


async def test_a_company_and_a_language_are_given_in_its_window(desk: Office) -> None:
    card = await wished(desk)
    await desk.anna.press(desk.channel, card["ts"], action_id="v1:connect-group")
    await window(desk, desk.anna, "Язык сообщений в чате")
    errors = await refused(desk.anna, company="Никого")
    assert "Никого" in errors["company"]
    await sent(desk, desk.anna, "Компания: Ромашка", company="Ромашка", language="ru")
    assert await stands(desk) == ("bound", 1, "ru")
    await shown(desk, "Компания: Ромашка")
    assert len([one for one in await desk.slack.messages(desk.channel) if "Ромашка" in one["plain"]]) == 1


async def test_the_list_of_chats_is_a_page_of_administration_and_ends_one_there(desk: Office) -> None:
    await wished(desk, 1)
    await opened(desk, desk.anna, "управление", "Чаты компаний")
    await tapped(desk, desk.anna, "Чаты компаний", "просит подключить")
    await tapped(desk, desk.anna, "Отклонить", "отключён")
    assert (await stands(desk))[0] == "ended"
    await tapped(desk, desk.anna, "Подключить снова…", "Язык сообщений в чате")
    await sent(desk, desk.anna, "подключён")


async def test_a_chat_that_has_put_the_bot_out_is_shown_so_and_is_no_line_of_the_audit(desk: Office) -> None:
    await wished(desk)
    await desk.desk(EndGroupChat(Door.TELEGRAM, "-100", put_out=True), DOOR)
    await shown(desk, "отключён")
    assert await deeds(desk) == []
