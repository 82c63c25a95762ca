"""Texts that are longer than a message, cut where it does least harm: never inside a sign, with their style kept.

Telegram counts in UTF-16 units: 4096 for a text, 1024 for a caption, at most 100 entities (Bot API, sendMessage).
"""

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

from aiogram.types import MessageEntity

TEXT = 4096
JOINED = "\u200d\ufe0f\u20e3"
LONGEST_SIGN = 64
VIRAMA = 9
"""The combining class of the sign that ties two Indic letters into one."""


@dataclass(frozen=True, slots=True)
class Piece:
    text: str
    entities: tuple[MessageEntity, ...] = ()


def units(text: str) -> int:
    """Length as Telegram counts it."""
    return len(text) + sum(sign > "\uffff" for sign in text)


def cut(text: str, entities: Sequence[MessageEntity] = (), limit: int = TEXT) -> list[Piece]:
    """Pieces of at most `limit` units; their texts put together are the text again, but for blank pieces."""
    pieces: list[Piece] = []
    start, begun = 0, 0
    while True:
        end = _end(text, start, limit)
        piece = text[start:end]
        if not _blank(piece):
            pieces.append(Piece(piece, _within(entities, begun, begun + units(piece))))
        if end >= len(text):
            return pieces
        begun += units(piece)
        start = end


def _blank(text: str) -> bool:
    """Nothing but spaces and invisible signs: Telegram refuses such a message as empty."""
    return all(sign.isspace() or unicodedata.category(sign) in ("Cf", "Cc") for sign in text)


def _end(text: str, start: int, limit: int) -> int:
    room, end = limit, start
    while end < len(text) and (size := 2 if text[end] > "\uffff" else 1) <= room:
        room -= size
        end += 1
    if end == len(text):
        return end
    for mark in ("\n\n", "\n", " "):
        at = text.rfind(mark, start + limit // 4, end)
        if at > start and not _joined(text, at + len(mark)):
            return at + len(mark)
    return _whole_sign(text, start, end)


def _whole_sign(text: str, start: int, end: int) -> int:
    """Steps back over joiners and combining marks, so that no emoji or letter falls apart."""
    at = end
    while at > start + 1 and end - at < LONGEST_SIGN and _joined(text, at):
        at -= 1
    return end if _joined(text, at) or at <= start + 1 else at


def _joined(text: str, at: int) -> bool:
    """Whether the sign at a place belongs to the one before it."""
    before, sign = text[at - 1], text[at]
    if sign in JOINED or _combines(sign) or (before, sign) == ("\r", "\n"):
        return True
    if before == "\u200d" or unicodedata.combining(before) == VIRAMA:
        return True
    return _flag(sign) and _run_of_flags(text, at) % 2 == 1


def _combines(sign: str) -> bool:
    """Accents, vowel signs, skin tones and the letters of tag flags."""
    skin_or_tag = "\U0001f3fb" <= sign <= "\U0001f3ff" or "\U000e0020" <= sign <= "\U000e007f"
    return skin_or_tag or unicodedata.category(sign) in ("Mn", "Mc", "Me")


def _flag(sign: str) -> bool:
    return "\U0001f1e6" <= sign <= "\U0001f1ff"


def _run_of_flags(text: str, end: int) -> int:
    """Flags are pairs of letters: counts the letters before a place."""
    at = end
    while at and _flag(text[at - 1]):
        at -= 1
    return end - at


def _within(entities: Sequence[MessageEntity], begin: int, end: int) -> tuple[MessageEntity, ...]:
    found = []
    for entity in entities:
        first, last = max(entity.offset, begin), min(entity.offset + entity.length, end)
        if first < last:
            found.append(entity.model_copy(update={"offset": first - begin, "length": last - first}))
    return tuple(found[:100])
