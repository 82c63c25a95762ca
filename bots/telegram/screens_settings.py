"""Screens of what somebody sets for themselves (X4), and of their being forgotten. Each line names its command."""

from collections.abc import Awaitable, Callable

from aiogram.types import InlineKeyboardButton as Button
from aiogram.types import KeyboardButton, ReplyKeyboardMarkup
from aiogram.utils.formatting import Bold, Text

from bots.telegram import draw
from bots.telegram.draw import Content, Drawn, Rows, drawn, go
from bots.telegram.routes.asking import DIGEST, SET
from bots.telegram.routes.settings import DIGESTS, HOURS
from bots.wording import Words
from core.api.kinds import Visitor
from core.api.queries import Ask, BeforeForgetting, WhoAmI

LANGUAGES = {"ru": "Русский", "en": "English"}
OFF = "off"


class SettingsScreens:
    def __init__(self, ask: Ask, words: Words, *, mail: bool) -> None:
        self._ask = ask
        self._words = words
        self._mail = mail

    def artists(self) -> dict[str, Callable[[Content, Visitor, str], Awaitable[Drawn]]]:
        return {
            "settings": self._settings,
            "times": self._times,
            "phone": self._phone,
            "forget": self._forget,
            "sure": self._sure,
        }

    async def _settings(self, content: Content, viewer: Visitor, language: str) -> Drawn:
        words, me = self._words, await self._ask(WhoAmI(), viewer)
        lines = [words(language, "tg-set-language", name=LANGUAGES.get(me.language, me.language))]
        if self._mail:
            lines.append(words(language, "tg-set-notices", ways=words(language, f"tg-ways-{me.ways}").lower()))
        if self._mail and me.email:
            lines.append(words(language, "tg-set-quiet", hours=me.quiet or words(language, "tg-set-none")))
            at = words(language, "tg-set-none") if me.digest in ("", OFF) else me.digest
            lines.append(words(language, "tg-set-digest", at=at))
        lines += [words(language, f"tg-set-{one}") for one in ("phone", "export", "forget")]
        text = Text(Bold(words(language, "tg-settings")), "\n\n", "\n".join(lines))
        return drawn(text, self._choices(language, letters=self._mail and bool(me.email)))

    def _choices(self, language: str, *, letters: bool) -> Rows:
        words = self._words
        first = [go(words(language, "tg-language"), "speak")]
        first += [go(words(language, "tg-notices-button"), "notices")] if self._mail else []
        timed = [self._go(language, "quiet"), self._go(language, "digest")] if letters else []
        return [
            first,
            timed,
            [self._go(language, "phone")],
            [self._go(language, "export"), self._go(language, "forget")],
            [draw.home(words, language)],
        ]

    def _go(self, language: str, to: str) -> Button:
        return go(self._words(language, f"tg-set-{to}-button"), "set", arg=to)

    def _stop(self, language: str) -> list[Button]:
        return [draw.stop(self._words, language, SET), draw.home(self._words, language)]

    async def _times(self, content: Content, viewer: Visitor, language: str) -> Drawn:
        """Usual ones to press; any other can be typed."""
        words, daily = self._words, content["at"] == DIGEST
        offered = DIGESTS if daily else HOURS
        none = words(language, "tg-set-off")
        rows = [[go(value or none, "set", arg=arg)] for arg, value in offered.items()]
        return drawn(words(language, "tg-digest-ask" if daily else "tg-quiet-ask"), [*rows, self._stop(language)])

    async def _phone(self, content: Content, viewer: Visitor, language: str) -> Drawn:
        """A keyboard, for only that lets a client send its own number; it is left by a word or the command."""
        words = self._words
        note = f"{words(language, content['note'])}\n\n" if content.get("note") else ""
        button = KeyboardButton(text=words(language, "tg-phone-button"), request_contact=True)
        board = ReplyKeyboardMarkup(keyboard=[[button]], resize_keyboard=True, one_time_keyboard=True)
        return Drawn(Text(note, words(language, "tg-phone-ask")), board=board)

    async def _forget(self, content: Content, viewer: Visitor, language: str) -> Drawn:
        """What goes, what stays and why, before anything is done."""
        words, found = self._words, await self._ask(BeforeForgetting(), viewer)
        parts = [words(language, "tg-forget-ask")]
        if found.tickets:
            parts.append(words(language, "tg-forget-words" if found.words else "tg-forget-contacts"))
        if found.open:
            parts.append(words(language, "tg-forget-open", numbers=", ".join(found.open)))
        yes = Button(text=words(language, "tg-forget-yes"), callback_data=self._data("forget1"), style="danger")
        return drawn("\n\n".join(parts), [[yes], self._stop(language)])

    async def _sure(self, content: Content, viewer: Visitor, language: str) -> Drawn:
        words = self._words
        yes = Button(text=words(language, "tg-forget-sure-yes"), callback_data=self._data("forget2"), style="danger")
        return drawn(words(language, "tg-forget-sure"), [[yes], self._stop(language)])

    def _data(self, arg: str) -> str:
        return str(go("", "set", arg=arg).callback_data)
