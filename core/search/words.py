"""Words as they are found: folded and stemmed alike where they are kept and where they are asked for.

Russian and English, told apart by their letters; so neither engine has to know a language.
"""

import re
import threading
import unicodedata
from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import Any

from snowballstemmer.english_stemmer import EnglishStemmer
from snowballstemmer.russian_stemmer import RussianStemmer

VERSION = "1"
"""Another one makes every ticket be read again: stems of two kinds do not meet."""
LONGEST = 40
MOST = 16
"""Words of one question; whoever pastes a page means its beginning."""
MORE = "*"

_WORD = re.compile(r"[^\W_]+\*?")
_PHONE = re.compile(r"\+?\d(?:[ \u00a0().\-]{0,3}\d){6,}")
_CYRILLIC = re.compile("[а-я]")
_LATIN = re.compile("[a-z]+")
_stemmers = threading.local()
"""One of each per thread: they keep the word that they work on."""

Term = tuple[tuple[str, ...], ...]
"""Ways to say one thing, each of them words that must all be there; one that ends in `*` only begins so."""


def stems(text: str) -> set[str]:
    """All that a text is found by. A telephone number also as one, however it was written."""
    folded = _folded(text)
    found = {_stem(word.rstrip(MORE)) for word in _WORD.findall(folded)}
    return found | {_number(phone) for phone in _PHONE.findall(folded)}


def terms(text: str) -> tuple[Term, ...]:
    """What a question asks for: every word in any form, a number in any writing."""
    folded, found = _folded(text), list[Term]()
    for phone in _PHONE.findall(folded):
        found.append(((_number(phone),), tuple(_words(phone))))
    found += [((word,),) for word in _words(_PHONE.sub(" ", folded))]
    return tuple(dict.fromkeys(found))[:MOST]


def joined(found: Iterable[str]) -> str:
    """As they are kept."""
    return " ".join(sorted(found))


def _words(folded: str) -> Iterator[str]:
    for word in _WORD.findall(folded):
        yield _stem(word.rstrip(MORE)) + (MORE if word.endswith(MORE) else "")


def _folded(text: str) -> str:
    return unicodedata.normalize("NFKC", text).casefold().replace("ё", "е")


def _number(phone: str) -> str:
    """Without the country and its `8`, which people write or not."""
    return "".join(sign for sign in phone if sign.isdigit())[-10:]


@lru_cache(maxsize=100_000)
def _stem(word: str) -> str:
    word = word[:LONGEST]
    if _CYRILLIC.search(word):
        return str(_stemmer(RussianStemmer).stemWord(word))
    return str(_stemmer(EnglishStemmer).stemWord(word)) if _LATIN.fullmatch(word) else word


def _stemmer(kind: Any) -> Any:
    """Not the package's own choice: another implementation, where one is installed, may stem otherwise."""
    known = getattr(_stemmers, kind.__name__, None)
    if known is None:
        known = kind()
        setattr(_stemmers, kind.__name__, known)
    return known
