"""Each ticket in a topic of its own in its customer's private chat (X1, A11, D8)."""

import asyncio
from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass
from typing import Any

import pytest
import pytest_asyncio

from bots.settings import read
from bots.telegram.bot import open_bot
from bots.telegram.topic_mode import TopicMode
from bots.telegram.typing import Typing
from bots.wiring.doors import opened
from bots.wording import Words
from core.kinds import Door, TicketId, Visitor
from core.outbox.model import Place
from core.profile.schema import Profile
from core.tickets.commands import AddComment, OpenTicket
from core.tickets.relating import Merge
from core.views.presence import TypingTo
from tests.bots.telegram.desk import AGENT, Opener, TelegramDesk, until
from tests.standins.telegram import Customer, TelegramStandIn

pytestmark = pytest.mark.asyncio(loop_scope="session")
LANGUAGES = pytest.mark.parametrize("language", ["ru", "en"])
ICONS = {"open": "5417915203100613993", "done": "5237699328843200968", "over": "5357315181649076022"}


@dataclass
class Talk:
    desk: TelegramDesk
    who: Customer
    word: Callable[..., str]

    async def say(self, text: str, **more: Any) -> None:
        await self.who.say(text, **more)
        await self.desk.quiet()

    async def topics(self) -> dict[int, str]:
        return {topic["message_thread_id"]: topic["name"] for topic in await self.who.topics()}

    async def told(self, topic: int | None) -> list[str]:
        """What the bot says in a topic, or beside all of them."""
        return [one["text"] for one in await self.who.chat() if self._said(one) and one["topic"] == topic]

    @staticmethod
    def _said(one: dict[str, Any]) -> bool:
        return one["from"] == "bot" and bool(one["text"]) and not one["deleted"]


@pytest_asyncio.fixture(loop_scope="session")
async def topical(opener: Opener, tg: TelegramStandIn) -> AsyncIterator[TelegramDesk]:
    await tg.topics(True)
    async with opener(tg) as found:
        yield found


async def talking(tg: TelegramStandIn, desk: TelegramDesk, profile: Profile, language: str = "ru") -> Talk:
    words = Words(profile)
    who = await tg.user(first_name="Ян", language_code=language)
    return Talk(desk, who, lambda id, **values: words(language, id, **values))


async def bodies(desk: TelegramDesk, ticket: int) -> list[object]:
    return await desk.column(f"SELECT body FROM messages WHERE ticket_id = {ticket} ORDER BY id")


@LANGUAGES
async def test_a_ticket_gets_a_topic_its_receipt_stands_there_and_the_chat_says_so(
    tg: TelegramStandIn, topical: TelegramDesk, profile: Profile, language: str
) -> None:
    ian = await talking(tg, topical, profile, language)
    await ian.say("Не печатает принтер")
    [(topic, name)] = (await ian.topics()).items()
    assert name.startswith("HD-1 · Не печатает принтер · ")
    assert [one["icon_custom_emoji_id"] for one in await ian.who.topics()] == [ICONS["open"]]
    [receipt] = await ian.told(topic)
    assert "HD-1" in receipt
    assert await ian.told(None) == [ian.word("tg-topic-made", number="HD-1")]


@LANGUAGES
async def test_two_tickets_are_talked_of_in_two_topics_at_once_and_nothing_crosses(
    tg: TelegramStandIn, topical: TelegramDesk, profile: Profile, language: str
) -> None:
    ian = await talking(tg, topical, profile, language)
    await ian.say("Первый")
    await topical.desk(OpenTicket("Второй", ""), Visitor(Door.TELEGRAM, str(ian.who.id)), f"second:{language}")
    await topical.quiet()
    one, two = await ian.topics()
    await ian.who.say("про первый", topic=one)
    await ian.who.say("про второй", topic=two)
    await ian.say("и ещё про первый", topic=one)
    assert await bodies(topical, 1) == ["Первый", "про первый", "и ещё про первый"]
    assert (await bodies(topical, 2))[1:] == ["про второй"]
    await topical.agent(AddComment(TicketId(1), "Ответ на первый"))
    await topical.agent(AddComment(TicketId(2), "Ответ на второй"))
    await topical.give(TicketId(2), "план.pdf", "application/pdf", b"%PDF-1.4 x")
    await topical.quiet()
    first, second = "\n".join(await ian.told(one)), "\n".join(await ian.told(two))
    assert "Ответ на первый" in first and "Ответ на первый" not in second
    assert "Ответ на второй" in second and "Ответ на второй" not in first
    assert [one["topic"] for one in await ian.who.chat() if one["file"]] == [two]
    assert "HD-2" not in first and "HD-1" not in second
    await ian.say("а это куда?")
    assert await ian.told(None) != [] and ian.word("tg-which") in (await ian.told(None))[-1]


async def test_that_an_answer_is_coming_is_shown_in_the_tickets_own_topic(
    tg: TelegramStandIn, topical: TelegramDesk, profile: Profile
) -> None:
    ian = await talking(tg, topical, profile)
    await ian.say("Не печатает")
    [topic] = await ian.topics()
    place = await topical.ask(TypingTo(await topical.newest(), Door.TELEGRAM), AGENT)
    assert place == Place(Door.TELEGRAM, str(ian.who.id), str(topic))
    bot, _ = await open_bot(tg.token, tg.url)
    try:
        show = Typing(bot)
        await show(place)
        await show(place)
    finally:
        await bot.session.close()
    [shown] = await tg.log("sendChatAction")
    assert (shown["params"]["message_thread_id"], shown["status"]) == (str(topic), 200)


async def test_what_is_asked_in_one_topic_is_not_answered_in_another(
    tg: TelegramStandIn, topical: TelegramDesk, profile: Profile
) -> None:
    ian = await talking(tg, topical, profile)
    await ian.say("Первый")
    await topical.desk(OpenTicket("Второй", ""), Visitor(Door.TELEGRAM, str(ian.who.id)), "second")
    await topical.quiet()
    one, two = await ian.topics()
    await topical.agent(AddComment(TicketId(1), "Что на экране?"))
    await topical.quiet()
    await ian.who.press(ian.word("tg-answer"))
    await topical.quiet()
    assert ian.word("tg-answer-ask", number="HD-1") in (await ian.told(one))[-1]
    await ian.say("про второй", topic=two)
    await ian.say("ошибка 5", topic=one)
    assert (await bodies(topical, 2))[1:] == ["про второй"]
    assert (await bodies(topical, 1))[-1] == "ошибка 5"


@LANGUAGES
async def test_the_name_and_the_icon_follow_the_status(
    tg: TelegramStandIn, topical: TelegramDesk, profile: Profile, language: str
) -> None:
    ian = await talking(tg, topical, profile, language)
    await ian.say("Не печатает принтер")
    [topic] = await ian.topics()
    await topical.move(TicketId(1), "resolved")
    await topical.quiet()
    words = Words(profile)
    label = words.label(language, profile.status("resolved").customer_label or profile.status("resolved").label)
    assert (await ian.topics())[topic] == f"HD-1 · Не печатает принтер · {label}"
    assert [one["icon_custom_emoji_id"] for one in await ian.who.topics()] == [ICONS["done"]]
    before = (await ian.topics())[topic]
    await ian.say("нет, опять", topic=topic)
    await ian.who.press(ian.word("tg-return"))
    await topical.quiet()
    assert (await ian.topics())[topic] != before
    assert [one["icon_custom_emoji_id"] for one in await ian.who.topics()] == [ICONS["open"]]


async def test_a_burst_of_changes_is_one_edit(tg: TelegramStandIn, topical: TelegramDesk, profile: Profile) -> None:
    ian = await talking(tg, topical, profile)
    await ian.say("Не печатает")
    await tg.fault("editForumTopic", "slow", seconds=0.5)
    seen = len(await tg.log())
    for to in ("in_progress", "resolved", "in_progress", "resolved"):
        await topical.move(TicketId(1), to)
    await topical.quiet()
    assert len(await tg.log("editForumTopic", after=seen)) <= 2
    assert [one["icon_custom_emoji_id"] for one in await ian.who.topics()] == [ICONS["done"]]


@pytest.mark.parametrize(
    "refusal",
    [
        {"kind": "400", "description": "Bad Request: BOT_FORUM_CREATE_FORBIDDEN"},
        {"kind": "403", "description": "Forbidden: BOT_FORUM_CREATE_FORBIDDEN"},
        {"kind": "400", "description": "Bad Request: TOPICS_TOO_MUCH"},
        {"kind": "429", "retry_after": 30},
    ],
)
async def test_a_refused_topic_delays_nothing_and_is_not_asked_for_again_at_once(
    tg: TelegramStandIn, topical: TelegramDesk, profile: Profile, refusal: dict[str, Any]
) -> None:
    ian = await talking(tg, topical, profile)
    await tg.fault("createForumTopic", **refusal)
    await ian.say("Не печатает")
    assert "HD-1" in (await ian.told(None))[0]
    assert await ian.topics() == {}
    await topical.agent(AddComment(TicketId(1), "Смотрим"))
    await topical.quiet()
    assert "Смотрим" in (await ian.told(None))[-1]
    await ian.say("Спасибо")
    assert await bodies(topical, 1) == ["Не печатает", "Смотрим", "Спасибо"]
    assert await ian.topics() == {}
    await topical.write("UPDATE topics SET at = 0")
    await topical.agent(AddComment(TicketId(1), "Готово"))
    await topical.quiet()
    [topic] = await ian.topics()
    assert "Готово" in (await ian.told(topic))[-1]


@LANGUAGES
async def test_a_deleted_topic_is_made_anew_once_and_no_word_is_lost(
    tg: TelegramStandIn, topical: TelegramDesk, profile: Profile, language: str
) -> None:
    ian = await talking(tg, topical, profile, language)
    await ian.say("Не печатает")
    for said, again in (("Раз", True), ("Два", False)):
        [topic] = await ian.topics()
        await ian.who.deletes_topic(topic)
        await topical.agent(AddComment(TicketId(1), said))
        await topical.quiet()
        assert said in (await ian.told(None))[-1]
        await topical.agent(AddComment(TicketId(1), f"{said} ещё"))
        await topical.quiet()
        there = list(await ian.topics())
        assert len(there) == again
        assert f"{said} ещё" in (await ian.told(there[0] if again else None))[-1]


async def test_a_name_for_a_deleted_topic_loses_it_quietly(
    tg: TelegramStandIn, topical: TelegramDesk, profile: Profile
) -> None:
    ian = await talking(tg, topical, profile)
    await ian.say("Не печатает")
    [topic] = await ian.topics()
    await ian.who.deletes_topic(topic)
    await topical.move(TicketId(1), "in_progress")
    await topical.quiet()
    assert await topical.column("SELECT state FROM topics ORDER BY id") in (["lost"], ["lost", "open"])
    await topical.agent(AddComment(TicketId(1), "Ответ"))
    await topical.quiet()
    [anew] = await ian.topics()
    assert "Ответ" in (await ian.told(anew))[-1]


async def test_the_mode_that_is_switched_off_meanwhile_costs_no_word(
    tg: TelegramStandIn, topical: TelegramDesk, profile: Profile
) -> None:
    """So it was for everybody for a day (tdlib/telegram-bot-api#847)."""
    ian = await talking(tg, topical, profile)
    await ian.say("Не печатает")
    await tg.topics(False)
    await topical.agent(AddComment(TicketId(1), "Ответ"))
    await topical.agent(AddComment(TicketId(1), "Ещё ответ"))
    await topical.quiet()
    assert [("Ответ" in one, "Ещё ответ" in one) for one in (await ian.told(None))[-2:]] == [
        (True, False),
        (False, True),
    ]
    await ian.say("Понял")
    assert (await bodies(topical, 1))[-1] == "Понял"


@LANGUAGES
async def test_a_topic_of_ones_own_opens_a_ticket_that_goes_on_in_it(
    tg: TelegramStandIn, topical: TelegramDesk, profile: Profile, language: str
) -> None:
    ian = await talking(tg, topical, profile, language)
    await ian.say("Первый")
    own = await ian.who.opens_topic()
    await topical.quiet()
    assert await ian.told(own) == []
    await ian.say("Другой вопрос", topic=own)
    assert (await ian.topics())[own].startswith("HD-2 · Другой вопрос · ")
    assert "HD-2" in (await ian.told(own))[0]
    assert len(await ian.topics()) == 2
    await ian.say("и ещё", topic=own)
    assert await bodies(topical, 2) == ["Другой вопрос", "и ещё"]


@LANGUAGES
async def test_a_word_in_the_topic_of_a_closed_ticket_opens_a_linked_one_with_a_topic_of_its_own(
    tg: TelegramStandIn, topical: TelegramDesk, profile: Profile, language: str
) -> None:
    ian = await talking(tg, topical, profile, language)
    await ian.say("Первый")
    [old] = await ian.topics()
    await topical.move(TicketId(1), "resolved")
    await topical.move(TicketId(1), "closed")
    await topical.quiet()
    assert [one["icon_custom_emoji_id"] for one in await ian.who.topics()] == [ICONS["over"]]
    await ian.say("Опять то же", topic=old)
    assert ian.word("tg-which-closed") in (await ian.told(old))[-1]
    await ian.who.press(ian.word("tg-which-follow", number="HD-1"))
    await topical.quiet()
    assert await topical.column("SELECT linked_to FROM tickets ORDER BY id") == [None, 1]
    new = next(topic for topic, name in (await ian.topics()).items() if name.startswith("HD-2"))
    assert "HD-2" in (await ian.told(new))[0]
    assert (await ian.told(old))[-1] == ian.word("tg-topic-made", number="HD-2")


@LANGUAGES
async def test_the_topic_of_a_merged_ticket_points_to_the_other(
    tg: TelegramStandIn, topical: TelegramDesk, profile: Profile, language: str
) -> None:
    ian = await talking(tg, topical, profile, language)
    await ian.say("Первый")
    await topical.desk(OpenTicket("Второй", ""), Visitor(Door.TELEGRAM, str(ian.who.id)), f"two:{language}")
    await topical.quiet()
    one, two = await ian.topics()
    await topical.agent(Merge(TicketId(2), TicketId(1), 0))
    await topical.quiet()
    assert (await ian.topics())[two].endswith(ian.word("tg-topic-merged", into="HD-1"))
    assert (await ian.told(two))[-1] == ian.word("tg-topic-goes-on", number="HD-2", into="HD-1")
    await ian.say("всё ещё жду", topic=two)
    assert (await bodies(topical, 1))[-1] == "всё ещё жду"
    assert one in await ian.topics()


async def test_a_topic_that_nobody_knows_whether_it_was_made_leaves_one_stray_at_most(
    tg: TelegramStandIn, topical: TelegramDesk, profile: Profile
) -> None:
    ian = await talking(tg, topical, profile)
    await tg.fault("createForumTopic", "drop_after")
    await ian.say("Не печатает")
    [stray] = await ian.topics()
    assert "HD-1" in (await ian.told(None))[0]
    await ian.say("я здесь", topic=stray)
    assert await bodies(topical, 1) == ["Не печатает", "я здесь"]
    await topical.agent(AddComment(TicketId(1), "Ответ"))
    await topical.quiet()
    _, topic = await ian.topics()
    assert "Ответ" in (await ian.told(topic))[-1]
    await topical.agent(AddComment(TicketId(1), "Ещё"))
    await topical.quiet()
    assert len(await ian.topics()) == 2


async def test_a_restart_in_the_middle_makes_no_second_topic_and_loses_nothing(
    tg: TelegramStandIn, opener: Opener, profile: Profile
) -> None:
    await tg.topics(True)
    async with opener(tg) as before:
        ian = await talking(tg, before, profile)
        await tg.fault("createForumTopic", "slow", seconds=1.0)
        await ian.who.say("Не печатает")

        async def asked() -> bool:
            return bool(await before.one("SELECT count(*) FROM outbox WHERE kind = 'topic' AND state = 'sending'"))

        await until(asked)
        before.cut()
    async with opener(tg) as after:
        await after.quiet()
        ian.desk = after
        await after.agent(AddComment(TicketId(1), "Починили"))
        await after.quiet()
        assert len(await ian.topics()) <= 2
        told = [one["text"] for one in await ian.who.chat() if one["from"] == "bot" and one["text"]]
        assert sum("Починили" in one for one in told) == 1
        assert sum(ian.word("tg-receipt-next") in one for one in told) == 1
        topic = list(await ian.topics())[-1]
        await ian.say("Вижу", topic=topic)
        assert (await bodies(after, 1))[-1] == "Вижу"


async def test_updates_that_come_twice_make_one_ticket_and_one_topic(
    tg: TelegramStandIn, topical: TelegramDesk, profile: Profile
) -> None:
    ian = await talking(tg, topical, profile)
    own = await ian.who.opens_topic("Моё")
    said = await ian.who.say("Не печатает", topic=own)
    await topical.quiet()
    await tg.redeliver(said["update_id"])
    await topical.quiet()
    assert await topical.one("SELECT count(*) FROM tickets") == 1
    assert list(await ian.topics()) == [own]


async def test_whoever_blocks_and_returns_finds_the_topic_again(
    tg: TelegramStandIn, topical: TelegramDesk, profile: Profile
) -> None:
    ian = await talking(tg, topical, profile)
    await ian.say("Не печатает")
    [topic] = await ian.topics()
    await ian.who.blocks()
    await topical.agent(AddComment(TicketId(1), "Не дойдёт"))
    await topical.quiet()
    await ian.who.unblocks()
    await topical.quiet()
    await topical.agent(AddComment(TicketId(1), "Дойдёт"))
    await topical.move(TicketId(1), "in_progress")
    await topical.quiet()
    assert any("Дойдёт" in one for one in await ian.told(topic))
    assert list(await ian.topics()) == [topic]


async def test_a_long_subject_gives_way_to_number_and_status(
    tg: TelegramStandIn, topical: TelegramDesk, profile: Profile
) -> None:
    ian = await talking(tg, topical, profile)
    await topical.desk(OpenTicket("🔥" * 150, ""), Visitor(Door.TELEGRAM, str(ian.who.id), "Ян", "ru"), "long")
    await ian.say("/start")
    await topical.agent(AddComment(TicketId(1), "Ответ"))
    await topical.quiet()
    [name] = (await ian.topics()).values()
    assert name.startswith("HD-1 · 🔥") and "… · " in name
    assert len(name.encode("utf-16-le")) // 2 <= 128


async def test_without_the_mode_nothing_is_asked_for(tg: TelegramStandIn, desk: TelegramDesk, profile: Profile) -> None:
    seen = len(await tg.log())
    ian = await talking(tg, desk, profile)
    await ian.say("Не печатает")
    assert await tg.log("createForumTopic", after=seen) == []
    assert await ian.topics() == {}


async def test_a_setting_does_without_them(tg: TelegramStandIn, profile: Profile) -> None:
    await tg.topics(True)
    for wanted in (True, False):
        given = read(telegram_token=tg.token, telegram_api_url=tg.url, telegram_topics=wanted)
        doors = await opened(given, profile)
        assert (doors.topics is not None and doors.topics.on) is wanted
        assert doors.bot is not None
        await doors.bot[0].session.close()


async def _turned(desk: TelegramDesk, *, on: bool) -> None:
    async def so() -> bool:
        return desk.telegram.topics is not None and desk.telegram.topics.on is on

    async with asyncio.timeout(10):
        await until(so)


@LANGUAGES
async def test_the_mode_that_is_switched_on_is_noticed_from_a_topic_that_somebody_makes(
    tg: TelegramStandIn, desk: TelegramDesk, profile: Profile, language: str
) -> None:
    ian = await talking(tg, desk, profile, language)
    await ian.say("Не печатает")
    await tg.topics(True)
    own = await ian.who.opens_topic()
    await _turned(desk, on=True)
    await ian.say("Вторая беда", topic=own)
    assert (await ian.topics())[own].startswith("HD-2 · Вторая беда")
    await desk.agent(AddComment(TicketId(1), "Ответ"))
    await desk.quiet()
    topic = next(id for id, name in (await ian.topics()).items() if name.startswith("HD-1"))
    assert "Ответ" in (await ian.told(topic))[-1]
    await ian.say("Понял", topic=topic)
    assert (await bodies(desk, 1))[-1] == "Понял"


@LANGUAGES
async def test_the_mode_that_is_switched_off_is_noticed_from_a_refusal(
    tg: TelegramStandIn, topical: TelegramDesk, profile: Profile, language: str
) -> None:
    ian = await talking(tg, topical, profile, language)
    await ian.say("Не печатает")
    await tg.topics(False)
    await topical.agent(AddComment(TicketId(1), "Ответ"))
    await topical.quiet()
    assert "Ответ" in (await ian.told(None))[-1]
    await _turned(topical, on=False)
    seen = len(await tg.log())
    await ian.say("Понял")
    assert (await bodies(topical, 1))[-1] == "Понял"
    await topical.desk(OpenTicket("Второй", ""), Visitor(Door.TELEGRAM, str(ian.who.id)), f"two:{language}")
    await topical.quiet()
    assert await tg.log("createForumTopic", after=seen) == []


async def test_whether_the_mode_is_on_is_asked_again_and_what_cannot_be_asked_stays(
    tg: TelegramStandIn, desk: TelegramDesk
) -> None:
    doors: set[Door] = set()
    mode = TopicMode(desk.telegram.bot, doors, every=0.05)
    running = asyncio.create_task(mode.run())

    async def asked() -> bool:
        return mode.on

    try:
        await tg.topics(True)
        async with asyncio.timeout(20):
            await until(asked)
    finally:
        running.cancel()
    await tg.fault("getMe", "500")
    await tg.topics(False)
    await mode.look()
    assert mode.on
    await mode.look()
    assert not mode.on and doors == set()


@LANGUAGES
async def test_my_data_come_where_they_were_asked_for(
    tg: TelegramStandIn, topical: TelegramDesk, profile: Profile, language: str
) -> None:
    ian = await talking(tg, topical, profile, language)
    await ian.say("Не печатает")
    [topic] = await ian.topics()
    await ian.say("/export", topic=topic)
    await ian.say("/export")
    assert [one["topic"] for one in await ian.who.chat() if one["file"]] == [topic, None]
