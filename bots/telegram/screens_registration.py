"""Screens for whoever is not let in yet: questions about them, and how their request stands when it is shown (A5)."""

from collections.abc import Awaitable, Callable

from aiogram.types import KeyboardButton, ReplyKeyboardMarkup, ReplyKeyboardRemove
from aiogram.utils.formatting import Bold, Text

from bots.telegram import draw
from bots.telegram.draw import Content, Drawn, drawn, go
from bots.telegram.routes.registering import stamp
from bots.telegram.wire import token
from bots.wording import Words
from core.api.errors import Code, Refusal
from core.api.kinds import Visitor, shorten
from core.api.queries import Ask, MyRegistration, WhoAmI
from core.api.shapes import Registration, Stands

EXCERPT = 200


class RegistrationScreens:
    def __init__(self, ask: Ask, words: Words) -> None:
        self._ask = ask
        self._words = words

    def artists(self) -> dict[str, Callable[[Content, Visitor, str], Awaitable[Drawn]]]:
        return {
            "registration": self._registration,
            "particular": self._particular,
            "particulars": self._particulars,
            "share-phone": self._share,
            "noted-phone": self._noted,
        }

    async def _registration(self, content: Content, viewer: Visitor, language: str) -> Drawn:
        found = await self._ask(MyRegistration(), viewer)
        if not found.outside:
            return await self._let_in(found, viewer, language)
        if found.policy == "refused":
            return drawn(self._words(language, "tg-reg-closed"))
        if found.state is Stands.WAITING:
            return self._waiting(found, language)
        if found.again_at is not None:
            return self._declined(found, found.again_at, language)
        return drawn(
            self._words(language, "tg-reg-outside"), [[go(self._words(language, "tg-reg-start"), "reg", arg="start")]]
        )

    async def _let_in(self, found: Registration, viewer: Visitor, language: str) -> Drawn:
        words, me = self._words, await self._ask(WhoAmI(), viewer)
        kept = shorten(found.words, EXCERPT)
        after = words(language, "tg-reg-let-in-kept", words=kept) if kept else words(language, "tg-reg-let-in-next")
        text = Text(words(language, "tg-reg-let-in", name=me.name), "\n\n", after)
        return drawn(text, [[go(words(language, "tg-new"), "new")]])

    def _waiting(self, found: Registration, language: str) -> Drawn:
        words = self._words
        kept = shorten(found.words, EXCERPT)
        more = ["\n\n", words(language, "tg-reg-waiting-kept", words=kept)] if kept else []
        buttons = [go(words(language, f"tg-reg-{to}"), "reg", arg=to) for to in ("change", "withdraw")]
        return drawn(Text(words(language, "tg-reg-waiting"), *more), [buttons])

    def _declined(self, found: Registration, again: int, language: str) -> Drawn:
        words = self._words
        why = [f"\n{words(language, 'tg-reg-reason', reason=found.reason)}"] if found.reason else []
        after = ["\n\n", words(language, "tg-reg-again-at"), " ", draw.moment(again), "."]
        return drawn(Text(words(language, "tg-reg-declined"), *why, *after))

    async def _particular(self, content: Content, viewer: Visitor, language: str) -> Drawn:
        words, at = self._words, str(content["at"])
        found = await self._ask(MyRegistration(), viewer)
        ids = [one.id for one in found.asked]
        optional = any(one.id == at and not one.required for one in found.asked)
        skip = [go(words(language, "tg-pass"), "reg", token("about", at), "skip")] if optional else []
        back = [go(words(language, "tg-back"), "reg", token("about", at), "back")] if at in ids[1:] else []
        asked = Bold(words(language, "tg-reg-ask", particular=at.replace("_", "-")))
        text = Text(*self._before(content, language), asked)
        return drawn(text, [skip, [*back, draw.stop(words, language, "reg")]])

    def _before(self, content: Content, language: str) -> list[str]:
        """A greeting, what became of the last words, or what is wrong with them."""
        said = [self._words(language, content[name]) for name in ("hello", "note") if content.get(name)]
        if refused := content.get("refusal"):
            said.append(self._words.refusal(language, Refusal(Code(refused["code"]), **refused["params"])))
        return ["\n\n".join([*said, ""])] if said else []

    async def _particulars(self, content: Content, viewer: Visitor, language: str) -> Drawn:
        words, said = self._words, dict(content["said"])
        found = await self._ask(MyRegistration(), viewer)
        lines: list[Text | str] = [*self._before(content, language), Bold(words(language, "tg-reg-summary"))]
        edits = []
        for one in found.asked:
            name = words.particular(language, one.id)
            lines += ["\n", Bold(f"{name}: "), said.get(one.id) or words(language, "tg-reg-empty")]
            edits.append(go(f"✎ {name}", "reg", token("about", one.id), "edit"))
        send = [go(words(language, "tg-send"), "reg", stamp(said), "send")]
        pairs = [edits[at : at + 2] for at in range(0, len(edits), 2)]
        return drawn(Text(*lines), [send, *pairs, [draw.stop(words, language, "reg")]])

    async def _share(self, content: Content, viewer: Visitor, language: str) -> Drawn:
        button = KeyboardButton(text=self._words(language, "tg-reg-share-button"), request_contact=True)
        board = ReplyKeyboardMarkup(keyboard=[[button]], resize_keyboard=True, one_time_keyboard=True)
        return Drawn(Text(self._words(language, "tg-reg-share")), board=board)

    async def _noted(self, content: Content, viewer: Visitor, language: str) -> Drawn:
        return Drawn(Text(self._words(language, "tg-reg-noted")), board=ReplyKeyboardRemove(remove_keyboard=True))
