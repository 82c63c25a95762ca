"""Texts that are longer than a message, cut where it does least harm: never inside a sign, with their style kept.

Telegram counts in UTF-16 units: 4096 for a text, 1024 for a caption, at most 100 entities (Bot API, sendMessage).
"""

from collections.abc import Sequence
from dataclasses import dataclass

from aiogram.types import MessageEntity

TEXT = 4096
CAPTION = 1024


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
        if piece.strip():
            pieces.append(Piece(piece, _within(entities, begun, begun + units(piece))))
        if end >= len(text):
            return pieces
        begun += units(piece)
        start = end


def _end(text: str, start: int, limit: int) -> int:
    room, end = limit, start
    while end < len(text) and (size := 2 if text[end] > "\uffff" else 1) <= room:
        room -= size
        end += 1
    if end == len(text):
        return end
    for mark in ("\n\n", "\n", " "):
        at = text.rfind(mark, start + limit // 4, end)
        if at > start:
            return at + len(mark)
    return _whole_sign(text, start, end)


def _whole_sign(text: str, start: int, end: int) -> int:
    """Steps back over joiners and combining marks, so that no emoji or letter falls apart."""
    joined = "\u200d\ufe0f\u20e3"
    at = end
    while at > start + 1 and end - at < 32 and (text[at] in joined or text[at - 1] == "\u200d" or _combines(text[at])):
        at -= 1
    return at if at > start + 1 else end


def _combines(sign: str) -> bool:
    return "\u0300" <= sign <= "\u036f" or "\U0001f3fb" <= sign <= "\U0001f3ff"


def _within(entities: Sequence[MessageEntity], begin: int, end: int) -> tuple[MessageEntity, ...]:
    found = []
    for entity in entities:
        first, last = max(entity.offset, begin), min(entity.offset + entity.length, end)
        if first < last:
            found.append(entity.model_copy(update={"offset": first - begin, "length": last - first}))
    return tuple(found[:100])
