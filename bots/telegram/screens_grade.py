"""Screens after a grade: thanks, and a word that may follow (C10)."""

from collections.abc import Awaitable, Callable

from aiogram.types import InlineKeyboardButton as Button

from bots.telegram import draw
from bots.telegram.draw import Content, Drawn, drawn, go
from bots.wording import Words
from core.api.kinds import TicketId, Visitor
from core.api.queries import Ask, ReadTicket


class GradeScreens:
    def __init__(self, ask: Ask, words: Words) -> None:
        self._ask = ask
        self._words = words

    def artists(self) -> dict[str, Callable[[Content, Visitor, str], Awaitable[Drawn]]]:
        return {"rated": self._rated, "worded": self._worded}

    async def _rated(self, content: Content, viewer: Visitor, language: str) -> Drawn:
        """`awaits` says that the next words are taken for the grade; else a button asks for them."""
        words, ticket = self._words, TicketId(content["ticket"])
        card = (await self._ask(ReadTicket(ticket, most=1), viewer)).card
        grade = words.label(language, card.grade.label) if card.grade else ""
        thanks = words(language, "tg-done-rate", number=card.number, grade=grade)
        match content.get("awaits"):
            case True:
                ways = [self._no(language, ticket), draw.home(words, language)]
                return drawn(f"{thanks}\n\n{words(language, 'tg-word-ask')}", [ways])
            case False:
                return drawn(thanks, [[go(words(language, "tg-word-add"), "word", ticket), draw.home(words, language)]])
            case _:
                return drawn(thanks, [[draw.home(words, language)]])

    def _no(self, language: str, ticket: TicketId) -> Button:
        return go(self._words(language, "tg-word-no"), "noword", ticket)

    async def _worded(self, content: Content, viewer: Visitor, language: str) -> Drawn:
        """Whoever meant another matter by these words makes it one, without writing them again."""
        words, home = self._words, draw.home(self._words, language)
        ways = (
            [home] if content.get("over") else [go(words(language, "tg-which-new"), "matter", content["ticket"]), home]
        )
        return drawn(words(language, "tg-word-thanks"), [ways])
