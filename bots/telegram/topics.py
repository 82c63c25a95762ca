"""A ticket's own topic in its customer's chat: made, named, and told of (X1, platform.md A2).

https://core.telegram.org/bots/api#createforumtopic; topics are a help, and whatever refuses them costs nobody a word.
"""

from collections.abc import Awaitable, Callable, Iterable

import structlog
from aiogram import Bot
from aiogram.exceptions import TelegramBadRequest, TelegramForbiddenError, TelegramRetryAfter
from aiogram.types import Message, Sticker
from aiogram.utils.formatting import Text

from bots.telegram.draw import drawn, go
from bots.telegram.outcome import ending
from bots.wording import Words
from core.api.kinds import one_line, shorten
from core.api.ports import Delivery, Ending, Refused, RetryLater, Sent
from core.api.shapes import Kind, TicketCard

log = structlog.get_logger("telegram")

LONGEST = 128
ICONS = {"open": ("💬", "🗣", "📝"), "waiting": ("❓", "⁉️", "❗️"), "done": ("✅", "🏁", "🏆"), "over": ("📁", "📚", "🗳")}
"""What each is shown by: the first that Telegram has."""
MISSING = ("message thread not found", "TOPIC_ID_INVALID", "TOPIC_DELETED", "TOPIC_CLOSED", "the chat is not a forum")
UNCHANGED = "TOPIC_NOT_MODIFIED"
LEFT = ("blocked", "deactivated")
Send = Callable[[int | None], Awaitable[Message]]


async def placed(send: Send, topic: str | None) -> tuple[Message, str | None]:
    """Sends into a topic, or, where that is not there any more, beside it; then its name comes back too.

    For weeks Telegram put what was meant for a deleted topic into the chat itself, and said nothing
    (tdlib/telegram-bot-api#854).
    """
    if topic is None:
        return await send(None), None
    try:
        message = await send(int(topic))
    except TelegramBadRequest as error:
        if not _missing(error):
            raise
        return await send(None), topic
    return message, None if message.message_thread_id == int(topic) else topic


class Topics:
    def __init__(self, bot: Bot, words: Words) -> None:
        self._bot = bot
        self._words = words
        self._icons: dict[str, str] | None = None

    async def deliver(self, delivery: Delivery) -> Ending:
        """One call for each part: the topic, and then a word where its customer is used to look."""
        card = delivery.content
        if not isinstance(card, TicketCard):
            return Refused("no ticket")
        if delivery.part:
            return await self._told(delivery, card)
        if delivery.kind is Kind.TOPIC_NAME:
            return await self._named(delivery, card)
        return await self._made(delivery, card)

    async def _made(self, delivery: Delivery, card: TicketCard) -> Ending:
        name, icon = self.name(delivery.language, card), await self._icon(card)
        try:
            topic = await self._bot.create_forum_topic(int(delivery.address), name, icon_custom_emoji_id=icon)
        except Exception as error:
            return _refused(error)
        return Sent(str(topic.message_thread_id), rest=1)

    async def _named(self, delivery: Delivery, card: TicketCard) -> Ending:
        if delivery.topic is None:
            return Refused("no topic")
        name, icon = self.name(delivery.language, card), await self._icon(card)
        rest = 1 if card.merged_into else 0
        try:
            await self._bot.edit_forum_topic(
                int(delivery.address), int(delivery.topic), name=name, icon_custom_emoji_id=icon
            )
        except TelegramRetryAfter:
            return RetryLater("too many requests")
        except Exception as error:
            if isinstance(error, TelegramBadRequest) and UNCHANGED in error.message:
                return Sent("", rest)
            return Sent("", lost=delivery.topic) if _missing(error) else _refused(error)
        return Sent("", rest)

    async def _told(self, delivery: Delivery, card: TicketCard) -> Ending:
        """Of a ticket that goes on in another one it is said in its topic; of a new topic where it was opened."""
        number, into = card.number, card.merged_into
        text = self._words(delivery.language, "tg-topic-goes-on", number=number, into=into) if into else None
        shown = drawn(
            Text(text or self._words(delivery.language, "tg-topic-made", number=number)),
            [[go(self._words(delivery.language, "tg-open"), "ticket", card.id)]],
        )

        async def send(topic: int | None) -> Message:
            return await self._bot.send_message(
                int(delivery.address), shown.text.render()[0], message_thread_id=topic, reply_markup=shown.keyboard
            )

        message, lost = await placed(send, delivery.topic if into else delivery.beside)
        return Sent(str(message.message_id), lost=lost)

    def name(self, language: str, card: TicketCard) -> str:
        """Number, subject, status: the subject gives way, so that nothing has to be guessed from an icon."""
        status = self._words.label(language, card.status.label)
        if card.merged_into:
            status = self._words(language, "tg-topic-merged", into=card.merged_into)
        head, tail = f"{card.number} · ", f" · {shorten(one_line(status), LONGEST // 2)}"
        subject = one_line(card.subject)
        while len(subject) > 1 and _units(head + subject + tail) > LONGEST:
            subject = shorten(subject, len(subject) - 1)
        return head + subject + tail

    async def _icon(self, card: TicketCard) -> str | None:
        over = card.final or card.merged_into is not None
        kind = "over" if over else "waiting" if card.waiting else "open" if card.open else "done"
        if self._icons is None:
            self._icons = await self._known()
        return (self._icons or {}).get(kind)

    async def _known(self) -> dict[str, str] | None:
        """All of them or none: an icon that could not follow would say what is not so."""
        try:
            found = _chosen(await self._bot.get_forum_topic_icon_stickers())
        except Exception as error:
            log.info("no icons for topics", error=repr(error)[:200])
            return None
        return found if len(found) == len(ICONS) else {}


def _chosen(stickers: Iterable[Sticker]) -> dict[str, str]:
    there = {one.emoji: one.custom_emoji_id for one in stickers if one.emoji and one.custom_emoji_id}
    found = {kind: next((there[sign] for sign in signs if sign in there), None) for kind, signs in ICONS.items()}
    return {kind: id for kind, id in found.items() if id}


def _missing(error: Exception) -> bool:
    return isinstance(error, TelegramBadRequest) and any(mark in error.message for mark in MISSING)


def _refused(error: Exception) -> Ending:
    """A chat without topics is no chat that is gone; and no notice waits until Telegram bears another topic."""
    match error:
        case TelegramForbiddenError() if not any(mark in error.message for mark in LEFT):
            return Refused(error.message)
        case TelegramRetryAfter():
            return Refused("too many requests")
        case _:
            return ending(error)


def _units(text: str) -> int:
    return len(text.encode("utf-16-le")) // 2
