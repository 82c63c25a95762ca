"""Shows where an answer would stand that one is being written. It may be lost, and nobody's name is said (E10)."""

import asyncio

import structlog
from aiogram import Bot
from aiogram.enums import ChatAction
from aiogram.exceptions import TelegramAPIError

from core.api.queries import Place

log = structlog.get_logger("telegram")

LASTS = 5.0
"""Seconds that a chat shows it. https://core.telegram.org/bots/api#sendchataction"""
GREATEST = 10_000


class Typing:
    """At most once in a place while it is shown there, however many agents type."""

    def __init__(self, bot: Bot) -> None:
        self._bot = bot
        self._last: dict[Place, float] = {}

    async def __call__(self, place: Place) -> None:
        now = asyncio.get_running_loop().time()
        if now - self._last.get(place, -LASTS) < LASTS:
            return
        if len(self._last) > GREATEST:
            self._last.clear()
        self._last[place] = now
        topic = int(place.ref) if place.ref else None
        try:
            await self._bot.send_chat_action(int(place.key), ChatAction.TYPING, message_thread_id=topic)
        except TelegramAPIError as error:
            log.info("a sign of typing was lost", reason=error.message)
