"""Content-Type, Content-Disposition and their parameters, in every spelling sent (RFC 2045, 2231, faults C2)."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import unquote_to_bytes

from bots.email.incoming import charsets, words

LONGEST = 20_000
MOST = 200
_NAME = re.compile(r"[\s;]*([^=;\s]{1,80})\s*=\s*")
_AFTER_NOISE = re.compile(r";\s*([^=;\s]{1,80})\s*=\s*")
_QUOTED = re.compile(r'"((?:[^"\\]|\\.|"(?!\s*(?:;|$)))*)"', re.DOTALL)
_WORDS = re.compile(r"(?:=\?[^?\s]{1,60}\?[bBqQ]\?[^?]{0,2000}\?=\s*)+")
_BARE = re.compile(r"[^;]*")
_SECTION = re.compile(r"([^*]+)(?:\*(\d{1,3}))?(\*)?")
_ESCAPED = re.compile(r'\\(["\\])')


@dataclass(frozen=True, slots=True)
class Described:
    """`main` is lower case and without comments; the parameters' names are lower case."""

    main: str
    parameters: Mapping[str, str]

    def get(self, name: str) -> str:
        return self.parameters.get(name, "")


def read(value: str, declared: str = "") -> Described:
    """`declared` is the charset of octets that stand in the header as they are."""
    line = value[:LONGEST].replace("\r", "").replace("\n", "")
    main, _, rest = line.partition(";")
    if "=" in main and "/" not in main:
        main, rest = "", line
    return Described(main.partition("(")[0].strip().strip('"').lower(), _joined(_pairs(rest), declared))


def _pairs(rest: str) -> list[tuple[str, str]]:
    found: list[tuple[str, str]] = []
    at = 0
    while len(found) < MOST and (name := _NAME.match(rest, at) or _AFTER_NOISE.search(rest, at)):
        value, at = _value(rest, name.end())
        found.append((name[1].lower(), value))
    return found


def _value(rest: str, at: int) -> tuple[str, int]:
    """The value and where it ends. A quote that is never closed ends at the semicolon, and nothing is read after it."""
    if rest.startswith('"', at):
        if quoted := _QUOTED.match(rest, at):
            return _ESCAPED.sub(r"\1", quoted[1]), quoted.end()
        return rest[at + 1 :].partition(";")[0].strip(), len(rest)
    if encoded := _WORDS.match(rest, at):
        return encoded[0].strip(), encoded.end()
    bare = _BARE.match(rest, at)
    return (bare[0].strip(), bare.end()) if bare else ("", len(rest))


def _joined(pairs: list[tuple[str, str]], declared: str) -> dict[str, str]:
    """Pieces in the order of their numbers. Where a name comes in two spellings, the one of RFC 2231 is the better."""
    plain: dict[str, str] = {}
    pieces: dict[str, list[tuple[int, bool, str]]] = {}
    for name, value in pairs:
        section = _SECTION.fullmatch(name)
        if section is None or (section[2] is None and section[3] is None):
            plain.setdefault(name, words.decoded(value, declared))
        else:
            pieces.setdefault(section[1], []).append((int(section[2] or 0), section[3] is not None, value))
    whole = {name: _whole(sorted(some, key=lambda one: one[0]), declared) for name, some in pieces.items()}
    return plain | {name: value for name, value in whole.items() if value}


def _whole(pieces: list[tuple[int, bool, str]], declared: str) -> str:
    if not any(encoded for _, encoded, _ in pieces):
        return words.decoded("".join(value for _, _, value in pieces), declared)
    charset = ""
    octets = b""
    for at, (_, encoded, value) in enumerate(pieces):
        if at == 0 and encoded and value.count("'") >= 2:
            charset, _, value = value.split("'", 2)
        elif encoded and _WORDS.fullmatch(value):
            return words.decoded(value, declared)
        octets += unquote_to_bytes(words.octets(value)) if encoded else words.octets(value)
    return charsets.text(octets, charset or declared)
