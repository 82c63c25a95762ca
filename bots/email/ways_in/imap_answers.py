"""What a server says to FETCH, as imaplib hands it on: pieces of a line, cut at each literal (RFC 9051, 7.5.2)."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

UID = re.compile(rb"\bUID (\d+)", re.IGNORECASE)
SIZE = re.compile(rb"\bRFC822\.SIZE (\d+)", re.IGNORECASE)
QUOTED = re.compile(rb'BODY\[[^\]]*\](?:<\d+>)? (?:"((?:[^"\\]|\\.)*)"|NIL)', re.IGNORECASE)
Piece = bytes | tuple[bytes, bytes] | None


@dataclass(frozen=True, slots=True)
class Found:
    """A letter of the mailbox, and how many octets the server says it has."""

    uid: int
    size: int


def sizes(answer: Iterable[Piece]) -> list[Found]:
    """In the order of their numbers. Flags that the server tells of in between add nothing."""
    found: dict[int, int] = {}
    for line in answer:
        if isinstance(line, bytes) and (uid := UID.search(line)):
            size = SIZE.search(line)
            found[int(uid[1])] = max(found.get(int(uid[1]), 0), int(size[1]) if size else 0)
    return [Found(uid, size) for uid, size in sorted(found.items())]


def contents(answer: Iterable[Piece]) -> dict[int, bytes]:
    """What was asked for of each letter, by its number, which may stand before the content or behind it."""
    return {int(uid[1]): content for told, content in _told(answer) if (uid := UID.search(told)) is not None}


def _told(answer: Iterable[Piece]) -> Iterator[tuple[bytes, bytes]]:
    """Each answer as what was said around its content, and the content."""
    open_: tuple[bytes, bytes] | None = None
    for piece in answer:
        if isinstance(piece, tuple):
            if open_ is not None:
                yield open_
            open_ = piece[0], piece[1]
        elif isinstance(piece, bytes) and open_ is not None:
            yield open_[0] + b" " + piece, open_[1]
            open_ = None
        elif isinstance(piece, bytes) and (quoted := QUOTED.search(piece)):
            yield QUOTED.sub(b"", piece), re.sub(rb"\\(.)", rb"\1", quoted[1] or b"")
    if open_ is not None:
        yield open_
