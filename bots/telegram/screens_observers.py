"""Who else hears of a ticket, and how that is changed (A4)."""

from collections.abc import Awaitable, Callable
from urllib.parse import urlencode

from aiogram.types import InlineKeyboardButton as Button
from aiogram.types import KeyboardButton, KeyboardButtonRequestUsers, ReplyKeyboardMarkup, User
from aiogram.utils.formatting import Bold, Text

from bots.links import Links, chat
from bots.telegram import draw
from bots.telegram.draw import Content, Drawn, drawn, go
from bots.wording import Words
from core.api.errors import Code, Refusal
from core.api.kinds import TicketId, Visitor, shorten
from core.api.queries import Ask, ReadCopyLink, ReadTicket, WhoAmI
from core.api.shapes import TicketCard, Verb

REQUEST = 1
"""Of the one button that asks for somebody; which ticket it is for, the dialogue knows."""
SHARE = "https://t.me/share/url"
"""Opens a list of chats to pass a link on to (https://core.telegram.org/widgets/share)."""
COPYABLE = 256


class ObserverScreens:
    def __init__(
        self, ask: Ask, words: Words, links: Links | None, bot: Callable[[], Awaitable[User]] | None
    ) -> None:  # fmt: skip
        self._ask = ask
        self._words = words
        self._links = links
        self._bot = bot

    def artists(self) -> dict[str, Callable[[Content, Visitor, str], Awaitable[Drawn]]]:
        return {
            "observers": self._observers, "observe": self._observe, "observe-pick": self._pick,
            "observe-sure": self._sure, "observe-link": self._link,
        }  # fmt: skip

    async def _card(self, content: Content, viewer: Visitor) -> TicketCard:
        return (await self._ask(ReadTicket(TicketId(content["ticket"]), most=1), viewer)).card

    async def _observers(self, content: Content, viewer: Visitor, language: str) -> Drawn:
        words, card = self._words, await self._card(content, viewer)
        title = Bold(words(language, "tg-observers-of", number=card.number))
        names = [one.name for one in card.observers] or [words(language, "tg-observers-nobody")]
        back = [go(words(language, "tg-back-to-ticket"), "ticket", card.id), draw.home(words, language)]
        text = Text(title, "\n", "\n".join(names))
        if Verb.OBSERVE in card.verbs:
            add = [go(words(language, "tg-observer-add"), "observe", card.id)]
            return drawn(text, [*self._drops(card, language), add, back])
        me = (await self._ask(WhoAmI(), viewer)).id
        mine = any(one.id == me for one in card.observers)
        leave = [[go(words(language, "tg-observer-leave"), "unfollow", card.id)]] if mine else []
        return drawn(text, [*leave, back])

    def _drops(self, card: TicketCard, language: str) -> list[list[Button]]:
        def one(name: str, id: int) -> Button:
            label = shorten(self._words(language, "tg-observer-drop", name=name), draw.LINE)
            return go(label, "unobserve", card.id, str(id))

        return [[one(who.name, who.id)] for who in card.observers]

    async def _observe(self, content: Content, viewer: Visitor, language: str) -> Drawn:
        words, card = self._words, await self._card(content, viewer)
        note = f"{words(language, content['note'])}\n\n" if content.get("note") else ""
        ways = [[go(words(language, "tg-observer-pick"), "observe-pick", card.id)]] if self._links else []
        ways += [[go(words(language, "tg-observer-link"), "observe-link", card.id)]] if self._links else []
        ask = words(language, "tg-observer-ask", number=card.number)
        return drawn(Text(note, ask), [*ways, self._end(card.id, language)])

    async def _pick(self, content: Content, viewer: Visitor, language: str) -> Drawn:
        """A keyboard, for only that opens Telegram's own list; it is left by a word of its own."""
        words = self._words
        wanted = KeyboardButtonRequestUsers(request_id=REQUEST, user_is_bot=False, max_quantity=1, request_name=True)
        button = KeyboardButton(text=words(language, "tg-observer-pick-button"), request_users=wanted)
        rows = [[button], [KeyboardButton(text=words(language, "tg-stop"))]]
        board = ReplyKeyboardMarkup(keyboard=rows, resize_keyboard=True, one_time_keyboard=True)
        return Drawn(Text(words(language, "tg-observer-pick-ask")), board=board)

    async def _sure(self, content: Content, viewer: Visitor, language: str) -> Drawn:
        words, card = self._words, await self._card(content, viewer)
        yes = go(words(language, "tg-observer-yes"), "observe-yes", card.id, str(content["person"]))
        ask = words(language, "tg-observer-sure", number=card.number, name=shorten(content["name"], draw.LINE))
        return drawn(ask, [[yes], self._end(card.id, language)])

    async def _link(self, content: Content, viewer: Visitor, language: str) -> Drawn:
        """To be passed on; whoever takes it sees what the requester sees of this one ticket."""
        words, card = self._words, await self._card(content, viewer)
        found = await self._ask(ReadCopyLink(content["nonce"]), viewer)
        if found is None or self._links is None or self._bot is None:
            raise Refusal(Code.MISSING)
        link = chat((await self._bot()).username or "", self._links.copy(found.id))
        name = shorten(content.get("name") or "", draw.LINE)
        id = "tg-observer-link-bound" if content.get("bound") else "tg-observer-link-here"
        said = words(language, id, number=card.number, name=name, named="yes" if name else "no")
        pass_on = urlencode({"url": link, "text": words(language, "tg-observer-link-text", number=card.number)})
        share = Button(text=words(language, "tg-observer-link-share"), url=f"{SHARE}?{pass_on}")
        back = [go(words(language, "tg-observe"), "observers", card.id), draw.home(words, language)]
        copy = [draw.copied(words(language, "tg-observer-link-copy"), link)] if len(link) <= COPYABLE else []
        return drawn(Text(said, "\n\n", link), [[share, *copy], back])

    def _end(self, ticket: int, language: str) -> list[Button]:
        return [draw.stop(self._words, language, "copy", ticket), draw.home(self._words, language)]
