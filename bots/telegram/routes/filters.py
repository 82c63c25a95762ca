"""Filters as async classes: aiogram runs every synchronous one through a thread."""

import re

from aiogram.filters import Filter
from aiogram.types import CallbackQuery, Message

from bots.telegram.turn import Turn

ALONE = re.compile(r"/([a-z0-9_]{1,32})(?:@\w+)?", re.IGNORECASE | re.ASCII)
STARTING = re.compile(r"/start(?:@\w+)?(?: [\w-]{1,64})?", re.IGNORECASE | re.ASCII)
LEADING = re.compile(r"/new(?:@\w+)?(?:\s+|$)", re.IGNORECASE | re.ASCII)


class Private(Filter):
    """A customer's own chat. Groups come with an issue of their own."""

    async def __call__(self, event: Message | CallbackQuery) -> bool:
        message = event.message if isinstance(event, CallbackQuery) else event
        return message is not None and message.chat.type == "private"


class Stands(Filter):
    """The dialogue stands at one of these steps."""

    def __init__(self, *states: str) -> None:
        self._states = frozenset(states)

    async def __call__(self, event: Message | CallbackQuery, turn: Turn) -> bool:
        return turn.state in self._states


class Alone(Filter):
    """A command without a word behind it: with words, they are what counts. No name: any command."""

    def __init__(self, name: str | None = None) -> None:
        self._name = name

    async def __call__(self, message: Message) -> bool:
        found = ALONE.fullmatch((message.text or "").strip())
        return found is not None and self._name in (None, found.group(1).lower())


class Starting(Filter):
    """`/start`, alone or with the payload of a deep link."""

    async def __call__(self, message: Message) -> bool:
        return STARTING.fullmatch((message.text or "").strip()) is not None


class New(Filter):
    """`/new`, also before words or in the caption of a file, which begin the ticket."""

    async def __call__(self, message: Message) -> bool:
        return LEADING.match(message.text or message.caption or "") is not None
