"""The other way in: Telegram posts each update, and is told that we have it when it is journalled (faults A1)."""

import asyncio
from collections.abc import Mapping
from typing import Any

import structlog
from aiogram import Bot

from bots.telegram.journalled import KINDS, entry
from core.api.ports import Journal

log = structlog.get_logger("telegram")

AT_ONCE = 16
"""So many posts may be under way; those of one chat never are (platform.md A5)."""
EVERY = 180.0


class Webhook:
    """`accept` answers for the journal, not for the work: whoever calls it may say 200 when it returns."""

    def __init__(self, bot: Bot, journal: Journal, source: str) -> None:
        self._bot = bot
        self._journal = journal
        self._source = source
        self._told: int | None = None
        self._failing = False

    async def open(self, url: str, secret: str) -> None:
        """Tells Telegram where to post; every post then carries the secret in its header (Bot API, setWebhook)."""
        await self._bot.set_webhook(
            url, secret_token=secret, allowed_updates=KINDS, max_connections=AT_ONCE, drop_pending_updates=False
        )

    async def accept(self, update: Mapping[str, Any]) -> None:
        """Raises KeyError for what is no update: no later attempt would make it one."""
        await self._journal([entry(self._source, update)])

    async def watch(self) -> None:
        """Runs until cancelled: what Telegram could not bring here is said by an alarm, once."""
        while True:
            await asyncio.sleep(EVERY)
            try:
                await self.look()
            except Exception as error:
                log.warning("no word of the webhook", error=repr(error)[:300])

    async def look(self) -> None:
        """One alarm for each time of trouble, however many posts of it failed: it ends when nothing waits any more."""
        info = await self._bot.get_webhook_info()
        failed = info.last_error_date
        at = None if failed is None else int(failed.timestamp())
        fresh = at is not None and at != self._told
        if fresh and not self._failing:
            log.error(
                "Telegram cannot reach the webhook", alarm=True, error=(info.last_error_message or "")[:300], at=at,
                waiting=info.pending_update_count, hint="check ZAYAVKA_WEB_URL and what stands before it",
            )  # fmt: skip
        self._failing = fresh or (self._failing and info.pending_update_count > 0)
        self._told = at
