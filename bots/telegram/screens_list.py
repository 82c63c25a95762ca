"""Lists of tickets: one's own and one's colleagues', with filters and pages, and what was found by words (A11, B10)."""

from collections.abc import Awaitable, Callable, Sequence

from aiogram.types import InlineKeyboardButton as Button
from aiogram.utils.formatting import Bold, Text

from bots.telegram import draw
from bots.telegram.draw import Content, Drawn, Rows, drawn, go
from bots.wording import Words
from core.api.kinds import Visitor, shorten
from core.api.queries import Ask, ColleaguesTickets, FindTickets, MyTickets, SeesColleagues, Which

SOUGHT = 100
THEIRS = ".c"
"""Behind a filter: of one's colleagues' tickets."""


class ListScreens:
    def __init__(self, ask: Ask, words: Words) -> None:
        self._ask = ask
        self._words = words

    def artists(self) -> dict[str, Callable[[Content, Visitor, str], Awaitable[Drawn]]]:
        return {"list": self._list, "found": self._found}

    async def _list(self, content: Content, viewer: Visitor, language: str) -> Drawn:
        words, before = self._words, content.get("before")
        which, theirs = wanted(str(content.get("which") or ""))
        query = ColleaguesTickets(before, which) if theirs else MyTickets(before, which=which)
        page = await self._ask(query, viewer)
        shared = await self._ask(SeesColleagues(), viewer)
        if not page.items and before is None and which is Which.ALL and not shared:
            new = [go(words(language, "tg-new"), "new"), draw.home(words, language)]
            return drawn(words(language, "tg-list-empty"), [new])
        rows = [[draw.line(words, language, ticket)] for ticket in page.items]
        here = _arg(which, theirs=theirs)
        newest = [go(words(language, "tg-newest"), "list", arg=here)] if before is not None else []
        older = [go(words(language, "tg-older"), "list", page.more, here)] if page.more else []
        title = words(language, "tg-list-colleagues" if theirs else "tg-list")
        said = [] if which is Which.ALL else [f" · {words(language, f'tg-list-{which}')}"]
        after = words(language, "tg-list-find" if page.items else "tg-list-none")
        ways = [[*newest, *older], *self._filters(language, which, theirs=theirs, shared=shared)]
        return drawn(Text(Bold(title, *said), "\n", after), [*rows, *ways, [draw.home(words, language)]])

    def _filters(self, language: str, which: Which, *, theirs: bool, shared: bool) -> Rows:
        """The others than the one that is shown."""
        others = [one for one in Which if one is not which]
        row = [go(self._words(language, f"tg-list-{one}"), "list", arg=_arg(one, theirs=theirs)) for one in others]
        whose = "tg-my" if theirs else "tg-list-colleagues"
        over = [go(self._words(language, whose), "list", arg=_arg(which, theirs=not theirs))] if shared else []
        return [row, over]

    async def _found(self, content: Content, viewer: Visitor, language: str) -> Drawn:
        words, sought = self._words, str(content["words"])
        after = content.get("after")
        page = (await self._ask(FindTickets(sought, after=(after, after) if after else None), viewer)).page
        more = [go(words(language, "tg-older"), "found", page.more[1])] if page.more else []
        ends = self._ends(language)
        name = shorten(sought, SOUGHT)
        if not page.lines and not more:
            return drawn(words(language, "tg-found-none", words=name), [ends])
        rows: Sequence[Sequence[Button]] = [[draw.line(words, language, ticket)] for ticket in page.lines]
        return drawn(Text(Bold(words(language, "tg-found", words=name))), [*rows, more, ends])

    def _ends(self, language: str) -> list[Button]:
        return [go(self._words(language, "tg-my"), "list"), draw.home(self._words, language)]


def wanted(arg: str) -> tuple[Which, bool]:
    """Which tickets a button asks for, and whether colleagues'."""
    name = arg.removesuffix(THEIRS)
    return Which(name) if name in list(Which) else Which.ALL, arg.endswith(THEIRS)


def _arg(which: Which, *, theirs: bool) -> str:
    return f"{which}{THEIRS if theirs else ''}"
