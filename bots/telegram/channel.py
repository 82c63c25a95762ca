"""The way out to customers' chats: one call, one message."""

from aiogram import Bot
from aiogram.exceptions import TelegramBadRequest
from aiogram.types import FSInputFile, LinkPreviewOptions, Message

from bots.telegram.draw import Drawn
from bots.telegram.notices import notice
from bots.telegram.outcome import ending, unpictured, vanished
from bots.telegram.pieces import Piece, cut
from bots.telegram.screens import Screens
from bots.wording import Words
from core.api.kinds import Door, Visitor
from core.api.ports import Delivery, Ending, FileContent, Limits, Refused, Sent
from core.api.shapes import Happening, Kind

PHOTO_LIMIT = 10_000_000
UPLOAD_LIMIT = 50_000_000
LIMITS = Limits(per_address=1.0, burst=3, overall=28.0)
ONLY_BUTTONS = ("buttons", "bare")
NO_PREVIEW = LinkPreviewOptions(is_disabled=True)


class TelegramChannel:
    """Limits are those of the Bot FAQ: about one message a second to a chat, thirty overall (platform.md A3)."""

    door = Door.TELEGRAM
    reconciles = False
    bundles = False

    def __init__(self, bot: Bot, screens: Screens, words: Words, limits: Limits | None = LIMITS) -> None:
        self._bot = bot
        self._screens = screens
        self._words = words
        self.limits = limits

    async def deliver(self, delivery: Delivery) -> Ending:
        try:
            if delivery.kind is Kind.FILE:
                return await self._file(delivery)
            return await self._text(delivery)
        except Exception as error:
            return ending(error)

    async def _text(self, delivery: Delivery) -> Ending:
        shown = await self._drawn(delivery)
        if shown is None:
            return Refused("nothing to tell")
        content = delivery.content if isinstance(delivery.content, dict) else {}
        if content.get("screen") in ONLY_BUTTONS:
            return await self._buttons(delivery, shown, content["edit"])
        pieces = _pieces(shown)
        if delivery.part == 0 and content.get("edit") and len(pieces) == 1:
            return await self._edited(delivery, shown, pieces[0], int(content["edit"]))
        return await self._sent(delivery, shown, pieces)

    async def _drawn(self, delivery: Delivery) -> Drawn | None:
        if isinstance(delivery.content, Happening):
            return notice(self._words, delivery.language, delivery.content)
        if isinstance(delivery.content, dict):
            viewer = Visitor(Door.TELEGRAM, delivery.address)
            return await self._screens.draw(delivery.content, viewer, delivery.language)
        return None

    async def _sent(self, delivery: Delivery, shown: Drawn, pieces: list[Piece]) -> Ending:
        part = min(delivery.part, len(pieces) - 1)
        rest = len(pieces) - 1 - part
        message = await self._bot.send_message(
            int(delivery.address),
            pieces[part].text,
            entities=list(pieces[part].entities),
            reply_markup=None if rest else shown.keyboard,
            link_preview_options=NO_PREVIEW,
        )
        return Sent(str(message.message_id), rest)

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
        message = await self._upload(int(delivery.address), file, told.card.number)
        return Sent(str(message.message_id))

    async def _upload(self, chat: int, file: FileContent, caption: str) -> Message:
        content = FSInputFile(file.path, file.name)
        if file.media_type not in ("image/jpeg", "image/png") or file.size > PHOTO_LIMIT:
            return await self._bot.send_document(chat, content, caption=caption)
        try:
            return await self._bot.send_photo(chat, content, caption=caption)
        except TelegramBadRequest as error:
            if not unpictured(error):
                raise
            return await self._bot.send_document(chat, content, caption=caption)


def _pieces(shown: Drawn) -> list[Piece]:
    text, entities = shown.text.render()
    return cut(text, entities) or [Piece("…")]
