"""The ground's story where Telegram and Slack call us: each call comes twice, and has one effect (faults A1, A2)."""

from pathlib import Path

import sqlalchemy as sa

from tests.e2e.stage import Json, Stage, opened
from tests.standins.slack import Upload
from tests.standins.telegram import PIXEL, Customer

TABLES = ("tickets", "messages", "events", "attachments", "outbox", "posts")


async def test_one_ticket_by_webhook_and_signed_requests_each_brought_twice(url: sa.URL, tmp_path: Path) -> None:
    async with opened(url, tmp_path / "files", post=True, called=True) as stage:
        ivan = await stage.telegram.user(first_name="Иван", last_name="Петров")
        await ivan.say("Не печатает принтер\nГорит красная лампочка")
        await ivan.sees("Заявка HD-1 принята")
        (card,) = await _cards(stage)
        await stage.anna.press(stage.channel, card["ts"], action_id="v1:claim")
        await ivan.sees("занимается Анна Смирнова")
        await stage.replies(
            stage.anna, card, "Вот инструкция", files={"files": [Upload("guide.txt", b"Open it", "text/plain")]}
        )
        await ivan.sees("Вот инструкция")
        await ivan.photo(PIXEL, "Вот что на экране")
        await stage.anna.sees(stage.channel, "Вот что на экране", thread=card["ts"])
        await stage.anna.say(stage.channel, "Похоже на картридж", thread=card["ts"])
        await stage.quiet()
        await stage.moves(stage.anna, card, "resolved")
        await ivan.sees("похоже, вопрос решён")
        await ivan.press(text="Вернуть в работу")
        await ivan.sees("вернули в работу")
        await stage.quiet()
        await stage.moves(stage.anna, card, "resolved")
        await ivan.sees("похоже, вопрос решён", count=2)
        await stage.quiet()
        await ivan.press(text="Отлично")
        await ivan.sees("«Отлично»")
        await stage.quiet()
        assert await stage.rows("SELECT status, grade FROM tickets") == [("resolved", "5")]
        assert await stage.one("SELECT count(*) FROM messages WHERE audience = 'internal'") == 1
        assert not await stage.telegram.log("getUpdates")
        await _again(stage, ivan)


async def _cards(stage: Stage) -> list[Json]:
    await stage.anna.sees(stage.channel, "Горит красная лампочка")
    return await stage.cards()


async def _state(stage: Stage, ivan: Customer) -> list[object]:
    counts = [await stage.one(f"SELECT count(*) FROM {table}") for table in TABLES]
    shown = [(one["ts"], one["plain"]) for one in await stage.slack.messages(stage.channel)]
    heard = [(one["message_id"], one["text"], str(one["buttons"])) for one in await ivan.chat()]
    return [
        *counts,
        shown,
        heard,
        await stage.rows("SELECT status, grade, assignee, workflow_rev FROM tickets"),
    ]


async def _again(stage: Stage, ivan: Customer) -> None:
    """Whatever came in comes once more: updates, events, presses and filled-in windows."""
    before = await _state(stage, ivan)
    assert len(await stage.telegram.redeliver()) == 4
    brought = await stage.slack.redeliver()
    assert len(brought) >= 8 and all(one["acked"] for one in brought)

    async def taken() -> bool:
        return all(update["confirmed"] for update in await stage.telegram.updates())

    await stage.until(taken, 20)
    await stage.quiet()
    assert await _state(stage, ivan) == before
    assert await stage.one("SELECT count(*) FROM inbox WHERE state = 'dead'") == 0
