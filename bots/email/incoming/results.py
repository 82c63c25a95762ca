"""Authentication-Results, taken apart (RFC 8601, 2.2): who checked, how, with what result, for whom."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from bots.email.incoming import addresses

_TOKEN = re.compile(r'"((?:[^"\\]|\\.)*)"|([^\s";()=\\]+)|([;=(])|[\s)"\\]')
_ESCAPED = re.compile(r"\\(.)")
_IN_COMMENT = re.compile(r"\\.|[()]")


@dataclass(frozen=True, slots=True)
class Result:
    """`properties` are as `header.from` or `smtp.mailfrom`, in lower case, each to its value."""

    method: str
    result: str
    properties: Mapping[str, str]

    def domain(self, *names: str) -> str:
        """The domain of the first property that there is; an address gives its own."""
        value = next((self.properties[name] for name in names if self.properties.get(name)), "")
        host = value.strip("<>").rpartition("@")[2].lower().rstrip(".")
        known = addresses.mail(f"x@{host}")
        return known.rpartition("@")[2] if known else ""


@dataclass(frozen=True, slots=True)
class Results:
    """`server` is the authserv-id in lower case; empty where the header cannot be read."""

    server: str
    results: tuple[Result, ...]


def read(value: str) -> Results:
    """Comments are no part of it and quoted strings are one word, so that neither can hold a verdict."""
    clauses = _clauses(value)
    if not clauses or not clauses[0] or clauses[0][0] in ("=", None):
        return Results("", ())
    server = clauses[0][0]
    if len(clauses[0]) > 2 or "=" in clauses[0]:
        return Results("", ())
    return Results((server or "").lower(), tuple(found for clause in clauses[1:] if (found := _result(clause))))


def _clauses(value: str) -> list[list[str]]:
    """Words between semicolons. A comment that is never closed takes all that follows with it."""
    clauses: list[list[str]] = [[]]
    at = 0
    while found := _TOKEN.match(value, at):
        at = found.end()
        quoted, word, sign = found.groups()
        if sign == "(":
            at = _after_comment(value, at)
        elif sign == ";":
            clauses.append([])
        elif said := word or sign or _ESCAPED.sub(r"\1", quoted or ""):
            clauses[-1].append(said)
    return clauses


def _after_comment(value: str, at: int) -> int:
    """Comments nest, and a backslash takes the meaning from the sign after it (RFC 5322, 3.2.2)."""
    depth = 1
    for sign in _IN_COMMENT.finditer(value, at):
        depth += {"(": 1, ")": -1}.get(sign[0], 0)
        if not depth:
            return sign.end()
    return len(value)


def _result(clause: list[str]) -> Result | None:
    """`method[/version] = result`, then `name = value` pairs; what does not fit ends the reading of this clause."""
    if len(clause) < 3 or clause[1] != "=":
        return None
    properties: dict[str, str] = {}
    for at in range(3, len(clause) - 2, 3):
        name, equals, value = clause[at : at + 3]
        if equals != "=" or name == "=" or value == "=":
            break
        properties.setdefault(name.lower(), value)
    return Result(clause[0].lower().partition("/")[0], clause[2].lower(), properties)
