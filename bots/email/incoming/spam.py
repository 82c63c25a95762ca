"""What the filters on the way have said of a letter (E3): SpamAssassin, rspamd, Exchange, Yandex.

Only "spam" is believed: a letter that calls itself clean may have written that header itself.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass

from bots.email.incoming.shapes import Letter

SCL_SPAM = 5
"""Exchange's spam confidence level from which it files a letter as junk."""
YANDEX_SPAM = "4"
_SCORE = re.compile(r"(?:score|hits)\s*=\s*(-?\d{1,4}(?:\.\d{1,4})?)|\[\s*(-?\d{1,4}(?:\.\d{1,4})?)\s*/", re.IGNORECASE)
_NUMBER = re.compile(r"-?\d{1,4}(?:\.\d{1,4})?")
_YES = re.compile(r"\s*(?:yes|true|spam|1)\b", re.IGNORECASE)
_RSPAMD = re.compile(r"(?:[\w.-]{1,40}:\s*)?true\b", re.IGNORECASE)
_RSPAMD_ACTIONS = {"reject", "add header", "rewrite subject", "quarantine", "spam"}
_SCL = re.compile(r"(?:^|;)\s*SCL:(-?\d)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class SpamVerdict:
    """`header` is who says so, None where nobody does. `score` is that filter's own measure."""

    spam: bool
    header: str | None
    score: float | None


def spam_verdict(letter: Letter) -> SpamVerdict:
    header = next((name for name, holds in _RULES for value in letter.headers.get(name, ()) if holds(value)), None)
    return SpamVerdict(header is not None, header, _score(letter))


def _score(letter: Letter) -> float | None:
    for name in ("x-spam-status", "x-spamd-result"):
        if found := _SCORE.search(letter.first(name)):
            return float(found[1] or found[2])
    plain = _NUMBER.match(letter.first("x-spam-score").strip())
    return float(plain[0]) if plain else None


def _says_yes(value: str) -> bool:
    return bool(_YES.match(value))


def _level(value: str) -> bool:
    plain = _NUMBER.fullmatch(value.strip())
    return plain is not None and float(plain[0]) >= SCL_SPAM


def _forefront(value: str) -> bool:
    level = _SCL.search(value)
    return "SFV:SPM" in value.upper() or (level is not None and int(level[1]) >= SCL_SPAM)


_RULES: tuple[tuple[str, Callable[[str], bool]], ...] = (
    ("x-spam-flag", _says_yes),
    ("x-spam-status", _says_yes),
    ("x-spam", _says_yes),
    ("x-spamd-result", lambda value: bool(_RSPAMD.match(value))),
    ("x-rspamd-action", lambda value: value.strip().lower() in _RSPAMD_ACTIONS),
    ("x-ms-exchange-organization-scl", _level),
    ("x-forefront-antispam-report", _forefront),
    ("x-yandex-spam", lambda value: value.strip() == YANDEX_SPAM),
)
