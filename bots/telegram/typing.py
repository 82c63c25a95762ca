"""Shows in a customer's chat that an answer is being written. It may be lost, and nobody's name is said (E10)."""

import asyncio

import structlog
from aiogram import Bot
from aiogram.enums import ChatAction
from aiogram.exceptions import TelegramAPIError

log = structlog.get_logger("telegram")

LASTS = 5.0
"""Seconds that a chat shows it. https://core.telegram.org/bots/api#sendchataction"""
GREATEST = 10_000


class Typing:
    """At most once in a chat while it is shown there, however many agents type."""

    def __init__(self, bot: Bot) -> None:
        self._bot = bot
        self._last: dict[str, float] = {}

    async def __call__(self, chat: str) -> None:
        now = asyncio.get_running_loop().time()
        if now - self._last.get(chat, -LASTS) < LASTS:
            return
        if len(self._last) > GREATEST:
            self._last.clear()
        self._last[chat] = now
        try:
            await self._bot.send_chat_action(int(chat), ChatAction.TYPING)
        except TelegramAPIError as error:
            log.info("a sign of typing was lost", reason=error.message)
