"""Who has blocked the bot and who is back: told of by Telegram for private chats only (Bot API, my_chat_member)."""

from aiogram.enums import ChatMemberStatus
from aiogram.types import ChatMemberUpdated

from bots.telegram.turn import Turn


async def changed(event: ChatMemberUpdated, turn: Turn) -> None:
    """Whoever is back is told so, and by that is reached here again; a block is known from the first refused send."""
    if event.new_chat_member.status == ChatMemberStatus.MEMBER and turn.situation.me.known:
        turn.show("say", text="tg-back-again")
