"""The way out to customers' chats: one call, one message."""

from typing import Any

from aiogram import Bot
from aiogram.exceptions import TelegramBadRequest
from aiogram.types import BufferedInputFile, FSInputFile, Message, ReactionTypeEmoji, ReplyParameters

from bots.telegram import record
from bots.telegram.corrections import NO_PREVIEW, Corrections
from bots.telegram.draw import Drawn
from bots.telegram.groups import common
from bots.telegram.notices import notice
from bots.telegram.notices_group import group_notice
from bots.telegram.outcome import ending, unpictured, vanished
from bots.telegram.pieces import Piece
from bots.telegram.screens import Screens
from bots.telegram.topic_mode import TopicMode
from bots.telegram.topics import Topics, placed
from bots.telegram.turn import ONLY_BUTTONS
from bots.wording import Words
from core.api.kinds import Door, Visitor
from core.api.ports import Delivery, Ending, FileContent, Limits, Refused, Sent
from core.api.queries import Ask
from core.api.shapes import Happening, Kind

PHOTO_LIMIT = 10_000_000
UPLOAD_LIMIT = 50_000_000
LIMITS = Limits(per_address=1.0, burst=3, overall=28.0, shared=(0.25, 5), is_shared=common)
SEEN = "👀"
"""One of the signs that a bot may set, where a chat allows reactions (Bot API, ReactionTypeEmoji)."""


class TelegramChannel:
    """Limits are those of the Bot FAQ: about one message a second to a chat, thirty overall, and twenty a minute to a
    group, whichever minute one looks at (platform.md A3).
    """

    door = Door.TELEGRAM
    reconciles = False
    bundles = False

    def __init__(
        self, bot: Bot, ask: Ask, screens: Screens, words: Words, limits: Limits | None = LIMITS,
        mode: TopicMode | None = None,
    ) -> None:  # fmt: skip
        self._bot = bot
        self._ask = ask
        self._screens = screens
        self._words = words
        self._mode = mode
        self._topics = Topics(bot, words)
        self._corrections = Corrections(bot, words)
        self.limits = limits

    async def deliver(self, delivery: Delivery) -> Ending:
        try:
            if delivery.kind is Kind.FILE:
                return await self._file(delivery)
            if delivery.kind in (Kind.TOPIC, Kind.TOPIC_NAME):
                return self._believed(await self._topics.deliver(delivery))
            if delivery.kind is Kind.REACTION:
                return await self._seen(delivery)
            if delivery.kind is Kind.EDIT:
                return await self._corrected(delivery)
            return await self._text(delivery)
        except Exception as error:
            return ending(error)

    def _believed(self, ending: Ending) -> Ending:
        """A refusal may mean that there are no topics any more."""
        doubtful = isinstance(ending, Refused) or (isinstance(ending, Sent) and ending.lost is not None)
        if doubtful and self._mode is not None:
            self._mode.doubt()
        return ending

    async def _text(self, delivery: Delivery) -> Ending:
        content = delivery.content if isinstance(delivery.content, dict) else {}
        if content.get("screen") == "export":
            return await self._record(delivery, content)
        shown = await self._drawn(delivery)
        if shown is None:
            return Refused("nothing to tell")
        if content.get("screen") in ONLY_BUTTONS:
            return await self._buttons(delivery, shown, content["edit"])
        if shown.file and delivery.file is not None:
            return await self._uploaded(delivery, delivery.file, shown.text.render()[0], content.get("topic"))
        pieces = shown.pieces
        if delivery.part == 0 and content.get("edit") and len(pieces) == 1:
            return await self._edited(delivery, shown, pieces[0], int(content["edit"]))
        return await self._sent(delivery, shown, pieces)

    async def _drawn(self, delivery: Delivery) -> Drawn | None:
        if isinstance(delivery.content, Happening):
            if common(delivery.address):
                return group_notice(self._words, delivery.language, delivery.content)
            return notice(self._words, delivery.language, delivery.content, delivery.person)
        if isinstance(delivery.content, dict):
            viewer = Visitor(Door.TELEGRAM, delivery.address)
            return await self._screens.draw(delivery.content, viewer, delivery.language)
        return None

    async def _corrected(self, delivery: Delivery) -> Ending:
        shown = await self._drawn(delivery)
        pieces = shown.pieces if shown else []

        async def more(part: int) -> Ending:
            assert shown is not None
            return await self._sent(delivery, shown, pieces)

        return await self._corrections(delivery, shown, pieces, more)

    async def _seen(self, delivery: Delivery) -> Ending:
        """Setting the same again changes nothing."""
        if delivery.shown.message is None:
            return Refused("the message is not here")
        await self._bot.set_message_reaction(
            int(delivery.address), int(delivery.shown.message), reaction=[ReactionTypeEmoji(emoji=SEEN)]
        )
        return Sent("")

    async def _sent(self, delivery: Delivery, shown: Drawn, pieces: list[Piece]) -> Ending:
        part = min(delivery.part, len(pieces) - 1)
        rest = len(pieces) - 1 - part
        content = delivery.content if isinstance(delivery.content, dict) else {}

        async def send(topic: int | None) -> Message:
            return await self._bot.send_message(
                int(delivery.address),
                pieces[part].text,
                message_thread_id=topic,
                reply_parameters=_answered(delivery),
                entities=list(pieces[part].entities),
                reply_markup=None if rest else shown.keyboard or shown.board,
                link_preview_options=NO_PREVIEW,
            )

        message, lost = await placed(send, delivery.topic or delivery.shown.corner or content.get("topic"))
        return self._believed(Sent(str(message.message_id), rest, lost=lost))

    async def _edited(self, delivery: Delivery, shown: Drawn, piece: Piece, message_id: int) -> Ending:
        try:
            await self._bot.edit_message_text(
                piece.text,
                chat_id=int(delivery.address),
                message_id=message_id,
                entities=list(piece.entities),
                reply_markup=shown.keyboard,
                link_preview_options=NO_PREVIEW,
            )
        except Exception as error:
            if vanished(error):
                return await self._sent(delivery, shown, [piece])
            return ending(error)
        return Sent(str(message_id))

    async def _buttons(self, delivery: Delivery, shown: Drawn, message_id: int | None) -> Ending:
        """Buttons that are gone with their message need no change any more."""
        if message_id is None:
            return Refused("no message to draw on")
        try:
            await self._bot.edit_message_reply_markup(
                chat_id=int(delivery.address), message_id=message_id, reply_markup=shown.keyboard
            )
        except Exception as error:
            return Sent("") if vanished(error) else ending(error)
        return Sent("")

    async def _file(self, delivery: Delivery) -> Ending:
        told, file = delivery.content, delivery.file
        if file is None or not isinstance(told, Happening):
            return Refused("no content")
        if file.size > UPLOAD_LIMIT:
            return Refused("too large for Telegram")
        return await self._uploaded(delivery, file, told.card.number, delivery.topic or delivery.shown.corner)

    async def _uploaded(self, delivery: Delivery, file: FileContent, caption: str, topic: str | None) -> Ending:
        message, lost = await placed(lambda at: self._upload(delivery, file, caption, at), topic)
        return self._believed(Sent(str(message.message_id), lost=lost))

    async def _record(self, delivery: Delivery, content: dict[str, Any]) -> Ending:
        """Put together when it is sent, so that no press waits for it."""
        viewer = Visitor(Door.TELEGRAM, delivery.address)
        packed = await record.record(self._ask, self._words, viewer, delivery.language)
        if len(packed) > UPLOAD_LIMIT:
            return Refused("too large for Telegram")
        chat, caption = int(delivery.address), self._words(delivery.language, "tg-export-here")

        async def send(topic: int | None) -> Message:
            file = BufferedInputFile(packed, record.NAME)
            return await self._bot.send_document(chat, file, caption=caption, message_thread_id=topic)

        message, lost = await placed(send, content.get("topic"))
        return self._believed(Sent(str(message.message_id), lost=lost))

    async def _upload(self, delivery: Delivery, file: FileContent, caption: str, topic: int | None) -> Message:
        chat, content = int(delivery.address), FSInputFile(file.path, file.name)
        where: dict[str, Any] = {
            "caption": caption, "message_thread_id": topic, "reply_parameters": _answered(delivery),
        }  # fmt: skip
        if file.media_type not in ("image/jpeg", "image/png") or file.size > PHOTO_LIMIT:
            return await self._bot.send_document(chat, content, **where)
        try:
            return await self._bot.send_photo(chat, content, **where)
        except TelegramBadRequest as error:
            if not unpictured(error):
                raise
            return await self._bot.send_document(chat, content, **where)


def _answered(delivery: Delivery) -> ReplyParameters | None:
    """In a group, what the words are about. They go there without it, too, if it was deleted."""
    content = delivery.content if isinstance(delivery.content, dict) else {}
    about = content.get("reply") or delivery.shown.asked
    if about is None or not common(delivery.address):
        return None
    return ReplyParameters(message_id=int(about), allow_sending_without_reply=True)
