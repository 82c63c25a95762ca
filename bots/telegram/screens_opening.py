"""Screens of a ticket that is being written: one question at a time, and a summary before it is sent (A3, B3, B4)."""

from collections.abc import Awaitable, Callable

from aiogram.utils.formatting import Text

from bots.telegram.draft import Draft
from bots.telegram.draw import Content, Drawn, drawn
from bots.telegram.opening_page import Page
from bots.telegram.plan import SIMILAR, SUMMARY, planned
from bots.wording import Words
from core.api.errors import Code, Refusal
from core.api.kinds import TicketId, Visitor
from core.api.queries import Ask, ReadTicket
from core.api.shapes import TicketCard


class OpeningScreens:
    """Drawn from the draft as it stood when the question was put, and from what the desk asks by then."""

    def __init__(self, ask: Ask, words: Words) -> None:
        self._ask = ask
        self._words = words

    def artists(self) -> dict[str, Callable[[Content, Visitor, str], Awaitable[Drawn]]]:
        return {"opening": self._opening}

    async def _opening(self, content: Content, viewer: Visitor, language: str) -> Drawn:
        draft = Draft.read(content["draft"])
        plan = await planned(self._ask, viewer, draft)
        step = plan.step(draft.at) or plan.pending or SUMMARY
        if step is SIMILAR:
            content = {**content, "tickets": await self._cards(draft, viewer)}
        text, rows = Page(self._words, language, content, draft, plan, step).drawn()
        return drawn(Text(*self._before(content, language), *text), rows)

    async def _cards(self, draft: Draft, viewer: Visitor) -> list[TicketCard]:
        """Those that are still there to be read."""
        found = []
        for id in draft.similar or ():
            try:
                found.append((await self._ask(ReadTicket(TicketId(id), most=1), viewer)).card)
            except Refusal:
                continue
        return found

    def _before(self, content: Content, language: str) -> list[str]:
        """What became of the last words, above the question."""
        said = []
        if refused := content.get("refusal"):
            said.append(self._words.refusal(language, Refusal(Code(refused["code"]), **refused["params"])))
        if note := content.get("note"):
            said.append(self._words(language, note))
        return ["\n\n".join([*said, ""])] if said else []
