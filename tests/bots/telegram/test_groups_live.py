"""How a group chat lives on: its language, its command, a bot that may not speak there or comes back (X1)."""

import pytest

from core.kinds import Door, System
from core.people.group_commands import BindGroupChat
from core.profile.schema import Profile, Telegram
from core.tickets.commands import AddComment
from tests.bots.telegram.desk import TelegramDesk, texts
from tests.bots.telegram.test_groups import BOT, made, served
from tests.standins.telegram import Customer, TelegramStandIn

pytestmark = pytest.mark.asyncio(loop_scope="session")

OPERATOR = System("operator")


@pytest.fixture
def profile(default_profile: Profile) -> Profile:
    return default_profile.model_copy(update={"telegram": Telegram(groups="open")})


async def test_a_group_is_told_things_in_the_language_of_whoever_added_the_bot_until_that_is_changed(
    tg: TelegramStandIn, desk: TelegramDesk, mary: Customer, ivan: Customer
) -> None:
    group = await served(tg, desk, mary)
    ticket = await made(desk, group, ivan, "Не работает касса")
    assert "We'll answer here" in (await group.words())[-1]
    await desk.move(ticket, "resolved")
    await desk.quiet()
    assert "we believe this is solved" in (await group.words())[-1]
    await desk.desk(BindGroupChat(Door.TELEGRAM, str(group.id), language="ru"), OPERATOR)
    other = await made(desk, group, mary, "The printer")
    assert "Ответим здесь" in (await group.words())[-1], other


async def test_a_group_that_has_moved_keeps_its_language(
    tg: TelegramStandIn, desk: TelegramDesk, mary: Customer
) -> None:
    group = await served(tg, desk, mary, kind="group")
    await made(desk, group, mary, "The printer")
    new = await group.migrate(mary)
    await desk.quiet()
    await new.say(mary, f"/ticket{BOT} The scanner")
    await desk.quiet()
    assert "We'll answer here" in (await new.words())[-1]
    assert await desk.column("SELECT language FROM group_chats WHERE state = 'bound'") == ["en"]


async def test_what_a_bot_may_not_say_in_a_group_reaches_the_requester(
    tg: TelegramStandIn, desk: TelegramDesk, ivan: Customer
) -> None:
    group = await served(tg, desk, ivan)
    ticket = await made(desk, group, ivan, "Не работает касса")
    refused = "Bad Request: not enough rights to send text messages to the chat"
    await tg.fault("sendMessage", "400", user=group.id, description=refused)
    await desk.agent(AddComment(ticket, "Едем"))
    await desk.quiet()
    assert any("Едем" in one for one in await texts(ivan))
    await desk.agent(AddComment(ticket, "Приехали"))
    await desk.quiet()
    assert any("Приехали" in one for one in await group.words()), "it may speak again"
    assert not any("Приехали" in one for one in await texts(ivan))


async def test_a_bot_that_was_put_out_and_is_added_again_answers_there_again(
    tg: TelegramStandIn, desk: TelegramDesk, ivan: Customer
) -> None:
    group = await served(tg, desk, ivan)
    await made(desk, group, ivan, "Не работает касса")
    await group.remove_bot(ivan)
    await desk.quiet()
    await group.add_bot(ivan)
    await desk.quiet()
    ticket = await made(desk, group, ivan, "Снова не работает")
    await desk.agent(AddComment(ticket, "Едем"))
    await desk.quiet()
    assert any("Едем" in one for one in await group.words())


async def test_only_administrators_hear_of_it_and_no_stranger_is_kept(
    tg: TelegramStandIn, desk: TelegramDesk, mary: Customer
) -> None:
    """A group that is bound at once is shown to the agents, too; being told is no line of the audit."""
    await served(tg, desk, mary)
    shown = await desk.rows("SELECT kind, audience FROM outbox WHERE chat_id IS NOT NULL")
    assert {tuple(row) for row in shown} == {("group_chat", "internal")}
    assert await desk.one("SELECT count(*) FROM audit") == 0
    await desk.desk(BindGroupChat(Door.TELEGRAM, await first(desk), language="ru"), OPERATOR)
    assert await desk.column("SELECT deed FROM audit") == ["BindGroupChat"]
    await desk.desk(BindGroupChat(Door.TELEGRAM, await first(desk), language="ru"), OPERATOR)
    assert await desk.column("SELECT deed FROM audit") == ["BindGroupChat"], "nothing was changed by the second"


async def first(desk: TelegramDesk) -> str:
    return str(await desk.one("SELECT key FROM group_chats"))
