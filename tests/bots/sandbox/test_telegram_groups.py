"""Group chats, as the published description has them and as an independent client reads them."""

import pytest
import telegram

from tests.standins.telegram import TelegramStandIn
from tests.standins.telegram_bench import call, drained, faults_of, strangers
from tests.standins.telegram_groups import GroupChat

pytest_plugins = ["tests.standins.telegram_fixtures"]
pytestmark = pytest.mark.asyncio(loop_scope="session")


async def test_ptb_reads_what_happens_in_a_group_and_only_what_is_meant_for_it(
    desk: TelegramStandIn, ptb: telegram.Bot
) -> None:
    await drained(desk)
    anna, me = await desk.user(), await ptb.get_me()
    group = await GroupChat.found(desk, kind="group")
    await group.add_bot(anna)
    sent = await ptb.send_message(group.id, "Здравствуйте")
    plain = await group.say(anna, "Привет")
    for text, about in (("/ticket", plain), (f"Эй, @{me.username}", None), ("да", sent.message_id), ("/x@other", None)):
        await group.say(anna, text, about)
    await group.say(anna, "/ticket", in_name_of="group")
    heard = await ptb.get_updates()
    assert [strangers(one) for one in heard] == [[]] * 5
    assert heard[0].my_chat_member and heard[0].my_chat_member.new_chat_member.status == "member"
    texts = [one.message.text for one in heard[1:] if one.message]
    assert texts == ["/ticket", f"Эй, @{me.username}", "да", "/ticket"]
    assert heard[1].message and heard[1].message.reply_to_message and heard[1].message.reply_to_message.text == "Привет"
    assert heard[4].message and heard[4].message.sender_chat and heard[4].message.sender_chat.id == group.id


async def test_what_is_told_of_a_group_fits_the_published_types(desk: TelegramStandIn) -> None:
    await drained(desk)
    anna = await desk.user()
    group = await GroupChat.found(desk, forum=True)
    await group.add_bot(anna)
    topic = await group.topic(anna, "Касса")
    _, sent = await call(desk, "sendMessage", chat_id=group.id, text="Да?", message_thread_id=topic)
    assert (sent["result"]["message_thread_id"], faults_of("Message", sent["result"])) == (topic, [])
    await group.press(anna, sent["result"]["message_id"], "x")
    await group.say(anna, "Новости @sandbox_42_bot", in_name_of="channel")
    await group.migrate(anna)
    await group.remove_bot(anna)
    told = [one["update"] for one in await desk.updates()]
    assert [faults_of("Update", one) for one in told] == [[]] * len(told)
    assert {kind for one in told for kind in one} >= {"my_chat_member", "message", "callback_query"}


async def test_refusals_of_a_group_are_those_of_telegram(desk: TelegramStandIn, ptb: telegram.Bot) -> None:
    anna = await desk.user()
    group = await GroupChat.found(desk, kind="group")
    with pytest.raises(telegram.error.Forbidden, match="bot was kicked from the group chat"):
        await ptb.send_message(group.id, "Здравствуйте")
    await group.add_bot(anna)
    new = await group.migrate(anna)
    with pytest.raises(telegram.error.ChatMigrated) as moved:
        await ptb.send_message(group.id, "Здравствуйте")
    assert moved.value.new_chat_id == new.id
    assert (await ptb.send_message(new.id, "Здравствуйте")).chat.type == "supergroup"
