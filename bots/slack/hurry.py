"""Two seconds for a press: its result is the acknowledgement; what takes longer goes on as a row (agreement 5)."""

import asyncio
from enum import Enum
from typing import Final

import structlog

from bots.slack.wire import Payload, entry
from bots.slack.wishes import Wish
from core.api.commands import Desk
from core.api.errors import Busy, Refusal
from core.api.kinds import Door, Outcome, Visitor
from core.api.ports import Entry, Journal

log = structlog.get_logger("slack")

SECONDS = 2.0


class Later(Enum):
    """No result yet. The wish is journalled and will be carried out under its key, once."""

    LATER = "later"


LATER: Final = Later.LATER
Result = Outcome | Refusal | Later


class Hurry:
    def __init__(self, desk: Desk, journal: Journal, seconds: float = SECONDS) -> None:
        self._desk = desk
        self._journal = journal
        self._seconds = seconds
        self.tasks: asyncio.TaskGroup | None = None
        """The bot's own, while it runs: what has begun is finished before it ends."""

    async def __call__(self, wish: Wish, body: Payload) -> Result:
        """Raises what is neither an outcome nor a refusal."""
        assert self.tasks is not None, "the bot is not running"
        inline = self.tasks.create_task(self._carried_out(wish, body))
        await asyncio.wait({inline}, timeout=self._seconds)
        result = inline.result() if inline.done() else LATER
        if isinstance(result, Exception) and not isinstance(result, Refusal | Busy):
            raise result
        if isinstance(result, Outcome | Refusal):
            return result
        await self._journal([Entry("slack", wish.key, wish.conversation, entry(body))])
        return LATER

    async def _carried_out(self, wish: Wish, body: Payload) -> Outcome | Refusal | Later | Exception:
        """Hands an exception back instead of raising it: one press does not stop the bot."""
        done = Entry("slack-action", wish.key, wish.conversation, entry(body))
        try:
            return await self._desk(wish.command, Visitor(Door.SLACK, wish.user), wish.key, journal=done)
        except Exception as error:
            if not isinstance(error, Refusal | Busy):
                log.exception("a press failed", key=wish.key)
            return error
