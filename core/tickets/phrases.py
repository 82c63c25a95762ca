"""Words by which a customer says that all is well. They never close anything: they only offer it (D5). Pure."""

import re
from collections.abc import Iterable

_WORD = re.compile(r"\w+")


def content(text: str, phrases: Iterable[str]) -> bool:
    """Whether one of the phrases stands in the text, word by word, whatever case, punctuation and ё."""
    said = f" {_plain(text)} "
    return any(f" {_plain(phrase)} " in said for phrase in phrases)


def _plain(text: str) -> str:
    return " ".join(_WORD.findall(text.lower().replace("ё", "е")))
