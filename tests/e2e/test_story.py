"""The ground's story, from the first word to the grade, through both doors (X1, X2, X3, X9)."""

import asyncio
from pathlib import Path

import pytest
import sqlalchemy as sa

from tests.e2e.stage import Stage, opened
from tests.standins.slack import Upload
from tests.standins.telegram import PIXEL

WORDS = {
    "ru": {"registered": "Заявка HD-1 принята", "taken": "Уже в работе", "rate": "Отлично", "back": "Вернуть в работу",
           "thanks": "«Отлично»", "returned": "вернули в работу",
           "back_line": "верните в работу", "delivered": "Доставлено"},
    "en": {"registered": "Ticket HD-1 is registered", "taken": "Already taken by", "rate": "Excellent",
           "back": "Return to work", "thanks": "“Excellent”", "returned": "back to work",
           "back_line": "return it to work", "delivered": "Delivered"},
}  # fmt: skip


@pytest.mark.parametrize("language", ["ru", "en"])
async def test_one_ticket_from_telegram_to_slack_and_back(url: sa.URL, tmp_path: Path, language: str) -> None:
    words = WORDS[language]
    async with opened(url, tmp_path / "files", language) as stage:
        ivan = await stage.telegram.user(first_name="Иван", last_name="Петров", language_code=language)
        await ivan.say("Не печатает принтер\nГорит красная лампочка")
        await ivan.sees(words["registered"])
        await stage.anna.sees(stage.channel, "Горит красная лампочка")
        (card,) = await stage.cards()

        await _two_claim_at_once(stage, card, words["taken"])
        await stage.replies(
            stage.anna, card, "Вот инструкция", files={"files": [Upload("guide.txt", b"Open it", "text/plain")]}
        )
        await ivan.sees("Вот инструкция")
        await ivan.photo(PIXEL, "Вот что на экране")
        await stage.anna.sees(stage.channel, "Вот что на экране", thread=card["ts"])
        await stage.quiet()
        assert {message["file"]["name"] for message in await ivan.chat() if message["file"]} == {
            "guide.txt", "photo.png",
        }  # fmt: skip
        assert await _files_in_thread(stage, card) == {"guide.txt", "photo"}
        assert any(words["delivered"] in message["plain"] for message in await stage.thread(card))

        await stage.moves(stage.anna, card, "resolved")
        await ivan.sees(words["back_line"])
        await stage.quiet()
        await ivan.press(text=words["back"])
        await ivan.sees(words["returned"])
        await stage.quiet()
        assert await stage.one("SELECT status FROM tickets") == "in_progress"
        await stage.moves(stage.anna, card, "resolved")
        await stage.quiet()
        await ivan.press(text=words["rate"])
        await ivan.sees(words["thanks"])
        await stage.quiet()

        assert await stage.rows("SELECT status, grade FROM tickets") == [("resolved", "5")]
        assert len(await stage.cards()) == 1
        assert await stage.one("SELECT count(*) FROM inbox WHERE state = 'dead'") == 0
        assert {row[0] for row in await stage.rows("SELECT DISTINCT state FROM outbox")} == {"sent"}


async def _two_claim_at_once(stage: Stage, card: dict[str, object], taken: str) -> None:
    ts = str(card["ts"])
    (button,) = [one for one in (await stage.cards())[0]["buttons"] if one["action_id"] == "v1:claim"]
    at = {"value": button["value"], "block_id": button["block_id"], "stale": True}
    both = (one.press(stage.channel, ts, action_id="v1:claim", **at) for one in (stage.anna, stage.boris))
    await asyncio.gather(*both)
    assignee = await stage.one("SELECT name FROM persons JOIN tickets ON assignee = persons.id")
    loser = stage.boris if assignee == stage.anna.real_name else stage.anna
    whisper = await loser.whispered(taken)
    assert assignee in whisper["plain"]


async def _files_in_thread(stage: Stage, card: dict[str, object]) -> set[str]:
    thread = await stage.thread(card)
    return {file["name"].split("-")[0] for message in thread for file in message["files"]}
