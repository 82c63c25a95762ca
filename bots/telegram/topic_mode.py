"""Whether each ticket gets a topic of its own: the bot's owner may switch that at any time (platform.md A2)."""

import asyncio
from collections.abc import Mapping
from typing import Any

import structlog
from aiogram import Bot
from aiogram.exceptions import AiogramError

from bots.telegram.journalled import group_of, topic_of
from core.api.kinds import Door

log = structlog.get_logger("telegram")

EVERY = 60.0
REST = 5.0


class TopicMode:
    """Telegram tells nobody of the switch. So it is asked once a minute, and at once where an update or one of
    Telegram's answers does not fit what is known (Bot API, User.has_topics_enabled).

    `doors` are those that have topics now: whoever sends by them reads the same set.
    """

    def __init__(self, bot: Bot, doors: set[Door], every: float = EVERY) -> None:
        self._bot = bot
        self._doors = doors
        self._every = every
        self._doubted = asyncio.Event()

    @property
    def on(self) -> bool:
        return Door.TELEGRAM in self._doors

    def doubt(self) -> None:
        """Telegram has refused what the mode allows."""
        self._doubted.set()

    def heard(self, update: Mapping[str, Any]) -> None:
        """A word in a topic of somebody's own chat, where none can be."""
        if not self.on and topic_of(update) is not None and not group_of(update):
            self.doubt()

    async def look(self) -> None:
        """What cannot be found out stays as it was."""
        try:
            on = bool((await self._bot.get_me()).has_topics_enabled)
        except AiogramError as error:
            log.warning("topic mode unknown", on=self.on, error=repr(error)[:200])
            return
        if on != self.on:
            log.info("topic mode", on=on)
        (self._doors.add if on else self._doors.discard)(Door.TELEGRAM)

    async def run(self) -> None:
        while True:
            try:
                async with asyncio.timeout(self._every):
                    await self._doubted.wait()
            except TimeoutError:
                pass
            self._doubted.clear()
            await self.look()
            await asyncio.sleep(min(REST, self._every))
