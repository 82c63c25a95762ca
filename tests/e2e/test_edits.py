"""Through the real doors, in both languages: what an agent edits or deletes in Slack changes in the customer's chat."""

from pathlib import Path

import pytest
import sqlalchemy as sa

from tests.e2e.stage import opened
from tests.e2e.variants import variant

WORDS = {
    "ru": ("Нет связи", "Завтра в среду", "Завтра в четверг", "изменено", "Ответ клиенту изменён",
           "Ответ клиенту отозван"),
    "en": ("No line", "Tomorrow, Wednesday", "Tomorrow, Thursday", "edited", "answer to the customer was changed",
           "answer to the customer was withdrawn"),
}  # fmt: skip


@pytest.mark.parametrize("language", ["ru", "en"])
async def test_an_answer_is_edited_and_deleted_in_the_thread_and_the_chat_follows(
    sqlite_url: sa.URL, tmp_path: Path, language: str
) -> None:
    asked, wrong, right, mark, changed, withdrawn = WORDS[language]
    profile = variant(tmp_path, thread="public")
    async with opened(sqlite_url, tmp_path / "files", language, profile=profile) as stage:
        ivan = await stage.telegram.user(first_name="Иван", language_code=language)
        said = await ivan.say(asked)
        await ivan.sees("HD-1")
        await stage.quiet()
        (card,) = await stage.cards()
        answer = await stage.anna.say(stage.channel, wrong, thread=card["ts"])
        before = await ivan.sees(wrong)
        await stage.anna.edit(stage.channel, answer["ts"], right)
        after = await ivan.sees(right)
        assert after["message_id"] == before["message_id"] and mark in after["text"]
        await stage.anna.sees(stage.channel, changed, thread=card["ts"])
        await stage.anna.delete(stage.channel, answer["ts"])
        await stage.anna.sees(stage.channel, withdrawn, thread=card["ts"])
        await stage.quiet()
        chat = {one["message_id"]: one for one in await ivan.chat()}
        assert chat[before["message_id"]]["deleted"]
        assert chat[said["message_id"]]["reactions"] == ["👀"]
