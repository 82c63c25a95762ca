"""The way in: a long poll that only journals. An update is confirmed by the next call, after its commit (faults A1)."""

import asyncio
from typing import Any

import structlog
from aiogram import Bot
from aiogram.exceptions import TelegramConflictError, TelegramRetryAfter, TelegramUnauthorizedError
from aiogram.methods import TelegramMethod

from bots.telegram.journalled import KINDS, entry
from core.api.ports import Journal

log = structlog.get_logger("telegram")

WAIT = 25
BATCH = 100
LONGEST_PAUSE = 30.0


class RawGetUpdates(TelegramMethod[list[dict[str, Any]]]):
    """Leaves updates as they came: one that no model understands must not hold up the others (platform.md B1)."""

    __returning__ = list[dict[str, Any]]
    __api_method__ = "getUpdates"

    offset: int | None
    limit: int
    timeout: int
    allowed_updates: list[str]


class Poll:
    """Runs until cancelled. `healthy` turns false while Telegram cannot be heard."""

    def __init__(self, bot: Bot, journal: Journal, source: str) -> None:
        self._bot = bot
        self._journal = journal
        self._source = source
        self._offset: int | None = None
        self._failures = 0
        self._alone = False

    @property
    def healthy(self) -> bool:
        return self._failures < 3

    async def run(self) -> None:
        while True:
            try:
                await self._take_over()
                await self.once()
                self._failures = 0
            except asyncio.CancelledError:
                raise
            except Exception as error:
                self._failures += 1
                await self._rest(error)

    async def _take_over(self) -> None:
        """A webhook that was set before would refuse the poll; what waits for it is kept (platform.md A5)."""
        if not self._alone:
            await self._bot.delete_webhook(drop_pending_updates=False)
            self._alone = True

    async def once(self, wait: int = WAIT) -> int:
        """One call: what it brings is committed before the offset moves."""
        call = RawGetUpdates(offset=self._offset, limit=BATCH, timeout=wait, allowed_updates=KINDS)
        updates = await self._bot(call, request_timeout=wait + 15)
        if updates:
            await self._journal(entry(self._source, update) for update in updates)
            self._offset = updates[-1]["update_id"] + 1
        return len(updates)

    async def _rest(self, error: Exception) -> None:
        pause = min(LONGEST_PAUSE, 0.5 * 2.0 ** min(self._failures, 6))
        match error:
            case TelegramConflictError():
                log.error("another bot polls with the same token", alarm=True, hint="stop it, or remove the webhook")
            case TelegramUnauthorizedError():
                log.error("the bot's token is refused", alarm=True, hint="check ZAYAVKA_TELEGRAM_TOKEN")
            case TelegramRetryAfter():
                pause = float(error.retry_after)
            case _:
                told = log.warning if self.healthy else log.error
                said = repr(error)[:300]
                told("no updates from Telegram", alarm=not self.healthy, error=said, failures=self._failures)
        await asyncio.sleep(pause)
