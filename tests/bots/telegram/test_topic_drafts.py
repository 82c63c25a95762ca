"""Tickets that are written step by step in topics of one's own, each in its own, also over a restart (X1)."""

import pytest

from core.profile.schema import Profile
from tests.bots.telegram.desk import Opener, TelegramDesk
from tests.bots.telegram.visit import LANGUAGES, visiting
from tests.standins.telegram import Customer, TelegramStandIn

pytestmark = pytest.mark.asyncio(loop_scope="session")


async def _in(who: Customer, topic: int | None) -> list[str]:
    there = [one for one in await who.chat() if one["from"] == "bot" and one["topic"] == topic]
    return [one["text"] for one in there if one["text"]]


async def _press(desk: TelegramDesk, who: Customer, topic: int, label: str) -> None:
    there = [one for one in await who.chat() if one["topic"] == topic and one["buttons"]]
    shown = next(one for one in reversed(there) if any(label == b["text"] for row in one["buttons"] for b in row))
    await who.press(label, message=shown["message_id"])
    await desk.quiet()


@pytest.mark.parametrize("language", LANGUAGES)
async def test_two_drafts_in_two_topics_outlive_a_restart_and_end_apart(
    tg: TelegramStandIn, opener: Opener, profile: Profile, language: str
) -> None:
    await tg.topics(True)
    async with opener(tg) as before:
        ian = await visiting(tg, before, profile, language)
        one, two = await ian.who.opens_topic(), await ian.who.opens_topic()
        for topic in (one, two):
            await ian.who.say("/new", topic=topic)
        await before.quiet()
        kind = profile.types[0].label[language]
        for topic in (one, two):
            await _press(before, ian.who, topic, kind)
        await ian.who.say("Первый", topic=one)
        await ian.who.say("Второй", topic=two)
        await before.quiet()
        assert await before.one("SELECT count(*) FROM tickets") == 0
        assert await _in(ian.who, None) == []
    async with opener(tg) as after:
        await ian.who.say("/cancel", topic=one)
        await ian.who.say("Подробно о втором", topic=two)
        await after.quiet()
        assert (await _in(ian.who, one))[-1] == ian.word("tg-stopped")
        rows = [tuple(row) for row in await after.rows("SELECT id, subject FROM tickets")]
        assert rows == [(1, "Второй")]
        assert await after.said() == ["Подробно о втором"]
        named = {topic["message_thread_id"]: topic["name"] for topic in await ian.who.topics()}
        assert named[two].startswith("HD-1 · Второй") and len(named) == 2
        assert "HD-1" in (await _in(ian.who, two))[-1]
