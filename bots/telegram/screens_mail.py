"""Screens about how a person hears of things, and about their mail address (X4)."""

from collections.abc import Awaitable, Callable

from aiogram.utils.formatting import Bold, Text

from bots.telegram import draw
from bots.telegram.draw import Content, Drawn, Rows, drawn, go
from bots.wording import Words
from core.api.kinds import Visitor, Ways
from core.api.queries import Ask, WhoAmI
from core.api.shapes import Me


class MailScreens:
    """`mail` says that letters can go out at all: where they cannot, nothing is offered (X10)."""

    def __init__(self, ask: Ask, words: Words, *, mail: bool) -> None:
        self._mail = mail
        self._ask = ask
        self._words = words

    def artists(self) -> dict[str, Callable[[Content, Visitor, str], Awaitable[Drawn]]]:
        return {"notices": self._notices, "code": self._code}

    async def _notices(self, content: Content, viewer: Visitor, language: str) -> Drawn:
        """What is set, and what can be. Mail can be chosen only where there is an address that is theirs."""
        words, me = self._words, await self._ask(WhoAmI(), viewer)
        news = [words(language, content["text"]), "\n\n"] if content.get("text") else []
        lines = [words(language, "tg-mail-is", email=me.email) if me.email else words(language, "tg-mail-none")]
        if me.unconfirmed:
            lines.append(words(language, "tg-mail-waits", email=me.unconfirmed))
        if me.email:
            lines.append(words(language, f"tg-ways-now-{me.ways}"))
        title = Bold(words(language, "tg-notices"))
        rows = [*self._choices(me, language), [draw.home(words, language)]]
        return drawn(Text(*news, title, "\n", "\n".join(lines)), rows)

    def _choices(self, me: Me, language: str) -> Rows:
        words = self._words
        if not self._mail:
            return []
        if me.email is None:
            forget = [[go(words(language, "tg-mail-forget"), "forget")]] if me.unconfirmed else []
            return [[go(words(language, "tg-mail-add"), "address")], *forget]
        ways = [
            go(f"{'✓ ' if ways is me.ways else ''}{words(language, f'tg-ways-{ways}')}", "ways", arg=ways)
            for ways in (Ways.BOTH, Ways.CHAT, Ways.MAIL)
        ]
        change = [go(words(language, "tg-mail-change"), "address"), go(words(language, "tg-mail-forget"), "forget")]
        return [[ways[0]], ways[1:], change]

    async def _code(self, content: Content, viewer: Visitor, language: str) -> Drawn:
        words, me = self._words, await self._ask(WhoAmI(), viewer)
        rows = [
            [go(words(language, "tg-mail-other"), "address")],
            [draw.stop(words, language, "mail"), draw.home(words, language)],
        ]
        if me.unconfirmed is None:
            return drawn(words(language, "tg-code-over"), rows)
        return drawn(words(language, "tg-code-ask", email=me.unconfirmed), rows)
