"""What people look for on their screens, out of the product's own words: a better wording breaks nothing here."""

from pathlib import Path

from bots.wording import Words
from core.profile.load import load

PROFILE = load(Path(__file__).resolve().parents[3] / "profiles" / "default.toml")
LANGUAGE = "ru"
GAP = "\N{OBJECT REPLACEMENT CHARACTER}"
_words = Words(PROFILE)


def phrase(id: str, **values: str) -> str:
    return _words(LANGUAGE, id, **values)


def beginning(id: str, **values: str) -> str:
    """The words before the first value that is GAP."""
    return phrase(id, **values).split(GAP)[0]


def status(id: str) -> str:
    return _words.status(LANGUAGE, id)


TYPES = [_words.label(LANGUAGE, kind.label) for kind in PROFILE.types]
BEST = _words.label(LANGUAGE, PROFILE.rating.grades[0].label) if PROFILE.rating else ""
