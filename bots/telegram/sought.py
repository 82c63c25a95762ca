"""Options as people name them: whole, by their number in the list, or by a part of their name (X1)."""

import re
from collections.abc import Sequence

from core.api.shapes import Choice

MOST = 5
"""Whoever writes more words than that hardly looks for a name."""
_COUNT = re.compile(r"[1-9][0-9]{0,2}")


def named(options: Sequence[Choice], text: str) -> str | None:
    """The option that somebody wrote out, in any language."""
    said = _plain(text)
    return next((one.id for one in options if said in (one.id.casefold(), *_names(one))), None)


def counted(options: Sequence[Choice], text: str) -> str | None:
    """The option that stands at that place of the list."""
    said = text.strip(" .)")
    place = int(said) if _COUNT.fullmatch(said) else 0
    return options[place - 1].id if 0 < place <= len(options) else None


def matching(options: Sequence[Choice], text: str) -> tuple[Choice, ...]:
    """Those that have every written word, or its beginning, in their name."""
    said = _plain(text).split()
    if not said or len(said) > MOST or max(map(len, said)) < 2:
        return ()
    return tuple(one for one in options if any(_has(name, said) for name in (one.id.casefold(), *_names(one))))


def _has(name: str, said: Sequence[str]) -> bool:
    return all(word in name for word in said)


def _names(one: Choice) -> tuple[str, ...]:
    return tuple(_plain(label) for label in one.label.values())


def _plain(text: str) -> str:
    return " ".join(text.split()).casefold()
