"""What people typed, made safe to store and to show, and never shorter in meaning."""

import re
import unicodedata

_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\x80-\x9f\ud800-\udfff\ufffe\uffff]")
_UNSEEN = {"Cc", "Cf", "Zs", "Zl", "Zp"}
_BIDI = re.compile("[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")


def clean(text: str) -> str:
    """Without control signs and half surrogates, which PostgreSQL refuses and no reader sees; line ends made one.

    What shows nothing at all, such as a lone zero-width space, is empty.
    """
    if text.isprintable():
        return text.strip()
    kept = _CONTROL.sub("", text.replace("\r\n", "\n").replace("\r", "\n")).strip()
    return kept if any(unicodedata.category(sign) not in _UNSEEN for sign in kept) else ""


def one_line(text: str) -> str:
    """A name or a subject: one line, with no signs that turn the direction of what stands around it (faults F8)."""
    return " ".join(_BIDI.sub("", clean(text)).split())


def shorten(text: str, limit: int) -> str:
    """At most `limit` characters, cut at a word where there is one, marked with an ellipsis."""
    if len(text) <= limit:
        return text
    cut = text[: limit - 1]
    at_word = cut.rfind(" ")
    return (cut[:at_word] if at_word > limit // 2 else cut).rstrip() + "…"
