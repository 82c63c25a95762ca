"""The way in: a long poll that only journals. An update is confirmed by the next call, after its commit (faults A1)."""

import asyncio
from collections.abc import Mapping
from typing import Any

import structlog
from aiogram import Bot
from aiogram.exceptions import TelegramConflictError, TelegramRetryAfter, TelegramUnauthorizedError
from aiogram.methods import TelegramMethod

from core.api.ports import Entry, Journal

log = structlog.get_logger("telegram")

WAIT = 25
BATCH = 100
LONGEST_PAUSE = 30.0
KINDS = ["message", "edited_message", "callback_query", "my_chat_member"]


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

    @property
    def healthy(self) -> bool:
        return self._failures < 3

    async def run(self) -> None:
        while True:
            try:
                await self.once()
                self._failures = 0
            except asyncio.CancelledError:
                raise
            except Exception as error:
                self._failures += 1
                await self._rest(error)

    async def once(self, wait: int = WAIT) -> int:
        """One call: what it brings is committed before the offset moves."""
        call = RawGetUpdates(offset=self._offset, limit=BATCH, timeout=wait, allowed_updates=KINDS)
        updates = await self._bot(call, request_timeout=wait + 15)
        if updates:
            await self._journal(self._entry(update) for update in updates)
            self._offset = updates[-1]["update_id"] + 1
        return len(updates)

    def _entry(self, update: Mapping[str, Any]) -> Entry:
        return Entry(self._source, str(update["update_id"]), f"{self._source}:{chat_of(update)}", update)

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


def chat_of(update: Mapping[str, Any]) -> str:
    """The chat that an update belongs to, whatever its kind: rows of one chat are worked off in order."""
    for value in update.values():
        if isinstance(value, dict):
            message = value.get("message")
            chat = message.get("chat") if isinstance(message, dict) else value.get("chat")
            for holder in (chat, value.get("from"), value.get("user")):
                if isinstance(holder, dict) and "id" in holder:
                    return str(holder["id"])
    return "?"
