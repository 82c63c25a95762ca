"""Contents that customers sent. The link to a file holds the bot's token, so it never leaves this module."""

from collections.abc import AsyncIterator

from aiogram import Bot
from aiogram.exceptions import TelegramBadRequest
from aiohttp import ClientError

from core.api.kinds import Door, Json
from core.api.ports import FetchFailed


class TelegramFetcher:
    """`source` is `{"file_id": …}`. Bots may download up to 20 MB (Bot API, getFile)."""

    door = Door.TELEGRAM

    def __init__(self, bot: Bot) -> None:
        self._bot = bot

    async def fetch(self, source: Json) -> AsyncIterator[bytes]:
        try:
            found = await self._bot.get_file(source["file_id"])
        except TelegramBadRequest as error:
            if "temporarily unavailable" in error.message:
                raise
            raise FetchFailed("too-large" if "too big" in error.message else "gone") from error
        if not found.file_path:
            raise FetchFailed("gone")
        url = self._bot.session.api.file_url(self._bot.token, found.file_path)
        try:
            async for chunk in self._bot.session.stream_content(url):
                yield chunk
        except ClientError as error:
            raise ConnectionError(type(error).__name__) from None
