"""Topics in private chats, as the published description has them and as an independent client reads them."""

from collections.abc import AsyncIterator

import pytest
import pytest_asyncio
import telegram

from tests.standins.telegram import TelegramStandIn
from tests.standins.telegram_bench import call, drained, faults_of, strangers

pytest_plugins = ["tests.standins.telegram_fixtures"]
pytestmark = pytest.mark.asyncio(loop_scope="session")
COLOR = 7322096


@pytest_asyncio.fixture(loop_scope="session", autouse=True)
async def _topics_are_off_again(desk: TelegramStandIn) -> AsyncIterator[None]:
    """The stand-in is everybody's."""
    yield
    await desk.topics(False)


async def _refused(desk: TelegramStandIn, method: str, **params: object) -> str:
    status, answer = await call(desk, method, **params)
    assert status == 400
    return str(answer["description"])


async def test_ptb_makes_names_and_deletes_a_topic(desk: TelegramStandIn, ptb: telegram.Bot) -> None:
    await drained(desk)
    await desk.topics(True)
    anna = await desk.user()
    await anna.say("hello")
    stickers = await ptb.get_forum_topic_icon_stickers()
    icons = [sticker.custom_emoji_id for sticker in stickers if sticker.custom_emoji_id]
    assert [strangers(sticker) for sticker in stickers] == [[]] * len(icons)
    topic = await ptb.create_forum_topic(anna.id, "HD-1", COLOR, icons[0])
    assert (strangers(topic), topic.name, topic.icon_custom_emoji_id) == ([], "HD-1", icons[0])
    sent = await ptb.send_message(anna.id, "Сюда", message_thread_id=topic.message_thread_id)
    assert (sent.message_thread_id, sent.is_topic_message) == (topic.message_thread_id, True)
    assert await ptb.edit_forum_topic(anna.id, topic.message_thread_id, "HD-1 · готово", icons[1])
    [there] = await anna.topics()
    assert (there["name"], there["icon_custom_emoji_id"]) == ("HD-1 · готово", icons[1])
    await anna.say("в тему", topic=topic.message_thread_id)
    message = (await ptb.get_updates())[-1].message
    assert message and (strangers(message), message.message_thread_id) == ([], topic.message_thread_id)
    assert await ptb.delete_forum_topic(anna.id, topic.message_thread_id)
    assert await anna.topics() == []


async def test_what_is_answered_fits_the_published_types(desk: TelegramStandIn) -> None:
    await desk.topics(True)
    anna = await desk.user()
    await anna.say("hello")
    _, me = await call(desk, "getMe")
    assert (me["result"]["has_topics_enabled"], faults_of("User", me["result"])) == (True, [])
    _, made = await call(desk, "createForumTopic", chat_id=anna.id, name="HD-1")
    assert faults_of("ForumTopic", made["result"]) == []
    _, icons = await call(desk, "getForumTopicIconStickers")
    assert [faults_of("Sticker", icon) for icon in icons["result"]] == [[]] * len(icons["result"])
    own = await anna.opens_topic()
    told = [update["update"].get("message", {}) for update in await desk.updates()]
    opened = [one for one in told if "forum_topic_created" in one and one["chat"]["id"] == anna.id][-1]
    assert (opened["message_thread_id"], opened["forum_topic_created"]["is_name_implicit"]) == (own, True)
    assert faults_of("Message", opened) == []


async def test_refusals_are_those_of_telegram(desk: TelegramStandIn) -> None:
    anna = await desk.user()
    await anna.say("hello")
    assert "not a forum" in await _refused(desk, "createForumTopic", chat_id=anna.id, name="x")
    await desk.topics(True)
    _, made = await call(desk, "createForumTopic", chat_id=anna.id, name="x")
    topic = made["result"]["message_thread_id"]
    here = {"chat_id": anna.id, "message_thread_id": topic}
    assert "TOPIC_NOT_MODIFIED" in await _refused(desk, "editForumTopic", **here, name="x")
    assert "DOCUMENT_INVALID" in await _refused(desk, "editForumTopic", **here, icon_custom_emoji_id="1")
    assert "too long" in await _refused(desk, "createForumTopic", chat_id=anna.id, name="x" * 129)
    await anna.deletes_topic(topic)
    assert "TOPIC_ID_INVALID" in await _refused(desk, "editForumTopic", **here, name="y")
    assert "message thread not found" in await _refused(desk, "sendMessage", **here, text="x")
