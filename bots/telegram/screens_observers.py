"""Who else hears of a ticket, and how that is changed (A4)."""

from collections.abc import Awaitable, Callable

from aiogram.utils.formatting import Bold, Text

from bots.telegram import draw
from bots.telegram.draw import Content, Drawn, drawn, go
from bots.wording import Words
from core.api.kinds import TicketId, Visitor, shorten
from core.api.queries import Ask, ReadTicket
from core.api.shapes import TicketCard, Verb


class ObserverScreens:
    def __init__(self, ask: Ask, words: Words) -> None:
        self._ask = ask
        self._words = words

    def artists(self) -> dict[str, Callable[[Content, Visitor, str], Awaitable[Drawn]]]:
        return {"observers": self._observers, "observe": self._observe}

    async def _card(self, content: Content, viewer: Visitor) -> TicketCard:
        return (await self._ask(ReadTicket(TicketId(content["ticket"]), most=1), viewer)).card

    async def _observers(self, content: Content, viewer: Visitor, language: str) -> Drawn:
        words, card = self._words, await self._card(content, viewer)
        title = Bold(words(language, "tg-observers-of", number=card.number))
        names = [one.name for one in card.observers] or [words(language, "tg-observers-nobody")]
        back = [go(words(language, "tg-back-to-ticket"), "ticket", card.id), draw.home(words, language)]
        if Verb.OBSERVE not in card.verbs:
            return drawn(Text(title, "\n", "\n".join(names)), [back])
        drop = [
            [
                go(
                    shorten(words(language, "tg-observer-drop", name=one.name), draw.LINE),
                    "unobserve",
                    card.id,
                    str(one.id),
                )
            ]
            for one in card.observers
        ]
        add = [go(words(language, "tg-observer-add"), "observe", card.id)]
        return drawn(Text(title, "\n", "\n".join(names)), [*drop, add, back])

    async def _observe(self, content: Content, viewer: Visitor, language: str) -> Drawn:
        words, card = self._words, await self._card(content, viewer)
        return drawn(
            words(language, "tg-observer-ask", number=card.number),
            [[draw.stop(words, language, "copy", card.id), draw.home(words, language)]],
        )
