"""What a failure says holds no secret: the link to a file contains the bot's token (faults F8)."""

import pytest

from bots.telegram.bot import open_bot
from bots.telegram.files import TelegramFetcher
from tests.standins.telegram import PIXEL, TelegramStandIn

pytestmark = pytest.mark.asyncio(loop_scope="session")


async def test_a_download_that_fails_does_not_tell_the_token(
    tg: TelegramStandIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    ivan = await tg.user(first_name="Иван")
    await ivan.photo(PIXEL, "x")
    source = {"file_id": next(message["file"]["file_id"] for message in await ivan.chat() if message["file"])}
    bot, _ = await open_bot(tg.token, tg.url)
    try:
        assert b"".join([chunk async for chunk in TelegramFetcher(bot).fetch(source)]) == PIXEL
        monkeypatch.setattr(
            bot.session.api.__class__, "file_url", lambda self, token, path: f"{tg.url}/file/bot{token}/no"
        )
        with pytest.raises(ConnectionError) as failed:
            _ = [chunk async for chunk in TelegramFetcher(bot).fetch(source)]
        assert tg.token not in repr(failed.value) and failed.value.__suppress_context__
    finally:
        await bot.session.close()
