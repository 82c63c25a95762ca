"""Screens about one ticket, and about where words belong."""

from collections.abc import Awaitable, Callable

from aiogram.types import InlineKeyboardButton as Button
from aiogram.utils.formatting import Text

from bots.telegram import draw
from bots.telegram.draw import Content, Drawn, drawn, go
from bots.telegram.head import head
from bots.telegram.screens_current import keeping
from bots.wording import Words
from core.api.errors import Refusal
from core.api.kinds import TicketId, Visitor
from core.api.queries import Ask, MyOpenTickets, ReadTicket, WhoAmI
from core.api.shapes import TicketCard, TicketPage, Verb


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
            "sure": self._sure,
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
        me = (await self._ask(WhoAmI(), viewer)).id
        parts: list[Text | str] = [head(words, language, page.card, mine=page.card.requester.id == me)]
        if page.messages.more:
            parts.append(f"\n\n{words(language, 'tg-conversation-older')}")
        for message in page.messages.items:
            parts += ["\n\n", draw.said(words, language, message, mine=message.author.id == me)]
        if page.messages.items and content.get("before") is None:
            parts.append(draw.seen(words, language, page.messages.items[-1]))
        older = [go(words(language, "tg-older"), "older", page.card.id, str(page.messages.more))]
        back = [go(words(language, "tg-back-to-list"), "list"), draw.home(words, language)]
        goes_on = page.card.final and page.card.requester.id == me
        keep = await self._keep(content, page.card, viewer, language)
        follow = [go(words(language, "tg-continue"), "continue", page.card.id)] if goes_on else []
        party = Verb.OBSERVE in page.card.verbs or any(one.id == me for one in page.card.observers)
        copy = [go(words(language, "tg-observe"), "observers", page.card.id)] if party else []
        more = [*(older if page.messages.more else []), *self._newest(content, language)]
        verbs = draw.verbs(words, language, page.card)
        rows = [
            *verbs,
            [*copy, *self._files(page, language)],
            self._about(page.card, language),
            keep,
            follow,
            more,
            back,
        ]
        return drawn(Text(*parts), rows)

    def _newest(self, content: Content, language: str) -> list[Button]:
        label = self._words(language, "tg-newest")
        return [go(label, "older", int(content["ticket"]))] if content.get("before") else []

    def _files(self, page: TicketPage, language: str) -> list[Button]:
        there = page.card.files or any(message.files for message in page.messages.items)
        return [go(self._words(language, "tg-files"), "files", page.card.id)] if there else []

    def _about(self, card: TicketCard, language: str) -> list[Button]:
        story = go(self._words(language, "tg-story"), "story", card.id)
        return [story, draw.copied(self._words(language, "tg-copy-number"), card.number)]

    async def _keep(self, content: Content, card: TicketCard, viewer: Visitor, language: str) -> list[Button]:
        """Where a word could be meant for another one, this can be made the one that is meant (X1)."""
        if content.get("topic"):
            return []
        mine = await self._ask(MyOpenTickets(), viewer)
        if not card.open or len(mine) < 2:
            return []
        return [go(self._words(language, "tg-current-begin"), "current", card.id)]

    async def _buttons(self, content: Content, viewer: Visitor, language: str) -> Drawn:
        """Only the buttons of a message, as they are true now; or the question that a verb asks first (D6)."""
        roads = [[_road(*button) for button in row] for row in content["roads"]]
        try:
            page = await self._ask(ReadTicket(TicketId(content["ticket"]), most=1), viewer)
        except Refusal:
            return drawn("")
        if content.get("sure") and Verb.CANCEL in page.card.verbs:
            return drawn("", [*draw.sure(self._words, language, page.card), *roads])
        return drawn("", [*draw.verbs(self._words, language, page.card), *roads])

    async def _sure(self, content: Content, viewer: Visitor, language: str) -> Drawn:
        """The same question where the verb was typed."""
        card = await self._card(content, viewer)
        text = self._words(language, "tg-cancel-sure", number=card.number)
        return drawn(text, draw.sure(self._words, language, card) if Verb.CANCEL in card.verbs else [])

    async def _bare(self, content: Content, viewer: Visitor, language: str) -> Drawn:
        return drawn("")

    async def _done(self, content: Content, viewer: Visitor, language: str) -> Drawn:
        """What the person's own press came to, and what can follow from it."""
        words, verb = self._words, content["verb"]
        card = await self._card(content, viewer)
        if verb == Verb.RETURN and content.get("chosen"):
            return drawn(words(language, "tg-done-goes-on", number=card.number), self._after(card, language))
        grade = words.label(language, card.grade.label) if card.grade else ""
        values = {"grade": grade} if verb == Verb.RATE else {}
        text = words(language, f"tg-done-{verb}", number=card.number, **values)
        if verb not in (Verb.RESOLVE, Verb.CLOSE) or Verb.RATE not in card.verbs or card.grade:
            return drawn(text, self._after(card, language))
        rows = [*draw.grades(words, language, card), *self._after(card, language)]
        return drawn(f"{text}\n\n{words(language, 'tg-rate-ask')}", rows)

    def _after(self, card: TicketCard, language: str) -> draw.Rows:
        """Where one can go on from, when something is done."""
        return [[go(self._words(language, "tg-open"), "ticket", card.id), draw.home(self._words, language)]]

    async def _noted(self, content: Content, viewer: Visitor, language: str) -> Drawn:
        """Where the words went. A resolved ticket goes on or ends as its requester wishes (D7)."""
        words, card = self._words, await self._card(content, viewer)
        if card.choice_until:
            until = Text("\n\n", words(language, "tg-choice-until"), " ", draw.moment(card.choice_until))
            text = words(language, "tg-choice", number=card.number)
            return drawn(Text(text, until), [*draw.choice(words, language, card), *self._after(card, language)])
        if card.open:
            text = words(language, "tg-noted", number=card.number, subject=card.subject)
            return drawn(text, [*keeping(words, language, content, card), *self._after(card, language)])
        status = words.label(language, card.status.label)
        back = "yes" if Verb.RETURN in card.verbs else "no"
        text = words(language, "tg-noted-resolved", number=card.number, status=status, back=back)
        return drawn(text, [*draw.verbs(words, language, card, answer=False), *self._after(card, language)])

    async def _answer(self, content: Content, viewer: Visitor, language: str) -> Drawn:
        """What is written to a closed ticket is offered as a new one (D8)."""
        words, card = self._words, await self._card(content, viewer)
        text = words(language, "tg-answer-closed" if card.final else "tg-answer-ask", number=card.number)
        return drawn(text, [[draw.stop(words, language, "answer", card.id), draw.home(words, language)]])

    async def _reasons(self, content: Content, viewer: Visitor, language: str) -> Drawn:
        words, card = self._words, await self._card(content, viewer)
        stop = [draw.stop(words, language, "escalate", card.id), draw.home(words, language)]
        text = words(language, content["text"], number=card.number)
        return drawn(text, [*draw.reasons(words, language, card), stop])

    async def _grievance(self, content: Content, viewer: Visitor, language: str) -> Drawn:
        words, card = self._words, await self._card(content, viewer)
        stop = [draw.stop(words, language, "escalate", card.id), draw.home(words, language)]
        return drawn(words(language, "tg-grievance-ask", number=card.number), [stop])


def _road(text: str, data: str | None, copy: str | None = None) -> Button:
    return draw.copied(text, copy) if copy else Button(text=text, callback_data=data)
