"""Filters as async classes: aiogram runs every synchronous one through a thread."""

from aiogram.filters import Filter
from aiogram.types import CallbackQuery, ChatMemberUpdated, Message


class Private(Filter):
    """A customer's own chat. Groups come with an issue of their own."""

    async def __call__(self, event: Message | CallbackQuery | ChatMemberUpdated) -> bool:
        message = event.message if isinstance(event, CallbackQuery) else event
        return message is not None and message.chat.type == "private"
