"""What people type to find tickets, read: words, and conditions like `статус:открытые кто:я` or `from:2026-10-01`.

Forgiving: what is no condition is a word. The conditions' names are words of the locales; all of them are understood,
whatever language somebody reads in.
"""

import re
from collections.abc import Iterator

from bots.wording import Words
from core.api.queries import FindTickets
from core.api.shapes import DONE, ME, NOBODY, OPEN, TODAY, YESTERDAY, Cursor, Filter

_CONDITION = re.compile(r"(?<![\w-])(\w+)[:=]\s*(\"[^\"]*\"|«[^»]*»|“[^”]*”|[^\s\"«“]+)")
_QUOTES = "\"«»“”'"
_SAID = {ME: "find-me", NOBODY: "find-nobody", OPEN: "find-open", DONE: "find-done"}
_DAYS = {TODAY: "find-today", YESTERDAY: "find-yesterday"}


def read(words: Words, text: str, after: Cursor | None, most: int) -> FindTickets:
    """The question that a text asks."""
    names = {name: filter for filter in Filter for name in spoken(words, f"find-{filter}")}
    found, rest = list[tuple[Filter, str]](), list[str]()
    end = 0
    for match in _CONDITION.finditer(text):
        filter = names.get(match[1].casefold())
        if filter is None:
            continue
        rest.append(text[end : match.start()])
        end = match.end()
        value = meant(words, match[2].strip(_QUOTES).strip(), filter)
        if filter is Filter.REQUESTER and value != ME and not value.isdecimal():
            rest.append(value)
        else:
            found.append((filter, value))
    rest.append(text[end:])
    return FindTickets(" ".join(rest).strip(), tuple(found), after, most)


def spoken(words: Words, id: str) -> Iterator[str]:
    """The ways to say one thing, in every language of the desk."""
    for language in words.languages:
        yield from (one.strip().casefold() for one in words(language, id).split(","))


def meant(words: Words, value: str, filter: Filter) -> str:
    """Values that are no names but words of ours."""
    known = _DAYS if filter in (Filter.SINCE, Filter.UNTIL) else _SAID
    return next((one for one, id in known.items() if value.casefold() in spoken(words, id)), value)
