"""Filters as async classes: aiogram runs every synchronous one through a thread."""

from aiogram.filters import Filter
from aiogram.types import CallbackQuery, Message

from bots.telegram.turn import Turn


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
