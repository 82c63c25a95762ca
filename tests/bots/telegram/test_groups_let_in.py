"""Which groups the desk serves: none, those it has approved, or all that somebody known has brought (X1)."""

import pytest

from core.kinds import Door, System
from core.people.group_commands import BindGroupChat, EndGroupChat
from core.profile.schema import Profile, Telegram
from tests.bots.telegram.desk import TelegramDesk
from tests.standins.telegram import Customer, TelegramStandIn
from tests.standins.telegram_groups import GroupChat

pytestmark = pytest.mark.asyncio(loop_scope="session")

LINES = {
    "off": ("Здравствуйте! В группах мы не отвечаем", "Hello! We don't answer in groups"),
    "approved": ("Здравствуйте! Эту группу ещё не подключили", "Hello! This group isn't connected"),
}


@pytest.fixture(params=["off", "approved"])
def policy(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture
def profile(default_profile: Profile, policy: str) -> Profile:
    return default_profile.model_copy(update={"telegram": Telegram.model_validate({"groups": policy})})


@pytest.mark.parametrize("reader", ["ru", "en"])
async def test_a_group_that_is_not_served_hears_one_line_once_and_leaves_nothing_behind(
    tg: TelegramStandIn, desk: TelegramDesk, ivan: Customer, mary: Customer, policy: str, reader: str
) -> None:
    who = ivan if reader == "ru" else mary
    group = await GroupChat.found(tg)
    await group.add_bot(who)
    await desk.quiet()
    for text in ("/ticket Не работает", "/ticket", "@sandbox_42_bot ау"):
        await group.say(who, text)
        await desk.quiet()
    said = await group.words()
    assert 1 <= len(said) <= 2 and all(one.startswith(LINES[policy][reader == "en"]) for one in said)
    assert await desk.one("SELECT count(*) FROM tickets") == 0
    assert await desk.column("SELECT name FROM persons WHERE id > 2") == []
    assert await desk.column("SELECT state FROM group_chats") == ([] if policy == "off" else ["waiting"])


async def test_a_group_is_served_from_its_approval_on(
    tg: TelegramStandIn, desk: TelegramDesk, ivan: Customer, policy: str
) -> None:
    group = await GroupChat.found(tg)
    await group.add_bot(ivan)
    await desk.quiet()
    if policy == "approved":
        for _ in range(2):
            await desk.desk(BindGroupChat(Door.TELEGRAM, str(group.id)), System("test"))
        await desk.quiet()
        assert [one.startswith("Здравствуйте! Чтобы обратиться") for one in await group.words()] == [False, True]
    await group.say(ivan, "/ticket Не работает")
    await desk.quiet()
    assert await desk.one("SELECT count(*) FROM tickets") == (policy == "approved")


async def test_a_group_that_was_declined_is_told_so_once_and_asks_again_only_when_the_bot_is_added_again(
    tg: TelegramStandIn, desk: TelegramDesk, ivan: Customer, policy: str
) -> None:
    if policy == "off":
        return
    group = await GroupChat.found(tg)
    await group.add_bot(ivan)
    await desk.quiet()
    await desk.desk(EndGroupChat(Door.TELEGRAM, str(group.id)), System("test"))
    for _ in range(2):
        await group.say(ivan, "/ticket Не работает")
        await desk.quiet()
    assert "не подключена" in (await group.words())[-1] and len(await group.words()) == 2
    assert await desk.column("SELECT state FROM group_chats") == ["ended"]
    await group.remove_bot(ivan)
    await group.add_bot(ivan)
    await desk.quiet()
    assert await desk.column("SELECT state FROM group_chats") == ["waiting"]
