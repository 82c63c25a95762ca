"""What people look for on their screens, out of the product's own words: a better wording breaks nothing here."""

import tomllib
from pathlib import Path

from bots.wording import Words
from core.profile.schema import Profile

TELECOM = Path(__file__).resolve().parents[3] / "profiles" / "telecom.toml"
RATING = """
[[buttons]]
verb = "rate"

[rating]
in = ["resolved", "closed"]

[[rating.grades]]
id = "good"
label = { ru = "Хорошо", en = "Good" }

[[rating.grades]]
id = "poor"
label = { ru = "Плохо", en = "Poor" }
"""
DESK = TELECOM.read_text(encoding="utf-8") + RATING
"""The desk under fire has all the buttons that there are."""

PROFILE = Profile.model_validate(tomllib.loads(DESK))
LANGUAGE = "ru"
GAP = "\N{OBJECT REPLACEMENT CHARACTER}"
_words = Words(PROFILE)


def phrase(id: str, **values: str) -> str:
    return _words(LANGUAGE, id, **values)


def beginning(id: str, **values: str) -> str:
    """The words before the first value that is GAP."""
    return phrase(id, **values).split(GAP)[0]


def ending(id: str, **values: str) -> str:
    """The words after the last value that is GAP."""
    return phrase(id, **values).split(GAP)[-1]


def button(verb: str) -> str:
    """What stands on a customer's button: the desk's own words, where it has any."""
    drawn = PROFILE.button(verb)
    return _words.label(LANGUAGE, drawn.label) if drawn and drawn.label else phrase(f"tg-{verb}")


def status(id: str) -> str:
    return _words.status(LANGUAGE, id)


def number(ticket: int) -> str:
    return f"{PROFILE.prefix}-{ticket}"


TYPES = [_words.label(LANGUAGE, kind.label) for kind in PROFILE.types]
BEST = _words.label(LANGUAGE, PROFILE.rating.grades[0].label) if PROFILE.rating else ""
REASONS = PROFILE.escalation.reasons if PROFILE.escalation else ()
GOOD_REASONS = [_words.label(LANGUAGE, reason.label) for reason in REASONS if reason.counts]
BAD_REASONS = [_words.label(LANGUAGE, reason.label) for reason in REASONS if not reason.counts]
