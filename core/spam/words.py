"""What a letter is known by: its words without their endings, numbered. Russian and English. Pure.

A number and not the word is kept of what was taught, so that lessons repeat nobody's letter; a word stands for its
number again only where the letter itself is there to be read.
"""

import re
import unicodedata
from collections.abc import Iterator
from zlib import crc32

BUCKETS = 2**18
"""So many numbers; of words that share one, one weighs for the other."""
LONGEST = 20_000
"""Signs of a letter that are read: whoever writes more has shown by then what it is."""
WORD = 30
_LINK = re.compile(r"https?://(?:www\.)?([\w.-]{1,80})|\bwww\.([\w.-]{1,80})")
_WORD = re.compile(r"[^\W_]{3,}")
_UNSEEN = re.compile("[\u00ad\u200b-\u200f\u2060-\u2064\ufeff]")
_RUSSIAN = re.compile("(?<=[а-я]{4})[аеиоуыэюяйьмхв]{1,3}$")
_ENGLISH = re.compile("(?<=[a-z]{4})(?:ing|ed|es|ly|s)$")
_LATIN, _CYRILLIC = re.compile("[a-z]"), re.compile("[а-я]")
MIXED = "~"
"""Letters of two scripts in one word: that is how words are hidden from filters."""


def features(text: str) -> dict[int, str]:
    """Number → the word as the letter has it, in its order. How often it is said does not matter."""
    found: dict[int, str] = {}
    for mark, word in _marks(_plain(text)):
        found.setdefault(number(mark), word)
    return found


def number(mark: str) -> int:
    return crc32(mark.encode()) % BUCKETS


def _plain(text: str) -> str:
    folded = unicodedata.normalize("NFKC", _UNSEEN.sub("", text[:LONGEST])).casefold()
    return folded.replace("ё", "е")


def _marks(text: str) -> Iterator[tuple[str, str]]:
    """A link is known by its host, a number by its length, any other word by its stem."""
    for link in _LINK.finditer(text):
        host = (link[1] or link[2]).strip(".")
        yield f"link:{host}", host
    for found in _WORD.findall(_LINK.sub(" ", text)):
        word = found[:WORD]
        if word.isdigit():
            yield f"#{len(word)}", word
        elif _LATIN.search(word) and _CYRILLIC.search(word):
            yield MIXED, word
        else:
            yield _stem(word), word


def _stem(word: str) -> str:
    return _ENGLISH.sub("", _RUSSIAN.sub("", word))
