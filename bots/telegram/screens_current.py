"""Which ticket words are for, said and offered where that could be in doubt (X1)."""

from collections.abc import Awaitable, Callable

from aiogram.utils.formatting import Text

from bots.telegram.draw import Content, Drawn, Rows, drawn, go, moment
from bots.wording import Words
from core.api.kinds import TicketId, Visitor
from core.api.queries import Ask, ReadTicket
from core.api.shapes import TicketCard


def keeping(words: Words, language: str, content: Content, card: TicketCard) -> Rows:
    """Below a word that was passed on: that the next ones go there too, or that they do no more."""
    match content.get("keeping"):
        case "offered":
            return [[go(words(language, "tg-current-begin"), "current", card.id)]]
        case "chosen":
            return [[go(words(language, "tg-current-end"), "askagain")]]
        case _:
            return []


class CurrentScreens:
    def __init__(self, ask: Ask, words: Words) -> None:
        self._ask = ask
        self._words = words

    def artists(self) -> dict[str, Callable[[Content, Visitor, str], Awaitable[Drawn]]]:
        return {"current": self._current}

    async def _current(self, content: Content, viewer: Visitor, language: str) -> Drawn:
        words = self._words
        card = (await self._ask(ReadTicket(TicketId(content["ticket"]), most=1), viewer)).card
        text = Text(
            words(language, "tg-current", number=card.number, subject=card.subject), "\n",
            words(language, "tg-current-until"), " ", moment(content["until"]),
        )  # fmt: skip
        return drawn(text, [[go(words(language, "tg-current-end"), "askagain")]])
