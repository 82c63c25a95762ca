"""Screens about one ticket, and about where words belong."""

from collections.abc import Awaitable, Callable

from aiogram.types import InlineKeyboardButton as Button
from aiogram.utils.formatting import Text

from bots.telegram import draw
from bots.telegram.draw import Content, Drawn, drawn, go
from bots.wording import Words
from core.api.errors import Refusal
from core.api.kinds import TicketId, Visitor
from core.api.queries import Ask, MyOpenTickets, ReadTicket
from core.api.shapes import TicketCard, Verb


class TicketScreens:
    def __init__(self, ask: Ask, words: Words) -> None:
        self._ask = ask
        self._words = words

    def artists(self) -> dict[str, Callable[[Content, Visitor, str], Awaitable[Drawn]]]:
        return {
            "which": self._which,
            "ticket": self._ticket,
            "buttons": self._buttons,
            "bare": self._bare,
            "done": self._done,
            "noted": self._noted,
            "answer": self._answer,
            "reasons": self._reasons,
            "grievance": self._grievance,
        }

    async def _card(self, content: Content, viewer: Visitor) -> TicketCard:
        return (await self._ask(ReadTicket(TicketId(content["ticket"]), most=1), viewer)).card

    async def _which(self, content: Content, viewer: Visitor, language: str) -> Drawn:
        """Asks where a text belongs, which waits in the dialogue (X1). A closed ticket can be gone on with (D8)."""
        words, closed = self._words, content.get("closed")
        tickets = await self._ask(MyOpenTickets(), viewer)
        rows = [[draw.line(words, language, ticket, to="put")] for ticket in tickets]
        new = go(words(language, "tg-which-new"), "put")
        if closed:
            number = (await self._card({"ticket": closed}, viewer)).number
            new = go(words(language, "tg-which-follow", number=number), "follow", closed)
        return drawn(words(language, content["text"]), [*rows, [new], [go(words(language, "tg-which-drop"), "drop")]])

    async def _ticket(self, content: Content, viewer: Visitor, language: str) -> Drawn:
        """The ticket with its public conversation, the newest words last (A11)."""
        words = self._words
        page = await self._ask(ReadTicket(TicketId(content["ticket"]), content.get("before")), viewer)
        parts: list[Text | str] = [draw.head(words, language, page.card)]
        if page.messages.more:
            parts.append(f"\n\n{words(language, 'tg-conversation-older')}")
        for message in page.messages.items:
            mine = message.author.id == page.card.requester.id
            parts += ["\n\n", draw.said(words, language, message, mine=mine)]
        older = [go(words(language, "tg-older"), "older", page.card.id, str(page.messages.more))]
        back = [go(words(language, "tg-back-to-list"), "list")]
        follow = [go(words(language, "tg-continue"), "continue", page.card.id)] if page.card.final else []
        rows = [*draw.verbs(words, language, page.card), follow, older if page.messages.more else [], back]
        return drawn(Text(*parts), rows)

    async def _buttons(self, content: Content, viewer: Visitor, language: str) -> Drawn:
        """Only the buttons of a message, as they are true now; or the question that a verb asks first (D6)."""
        roads = [[Button(text=text, callback_data=data) for text, data in row] for row in content["roads"]]
        try:
            page = await self._ask(ReadTicket(TicketId(content["ticket"]), most=1), viewer)
        except Refusal:
            return drawn("")
        if content.get("sure") and Verb.CANCEL in page.card.verbs:
            return drawn("", [*draw.sure(self._words, language, page.card), *roads])
        return drawn("", [*draw.verbs(self._words, language, page.card), *roads])

    async def _bare(self, content: Content, viewer: Visitor, language: str) -> Drawn:
        return drawn("")

    async def _done(self, content: Content, viewer: Visitor, language: str) -> Drawn:
        """What the person's own press came to, and what can follow from it."""
        words, verb = self._words, content["verb"]
        card = await self._card(content, viewer)
        if verb == Verb.RETURN and content.get("chosen"):
            return drawn(words(language, "tg-done-goes-on", number=card.number))
        grade = words.label(language, card.grade.label) if card.grade else ""
        values = {"grade": grade} if verb == Verb.RATE else {}
        text = words(language, f"tg-done-{verb}", number=card.number, **values)
        if verb not in (Verb.RESOLVE, Verb.CLOSE) or Verb.RATE not in card.verbs or card.grade:
            return drawn(text)
        return drawn(f"{text}\n\n{words(language, 'tg-rate-ask')}", draw.grades(words, language, card))

    async def _noted(self, content: Content, viewer: Visitor, language: str) -> Drawn:
        """Where the words went. A resolved ticket goes on or ends as its requester wishes (D7)."""
        words, card = self._words, await self._card(content, viewer)
        if card.choice_until:
            until = Text("\n\n", words(language, "tg-choice-until"), " ", draw.moment(card.choice_until))
            text = words(language, "tg-choice", number=card.number)
            return drawn(Text(text, until), draw.choice(words, language, card))
        if card.open:
            return drawn(words(language, "tg-noted", number=card.number, subject=card.subject))
        status = words.label(language, card.status.label)
        text = words(language, "tg-noted-resolved", number=card.number, status=status)
        return drawn(text, draw.verbs(words, language, card, answer=False))

    async def _answer(self, content: Content, viewer: Visitor, language: str) -> Drawn:
        """What is written to a closed ticket is offered as a new one (D8)."""
        words, card = self._words, await self._card(content, viewer)
        text = words(language, "tg-answer-closed" if card.final else "tg-answer-ask", number=card.number)
        return drawn(text, [[draw.stop(words, language, "answer", card.id)]])

    async def _reasons(self, content: Content, viewer: Visitor, language: str) -> Drawn:
        words, card = self._words, await self._card(content, viewer)
        stop = [draw.stop(words, language, "escalate", card.id)]
        text = words(language, content["text"], number=card.number)
        return drawn(text, [*draw.reasons(words, language, card), stop])

    async def _grievance(self, content: Content, viewer: Visitor, language: str) -> Drawn:
        words, card = self._words, await self._card(content, viewer)
        stop = [draw.stop(words, language, "escalate", card.id)]
        return drawn(words(language, "tg-grievance-ask", number=card.number), [stop])
