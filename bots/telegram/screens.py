"""What the bot itself says: screens, named in a prompt and drawn when they are sent, from what is true then."""

from collections.abc import Awaitable, Callable

from aiogram.types import ReplyKeyboardRemove, User
from aiogram.utils.formatting import Text

from bots.links import Links
from bots.telegram import draw
from bots.telegram.draw import Content, Drawn, Rows, drawn, go
from bots.telegram.screens_current import CurrentScreens
from bots.telegram.screens_grade import GradeScreens
from bots.telegram.screens_list import ListScreens
from bots.telegram.screens_mail import MailScreens
from bots.telegram.screens_observers import ObserverScreens
from bots.telegram.screens_opening import OpeningScreens
from bots.telegram.screens_record import RecordScreens
from bots.telegram.screens_registration import RegistrationScreens
from bots.telegram.screens_settings import SettingsScreens
from bots.telegram.screens_ticket import TicketScreens
from bots.wording import Words
from core.api.errors import Code, Refusal
from core.api.kinds import Visitor
from core.api.queries import Ask

ENDINGS = frozenset({"tg-stopped", "tg-nothing-to-stop", "tg-dropped"})
"""After these nothing else is under way, most often."""


class Screens:
    """Draws a prompt's content for one viewer. A ticket that is not theirs is drawn as missing."""

    def __init__(
        self, ask: Ask, words: Words, languages: tuple[str, ...], *, mail: bool = True, links: Links | None = None,
        bot: Callable[[], Awaitable[User]] | None = None,
    ) -> None:  # fmt: skip
        """`bot` is asked for the name that links into a chat with it bear."""
        self._mail = mail
        self._ask = ask
        self._words = words
        self._languages = languages
        self._artists: dict[str, Callable[[Content, Visitor, str], Awaitable[Drawn]]] = {
            "say": self._say,
            "welcome": self._welcome,
            "help": self._help,
            "step": self._step,
            "language": self._language,
            "refused": self._refused,
            "group-served": self._group_served,
            **OpeningScreens(ask, words).artists(),
            **ListScreens(ask, words).artists(),
            **RecordScreens(ask, words).artists(),
            **GradeScreens(ask, words).artists(),
            **ObserverScreens(ask, words, links, bot).artists(),
            **TicketScreens(ask, words).artists(),
            **CurrentScreens(ask, words).artists(),
            **MailScreens(ask, words, mail=mail).artists(),
            **RegistrationScreens(ask, words).artists(),
            **SettingsScreens(ask, words, mail=mail).artists(),
        }

    async def draw(self, content: Content, viewer: Visitor, language: str) -> Drawn:
        try:
            shown = await self._artists[content["screen"]](content, viewer, language)
        except Refusal as refusal:
            return drawn(self._words.refusal(language, refusal))
        if content.get("again"):
            return Drawn(Text(self._words(language, "tg-again"), "\n\n", shown.text), shown.rows)
        return shown

    async def _group_served(self, content: Content, viewer: Visitor, language: str) -> Drawn:
        """What a group can do, once the desk's people have let it in (X1)."""
        return drawn(self._words(language, "tg-group-bound"))

    async def _say(self, content: Content, viewer: Visitor, language: str) -> Drawn:
        board = ReplyKeyboardRemove(remove_keyboard=True) if content.get("unkeyed") else None
        text = self._words(language, content["text"], **content.get("values", {}))
        if board is None and content["text"] in ENDINGS:
            return drawn(text, [[draw.home(self._words, language)]])
        return Drawn(Text(text), board=board)

    async def _welcome(self, content: Content, viewer: Visitor, language: str) -> Drawn:
        """Who this is and what can be done here; before it, what came of the link that led here."""
        words, note = self._words, content.get("note")
        before = [words(language, note, **content.get("values", {})), "\n\n"] if note else []
        shown = self._waiting(content, language) if content.get("waits") else self._greeting(language)
        return drawn(Text(*before, shown.text), shown.rows)

    def _greeting(self, language: str) -> Drawn:
        return drawn(self._words(language, "tg-welcome", desk=self._words.desk(language)), self._home(language))

    def _waiting(self, content: Content, language: str) -> Drawn:
        """What waits half written, with the ways to end that."""
        words, home, count = self._words, self._home(language), int(content["files"])
        files = [f"\n{words(language, 'tg-summary-files', count=count)}"] if count else []
        text = words(language, "tg-draft-waits", subject=content["draft"] or words(language, "tg-draft-unnamed"))
        rows = [
            [go(words(language, "tg-draft-on"), "new"), go(words(language, "tg-draft-send"), "asis")],
            [go(words(language, "tg-draft-drop"), "stop", arg="new"), *home[0][1:]],
        ]
        return drawn(Text(text, *files), rows)

    async def _help(self, content: Content, viewer: Visitor, language: str) -> Drawn:
        """The answer to a command that does not exist, too."""
        unknown = [f"{self._words(language, 'tg-unknown-command')}\n\n"] if content.get("unknown") else []
        text, rows = Text(*unknown, self._words(language, "tg-help")), self._home(language)
        settings = go(self._words(language, "tg-settings"), "set", arg="menu")
        if not self._mail:
            return drawn(text, [*rows, [settings]])
        notices = go(self._words(language, "tg-notices-button"), "notices")
        return drawn(Text(text, f"\n{self._words(language, 'tg-help-notices')}"), [*rows, [notices, settings]])

    def _home(self, language: str) -> Rows:
        words = self._words
        return [[go(words(language, "tg-new"), "new"), go(words(language, "tg-my"), "list")]]

    async def _step(self, content: Content, viewer: Visitor, language: str) -> Drawn:
        stop = [draw.stop(self._words, language, content["family"]), draw.home(self._words, language)]
        return drawn(self._words(language, content["text"]), [stop])

    async def _language(self, content: Content, viewer: Visitor, language: str) -> Drawn:
        names = {"ru": "Русский", "en": "English"}
        rows = [[go(names.get(known, known), "language", arg=known) for known in self._languages]]
        return drawn(self._words(language, "tg-language-ask"), [*rows, [draw.home(self._words, language)]])

    async def _refused(self, content: Content, viewer: Visitor, language: str) -> Drawn:
        params = {name: tuple(value) if isinstance(value, list) else value for name, value in content["params"].items()}
        return drawn(self._words.refusal(language, Refusal(Code(content["code"]), **params)))
