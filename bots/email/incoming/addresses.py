"""Addresses of a header. A malformed one takes none of its neighbours along (faults C11).

Text is read before encoded words are, so that a comma or a bracket within a name stays a part of the name. What stands
in brackets is the address and nothing else is, whatever looks like one around it (CVE-2023-27043).
"""

import re
from collections.abc import Iterator

from bots.email.incoming import words
from bots.email.incoming.shapes import Address
from core.api.kinds import one_line, shorten

LONGEST = 200_000
NAME = 200
_TOKEN = re.compile(
    r"""(?P<quoted>"(?:[^"\\]|\\.)*")|(?P<angle><[^<>]*>)|(?P<encoded>=\?[^?\s]{1,60}\?[bBqQ]\?[^?\s]*\?=)"""
    r"""|(?P<open>\()|(?P<separator>[,;])|(?P<group>:)|(?P<plain>[^"<(,;:=\\]+|\\.|.)""",
    re.DOTALL,
)
_COMMENT = re.compile(r"\\.|[()]", re.DOTALL)
_QUOTED = re.compile(r"\\(.)", re.DOTALL)
_MAIL = re.compile(r"[^\s@<>()\[\],;:\\\"\x00-\x20\x7f-\x9f]{1,64}@[^\s@<>(),;:\\\"\x00-\x20\x7f-\x9f]{1,253}")
_DOMAIN = re.compile(r"\[[0-9a-f.:]+\]|[a-z0-9_](?:[a-z0-9_.-]*[a-z0-9_])?\.?", re.IGNORECASE)
_ROUTE = re.compile(r"^\s*@[^:<>]{1,500}:")


def addresses(value: str, declared: str = "") -> tuple[Address, ...]:
    """In their order. `value` is as the parser keeps it; groups are taken apart into their members."""
    line = value[:LONGEST].replace("\r", "").replace("\n", "")
    return tuple(found for entry in _entries(line) for found in _within(entry, declared))


def mail(text: str) -> str | None:
    """The address in one spelling, or nothing where it is none. `"a b"@example.org` is taken for none."""
    local, at, host = text.strip().rpartition("@")
    bare = local[1:-1] if len(local) > 2 and local[0] == local[-1] == '"' else local
    spec = f"{bare}{at}{host}"
    if len(spec) > 320 or not _MAIL.fullmatch(spec):
        return None
    try:
        domain = host if host.isascii() else host.encode("idna").decode("ascii")
    except UnicodeError:
        return None
    return f"{bare}@{domain.lower().rstrip('.')}" if _DOMAIN.fullmatch(domain) and ".." not in domain else None


Token = tuple[str, str]


def _entries(line: str) -> Iterator[list[Token]]:
    """What stands between separators. A name of a group is dropped at its colon."""
    entry: list[Token] = []
    for kind, content in _tokens(line):
        if kind == "separator":
            yield entry
            entry = []
        elif kind == "group":
            entry = _before_colon(entry)
        else:
            entry.append((kind, content))
    yield entry


def _before_colon(entry: list[Token]) -> list[Token]:
    """A colon after an address belongs to a name that nobody quoted; after anything else it ends a group's name."""
    return [*entry, ("plain", ":")] if any("@" in content for _, content in entry) else []


def _tokens(line: str) -> Iterator[Token]:
    """One pass. Comments nest, which a pattern cannot follow; one that is never closed is no comment."""
    at = 0
    hopeless = False
    while found := _TOKEN.match(line, at):
        kind, at = found.lastgroup or "plain", found.end()
        if kind != "open":
            yield kind, found[0]
            continue
        end = -1 if hopeless else _comment_end(line, at)
        hopeless = end < 0
        yield ("plain", " ") if hopeless else ("comment", line[at : end - 1])
        at = at if hopeless else end


def _comment_end(line: str, at: int) -> int:
    depth = 1
    for sign in _COMMENT.finditer(line, at):
        depth += {"(": 1, ")": -1}.get(sign[0], 0)
        if depth == 0:
            return sign.end()
    return -1


def _within(entry: list[Token], declared: str) -> Iterator[Address]:
    """Brackets first: several of them are several addresses. Without any, what is neither comment nor name."""
    aside = _name([("plain", content) for kind, content in entry if kind == "comment"], declared)
    if not any(kind == "angle" for kind, _ in entry):
        yield from _bare("".join(content for kind, content in entry if kind != "comment"), aside, declared)
        return
    shown: list[Token] = []
    for kind, content in entry:
        if kind == "angle":
            if found := mail(_ROUTE.sub("", words.decoded(content[1:-1], declared)).strip("'\" ")):
                yield Address(_name(shown, declared) or aside, found)
            shown = []
        elif kind != "comment":
            shown.append((kind, content))


def _bare(text: str, aside: str, declared: str) -> Iterator[Address]:
    """One address, or several with spaces in between."""
    for piece in words.decoded(text, declared).split():
        if "@" in piece and (found := mail(piece.strip("'\"[]<>"))):
            yield Address(aside, found)


def _name(tokens: list[Token], declared: str) -> str:
    """Without the quotes around it, and around that the quotes that some programs add."""
    plain = "".join(_QUOTED.sub(r"\1", content[1:-1]) if kind == "quoted" else content for kind, content in tokens)
    line = one_line(words.decoded(plain, declared))
    line = line if line.strip("<> ") else ""
    line = line.strip('" ') if line.count('"') == 1 else line
    quoted = len(line) > 1 and line[0] == line[-1] and line[0] in "'\""
    return shorten(line[1:-1].strip() if quoted else line, NAME)
