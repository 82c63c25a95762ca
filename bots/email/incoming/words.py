"""Encoded words of headers, read as broadly as senders write them (RFC 2047, faults C1)."""

import binascii
import re
from itertools import groupby

from bots.email.incoming import charsets, transfer

_START = re.compile(r"=\?([^?\s=]{1,60})\?([bBqQ])\?")
_HEX_AFTER = re.compile(r"\?=[0-9A-Fa-f]{2}[^\s?]{0,200}\?=")
Piece = tuple[str, bytes]
PLAIN = "-"
"""In place of a charset: this piece was not encoded."""


def decoded(value: str, declared: str = "") -> str:
    """`value` is a header as the parser keeps it, octets beyond ASCII as surrogates; they are read as `declared`.

    Words side by side are joined before they are read: some senders cut a sign of several octets in two.
    """
    pieces = _pieces(value)
    kept = [piece for at, piece in enumerate(pieces) if not _gap(pieces, at)]
    found = []
    for charset, run in groupby(kept, key=lambda piece: piece[0]):
        whole = b"".join(octets for _, octets in run)
        found.append(charsets.text(whole, declared if charset == PLAIN else charset))
    return "".join(found)


def octets(value: str) -> bytes:
    return value.encode("utf-8", "surrogateescape") if not value.isascii() else value.encode("ascii")


def _pieces(value: str) -> list[Piece]:
    found: list[Piece] = []
    at = 0
    while start := _START.search(value, at):
        end = _end(value, start.end())
        if end < 0:
            break
        found.append((PLAIN, octets(value[at : start.start()])))
        found.append((start[1].partition("*")[0].lower(), _word(value[start.end() : end], start[2].lower())))
        at = end + 2
    found.append((PLAIN, octets(value[at:])))
    return found


def _end(value: str, start: int) -> int:
    """Where the word ends. A question mark that should have been encoded does not end it: "?=20" goes on."""
    end = value.find("?=", start)
    while end >= 0 and _HEX_AFTER.match(value, end):
        end = value.find("?=", end + 2)
    return end


def _word(content: str, encoding: str) -> bytes:
    packed = octets(content)
    if encoding == "b":
        return transfer.base64(packed)
    return binascii.a2b_qp(packed.replace(b"\r\n", b"").replace(b"\n", b""), header=True)


def _gap(pieces: list[Piece], at: int) -> bool:
    """White space between two encoded words is no part of the text (RFC 2047, 6.2)."""
    charset, content = pieces[at]
    return charset == PLAIN and (not content or (0 < at < len(pieces) - 1 and not content.strip()))
