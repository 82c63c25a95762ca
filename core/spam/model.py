"""A verdict, and what is taught. Pure."""

from dataclasses import dataclass
from enum import StrEnum


class Judge(StrEnum):
    """Whose verdict it is."""

    HEADER = "header"
    """A filter on the letter's way, which has written so into its header."""
    WORDS = "words"
    """The desk's own filter, by the words that its people have taught it."""
    AGENT = "agent"


class Lesson(StrEnum):
    SPAM = "spam"
    GOOD = "good"


@dataclass(frozen=True, slots=True)
class Weighed:
    """A word of the letter, and how much it has weighed: above nothing for spam, below for a good letter."""

    word: str
    weight: float


@dataclass(frozen=True, slots=True)
class Verdict:
    """Spam, and why: `header` with the score of whoever wrote it; or `score`, how sure the words make it, of 1."""

    judge: Judge
    header: str | None = None
    score: float | None = None
    words: tuple[Weighed, ...] = ()
