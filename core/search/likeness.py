"""How much of what somebody is about to say has been said in a ticket already. Pure; words are stems."""

from collections.abc import Iterable

from core.search.words import stems

SHORTEST = 4
"""Shorter words say little of what a text is about, but for numbers."""
FEWEST = 2
ENOUGH = 0.5
READ = 2_000
"""Signs of a text; what is said first is what it is about."""
_COURTESY = stems(
    "здравствуйте добрый день утро вечер пожалуйста спасибо прошу помогите подскажите можно нужно очень снова опять "
    "сегодня вчера работает который hello good morning evening please thanks thank help could would need again very "
    "today yesterday work with have this that from"
)


def telling(text: str) -> frozenset[str]:
    """The words of a text that say what it is about."""
    found = stems(text[:READ]) - _COURTESY
    return frozenset(one for one in found if len(one) >= SHORTEST or one.isdecimal())


def alike(said: frozenset[str], known: Iterable[str]) -> float:
    """Which part of the words is known; nothing where these are too few to be no chance."""
    common = said & frozenset(known)
    share = len(common) / len(said) if said else 0.0
    return share if len(common) >= FEWEST and share >= ENOUGH else 0.0
