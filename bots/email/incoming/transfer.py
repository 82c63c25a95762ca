"""Content-Transfer-Encoding undone as far as it goes: damaged octets give what is left of them (RFC 2045, 6)."""

import binascii
import re

ALPHABET = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"
_NOISE = bytes(sign for sign in range(256) if sign not in ALPHABET + b"=")
_SPACED = re.compile(rb"\w[,.;]? {1,2}\w")
_LOOKED_AT = 4_000
PLAIN = 0.03
"""From this share of signs with a space between them on it is no base64, however damaged, indented or quoted."""
_PADDING = re.compile(rb"=+")
_UU = {"x-uuencode", "uuencode", "uue", "x-uue"}


def decoded(octets: bytes, encoding: str) -> bytes:
    """An encoding that nobody knows is taken for none: the octets stay as they came."""
    how = encoding.strip().lower().partition(";")[0].partition(" ")[0].strip('"')
    if how == "base64":
        return octets if _plain(octets) else base64(octets)
    if how == "quoted-printable":
        return binascii.a2b_qp(octets)
    return _uudecoded(octets) if how in _UU else octets


def _plain(octets: bytes) -> bool:
    """Words with spaces between them, which somebody only says to be base64."""
    start = octets[:_LOOKED_AT]
    return len(_SPACED.findall(start)) > len(start) * PLAIN


def base64(octets: bytes) -> bytes:
    """Noise is skipped, and pieces that were encoded one by one, each with its own padding, are joined."""
    kept = octets.translate(None, delete=_NOISE)
    return b"".join(_piece(piece) for piece in _PADDING.split(kept) if piece)


def _piece(piece: bytes) -> bytes:
    whole = piece[:-1] if len(piece) % 4 == 1 else piece
    return binascii.a2b_base64(whole + b"=" * (-len(whole) % 4))


def _uudecoded(octets: bytes) -> bytes:
    found: list[bytes] = []
    for line in octets.splitlines():
        if line.startswith((b"begin ", b"end")) or not line:
            continue
        try:
            found.append(binascii.a2b_uu(line))
        except binascii.Error:
            used = ((line[0] - 32) & 63) * 4 // 3 + 2
            found.append(_cut_short(line[:used]))
    return b"".join(found)


def _cut_short(line: bytes) -> bytes:
    """Some programs write a line longer than it says."""
    try:
        return binascii.a2b_uu(line)
    except binascii.Error:
        return b""
