"""What the bot itself says: screens, named in a prompt and drawn when they are sent, from what is true then."""

from collections.abc import Awaitable, Callable

from aiogram.utils.formatting import Bold, Text

from bots.telegram import draw
from bots.telegram.draw import Content, Drawn, Rows, drawn, go
from bots.telegram.screens_mail import MailScreens
from bots.telegram.screens_ticket import TicketScreens
from bots.wording import Words
from core.api.errors import Code, Refusal
from core.api.kinds import Visitor
from core.api.queries import Ask, MyTickets, TicketTypes


class Screens:
    """Draws a prompt's content for one viewer. A ticket that is not theirs is drawn as missing."""

    def __init__(self, ask: Ask, words: Words, languages: tuple[str, ...], *, mail: bool = True) -> None:
        self._mail = mail
        self._ask = ask
        self._words = words
        self._languages = languages
        self._artists: dict[str, Callable[[Content, Visitor, str], Awaitable[Drawn]]] = {
            "say": self._say,
            "welcome": self._welcome,
            "help": self._help,
            "types": self._types,
            "step": self._step,
            "list": self._list,
            "language": self._language,
            "refused": self._refused,
            **TicketScreens(ask, words).artists(),
            **MailScreens(ask, words, mail=mail).artists(),
        }

    async def draw(self, content: Content, viewer: Visitor, language: str) -> Drawn:
        try:
            shown = await self._artists[content["screen"]](content, viewer, language)
        except Refusal as refusal:
            return drawn(self._words.refusal(language, refusal))
        if content.get("again"):
            return Drawn(Text(self._words(language, "tg-again"), "\n\n", shown.text), shown.rows)
        return shown

    async def _say(self, content: Content, viewer: Visitor, language: str) -> Drawn:
        return drawn(self._words(language, content["text"]))

    async def _welcome(self, content: Content, viewer: Visitor, language: str) -> Drawn:
        return drawn(self._words(language, "tg-welcome"), self._home(language))

    async def _help(self, content: Content, viewer: Visitor, language: str) -> Drawn:
        """The answer to a command that does not exist, too."""
        unknown = [f"{self._words(language, 'tg-unknown-command')}\n\n"] if content.get("unknown") else []
        text, rows = Text(*unknown, self._words(language, "tg-help")), self._home(language)
        if not self._mail:
            return drawn(text, rows)
        notices = [go(self._words(language, "tg-notices-button"), "notices")]
        return drawn(Text(text, f"\n{self._words(language, 'tg-help-notices')}"), [*rows, notices])

    def _home(self, language: str) -> Rows:
        words = self._words
        return [[go(words(language, "tg-new"), "new"), go(words(language, "tg-my"), "list")]]

    async def _types(self, content: Content, viewer: Visitor, language: str) -> Drawn:
        types = await self._ask(TicketTypes(), viewer)
        rows = [[go(self._words.label(language, kind.label), "type", arg=kind.id)] for kind in types]
        return drawn(self._words(language, "tg-type-ask"), [*rows, [draw.stop(self._words, language, "new")]])

    async def _step(self, content: Content, viewer: Visitor, language: str) -> Drawn:
        skip = [go(self._words(language, "tg-skip"), "skip")] if content.get("skip") else []
        stop = [draw.stop(self._words, language, content["family"])]
        return drawn(self._words(language, content["text"]), [skip, stop])

    async def _list(self, content: Content, viewer: Visitor, language: str) -> Drawn:
        words, before = self._words, content.get("before")
        page = await self._ask(MyTickets(before), viewer)
        if not page.items and before is None:
            return drawn(words(language, "tg-list-empty"), [[go(words(language, "tg-new"), "new")]])
        rows = [[draw.line(words, language, ticket)] for ticket in page.items]
        newest = [go(words(language, "tg-newest"), "list")] if before is not None else []
        older = [go(words(language, "tg-older"), "list", page.more)] if page.more else []
        return drawn(Text(Bold(words(language, "tg-list"))), [*rows, [*newest, *older]])

    async def _language(self, content: Content, viewer: Visitor, language: str) -> Drawn:
        names = {"ru": "Русский", "en": "English"}
        rows = [[go(names.get(known, known), "language", arg=known) for known in self._languages]]
        return drawn(self._words(language, "tg-language-ask"), rows)

    async def _refused(self, content: Content, viewer: Visitor, language: str) -> Drawn:
        params = {name: tuple(value) if isinstance(value, list) else value for name, value in content["params"].items()}
        return drawn(self._words.refusal(language, Refusal(Code(content["code"]), **params)))
