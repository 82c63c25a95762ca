"""What the bot itself says: screens, named in a prompt and drawn when they are sent, from what is true then."""

from collections.abc import Awaitable, Callable, Mapping
from typing import Any

from aiogram.types import InlineKeyboardButton as Button
from aiogram.utils.formatting import Bold, Text

from bots.telegram import draw
from bots.telegram.draw import Drawn, Rows, drawn, go
from bots.wording import Words
from core.api.errors import Code, Refusal
from core.api.kinds import TicketId, Visitor
from core.api.queries import Ask, MyOpenTickets, MyTickets, ReadTicket, TicketTypes
from core.api.shapes import Verb

Content = Mapping[str, Any]


class Screens:
    """Draws a prompt's content for one viewer. A ticket that is not theirs is drawn as missing."""

    def __init__(self, ask: Ask, words: Words, languages: tuple[str, ...]) -> None:
        self._ask = ask
        self._words = words
        self._languages = languages
        self._artists: dict[str, Callable[[Content, Visitor, str], Awaitable[Drawn]]] = {
            "say": self._say,
            "welcome": self._welcome,
            "help": self._help,
            "types": self._types,
            "step": self._step,
            "which": self._which,
            "list": self._list,
            "ticket": self._ticket,
            "buttons": self._buttons,
            "bare": self._bare,
            "done": self._done,
            "noted": self._noted,
            "answer": self._answer,
            "language": self._language,
            "refused": self._refused,
        }

    async def draw(self, content: Content, viewer: Visitor, language: str) -> Drawn:
        try:
            return await self._artists[content["screen"]](content, viewer, language)
        except Refusal as refusal:
            return drawn(self._words.refusal(language, refusal))

    async def _say(self, content: Content, viewer: Visitor, language: str) -> Drawn:
        return drawn(self._words(language, content["text"]))

    async def _welcome(self, content: Content, viewer: Visitor, language: str) -> Drawn:
        return drawn(self._words(language, "tg-welcome"), self._home(language))

    async def _help(self, content: Content, viewer: Visitor, language: str) -> Drawn:
        """The answer to a command that does not exist, too."""
        unknown = [f"{self._words(language, 'tg-unknown-command')}\n\n"] if content.get("unknown") else []
        return drawn(Text(*unknown, self._words(language, "tg-help")), self._home(language))

    def _home(self, language: str) -> Rows:
        words = self._words
        return [[go(words(language, "tg-new"), "new"), go(words(language, "tg-my"), "list")]]

    async def _types(self, content: Content, viewer: Visitor, language: str) -> Drawn:
        types = await self._ask(TicketTypes(), viewer)
        rows = [[go(self._words.label(language, kind.label), "type", arg=kind.id)] for kind in types]
        return drawn(self._words(language, "tg-type-ask"), [*rows, [self._stop(language)]])

    async def _step(self, content: Content, viewer: Visitor, language: str) -> Drawn:
        skip = [go(self._words(language, "tg-skip"), "skip")] if content.get("skip") else []
        return drawn(self._words(language, content["text"]), [skip, [self._stop(language)]])

    def _stop(self, language: str) -> Any:
        return go(self._words(language, "tg-stop"), "stop")

    async def _which(self, content: Content, viewer: Visitor, language: str) -> Drawn:
        """Asks where a text belongs; the text itself waits in the dialogue (X1)."""
        words = self._words
        tickets = await self._ask(MyOpenTickets(), viewer)
        rows = [[draw.line(words, language, ticket, to="put")] for ticket in tickets]
        more = [[go(words(language, "tg-which-new"), "put")], [go(words(language, "tg-which-drop"), "drop")]]
        return drawn(words(language, content["text"]), [*rows, *more])

    async def _list(self, content: Content, viewer: Visitor, language: str) -> Drawn:
        words, before = self._words, content.get("before")
        page = await self._ask(MyTickets(before), viewer)
        if not page.items and before is None:
            return drawn(words(language, "tg-list-empty"), [[go(words(language, "tg-new"), "new")]])
        rows = [[draw.line(words, language, ticket)] for ticket in page.items]
        newest = [go(words(language, "tg-newest"), "list")] if before is not None else []
        older = [go(words(language, "tg-older"), "list", page.more)] if page.more else []
        return drawn(Text(Bold(words(language, "tg-list"))), [*rows, [*newest, *older]])

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
        rows = [*draw.verbs(words, language, page.card), older if page.messages.more else [], back]
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
        words = self._words
        card = (await self._ask(ReadTicket(TicketId(content["ticket"]), most=1), viewer)).card
        grade = words.label(language, card.grade.label) if card.grade else ""
        values = {"grade": grade} if content["verb"] == Verb.RATE else {}
        text = words(language, f"tg-done-{content['verb']}", number=card.number, **values)
        if content["verb"] != Verb.RESOLVE or Verb.RATE not in card.verbs:
            return drawn(text)
        return drawn(f"{text}\n\n{words(language, 'tg-rate-ask')}", draw.verbs(words, language, card, answer=False))

    async def _noted(self, content: Content, viewer: Visitor, language: str) -> Drawn:
        card = (await self._ask(ReadTicket(TicketId(content["ticket"]), most=1), viewer)).card
        if card.open:
            return drawn(self._words(language, "tg-noted", number=card.number, subject=card.subject))
        status = self._words.label(language, card.status.label)
        text = self._words(language, "tg-noted-resolved", number=card.number, status=status)
        return drawn(text, draw.verbs(self._words, language, card, answer=False))

    async def _answer(self, content: Content, viewer: Visitor, language: str) -> Drawn:
        card = (await self._ask(ReadTicket(TicketId(content["ticket"]), most=1), viewer)).card
        return drawn(self._words(language, "tg-answer-ask", number=card.number), [[self._stop(language)]])

    async def _language(self, content: Content, viewer: Visitor, language: str) -> Drawn:
        names = {"ru": "Русский", "en": "English"}
        rows = [[go(names.get(known, known), "language", arg=known) for known in self._languages]]
        return drawn(self._words(language, "tg-language-ask"), rows)

    async def _refused(self, content: Content, viewer: Visitor, language: str) -> Drawn:
        params = {name: tuple(value) if isinstance(value, list) else value for name, value in content["params"].items()}
        return drawn(self._words.refusal(language, Refusal(Code(content["code"]), **params)))
