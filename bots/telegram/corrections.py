"""A message that was told already, drawn as it reads now in the places where it stands, or taken away.

One call at a time: pieces of the text first, then what is left of longer ones, then files. Texts can be edited at any
time, deleted only for 48 hours (Bot API, deleteMessage): what is older says that it was withdrawn.
"""

from collections.abc import Awaitable, Callable

from aiogram import Bot
from aiogram.exceptions import TelegramBadRequest
from aiogram.types import InlineKeyboardMarkup, LinkPreviewOptions

from bots.telegram.draw import Drawn
from bots.telegram.outcome import deleted, ending, undeletable
from bots.telegram.pieces import Piece
from bots.wording import Words
from core.api.ports import Delivery, Ending, Refused, Sent

NO_PREVIEW = LinkPreviewOptions(is_disabled=True)
TWICE = 2
"""As often a piece may be sent of which nobody knows whether it arrived."""

More = Callable[[int], Awaitable[Ending]]


class Corrections:
    """`more` sends the piece of that number, where a text has become longer than the messages that show it."""

    def __init__(self, bot: Bot, words: Words) -> None:
        self._bot = bot
        self._words = words

    async def __call__(self, delivery: Delivery, shown: Drawn | None, pieces: list[Piece], more: More) -> Ending:
        """No drawing: nothing is told any more. What a message says beyond its own words stays to be told."""
        refs, part = delivery.shown.pieces, delivery.part
        if not refs and not delivery.shown.files:
            return Refused("it is shown nowhere")
        files = delivery.shown.files if shown is None else ()
        if part < len(pieces):
            rest = max(len(pieces), len(refs)) - part - 1
            if part >= len(refs):
                return Refused("the rest may have arrived") if delivery.doubts >= TWICE else await more(part)
            return await self._edited(delivery, int(refs[part]), pieces[part], _below(shown, part, pieces), rest)
        surplus = [*refs[len(pieces) :], *files]
        if not surplus:
            return Sent("")
        return await self._erased(delivery, surplus[0], len(surplus) - 1, text=surplus[0] in refs)

    async def _edited(
        self, delivery: Delivery, message: int, piece: Piece, below: InlineKeyboardMarkup | None, rest: int
    ) -> Ending:
        try:
            await self._bot.edit_message_text(
                piece.text,
                chat_id=int(delivery.address),
                message_id=message,
                entities=list(piece.entities),
                reply_markup=below,
                link_preview_options=NO_PREVIEW,
            )
        except Exception as error:
            done = ending(error)
            return Sent(str(message), rest) if isinstance(done, Sent) else done
        return Sent(str(message), rest)

    async def _erased(self, delivery: Delivery, ref: str, rest: int, *, text: bool) -> Ending:
        try:
            await self._bot.delete_message(int(delivery.address), int(ref))
        except TelegramBadRequest as error:
            if text and undeletable(error):
                said = Piece(self._words(delivery.language, "tg-withdrawn"))
                done = await self._edited(delivery, int(ref), said, None, rest)
                return Sent(ref, rest, erased=ref) if isinstance(done, Sent) else done
            return Sent(ref, rest, erased=ref) if deleted(error) else ending(error)
        except Exception as error:
            return ending(error)
        return Sent(ref, rest, erased=ref)


def _below(shown: Drawn | None, part: int, pieces: list[Piece]) -> InlineKeyboardMarkup | None:
    return shown.keyboard if shown and part == len(pieces) - 1 else None
