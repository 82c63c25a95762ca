"""Octets become a tree of parts: the parser of the standard library, stopped where a letter goes beyond a cap.

Letters within the letter stay octets: they are files first, and are parsed only to be read (faults C4).
"""

import re
from collections.abc import Iterator
from email.feedparser import BytesFeedParser
from email.message import Message
from email.policy import compat32
from typing import Any

from bots.email.incoming import parameters, transfer, words
from bots.email.incoming.shapes import DEPTH, HEADERS, LINES, PARTS, Beyond

CHUNK = 1 << 16
_TYPE = re.compile(r"[a-z0-9!#$&^_.+-]{1,120}/[a-z0-9!#$&^_.+-]{1,120}")
_UNFOLDED = re.compile(
    rb"^(content-(?:type|disposition)[ \t]*:[^\r\n]{0,998};[ \t]*\r?\n)(?=[a-z0-9*-]{1,30}=)",
    re.IGNORECASE | re.MULTILINE,
)
"""A parameter in a line of its own without the space that says so."""
_BOUNDARY = re.compile(rb"^--(\S[^\r\n]{0,200}?)[ \t]*\r?\nContent-[a-z-]{2,30}[ \t]*:", re.IGNORECASE | re.MULTILINE)
_LEADING = re.compile(rb"(?:\xef\xbb\xbf|[ \t]*\r?\n){1,1000}")


class Budget:
    """How many parts the whole letter may still have, letters within it too."""

    def __init__(self) -> None:
        self.parts = PARTS

    def take(self) -> None:
        self.parts -= 1
        if self.parts < 0:
            raise Beyond("parts")


class Node(Message):
    """A part. `depth` counts how many surround it."""

    _payload: Any

    def __init__(self, budget: Budget, depth: int) -> None:
        super().__init__(compat32)
        self.budget = budget
        self.depth = depth
        self._described: parameters.Described | None = None

    def attach(self, payload: Any) -> None:
        """The parser puts a part into its parent when the part begins, so that both caps hold while it reads."""
        self.budget.take()
        payload.depth = self.depth + 1
        if payload.depth > DEPTH:
            raise Beyond("depth")
        super().attach(payload)

    def set_raw(self, name: str, value: str) -> None:
        if len(self) >= HEADERS:
            raise Beyond("headers")
        super().set_raw(name, value)

    def raw(self, name: str) -> list[str]:
        """Every value of a header as it came: with folds, encoded words, and surrogates for octets beyond ASCII."""
        return [value for key, value in self.raw_items() if key.lower() == name]

    def described(self) -> parameters.Described:
        if self._described is None:
            self._described = parameters.read(next(iter(self.raw("content-type")), ""))
        return self._described

    @property
    def kind(self) -> str:
        """The media type; text/plain where there is none that can be read (RFC 2045, 5.2)."""
        main = self.described().main
        if _TYPE.fullmatch(main):
            return main
        return {"text": "text/plain", "html": "text/html"}.get(main, self.get_default_type())

    def disposition(self) -> parameters.Described:
        return parameters.read(next(iter(self.raw("content-disposition")), ""), self.described().get("charset"))

    @property
    def within(self) -> list["Node"]:
        """The parts of a multipart. One without its boundary has none, and is read as what it then is: text."""
        return [part for part in self.get_payload() if isinstance(part, Node)] if self.is_multipart() else []

    def octets(self) -> bytes:
        """What the part holds, decoded. `get_payload` would already have replaced what it takes for broken."""
        content = words.octets(self._payload) if isinstance(self._payload, str) else b""
        return transfer.decoded(content, next(iter(self.raw("content-transfer-encoding")), ""))

    def leaves(self) -> Iterator["Node"]:
        if not self.within:
            yield self
        for part in self.within:
            yield from part.leaves()

    def get_content_type(self) -> str:
        """For the parser alone, which would parse letters within the letter as well."""
        return "text/plain" if self.kind.startswith("message/") else self.kind

    def get_content_maintype(self) -> str:
        return self.get_content_type().partition("/")[0]

    def get_boundary(self, failobj: Any = None) -> Any:
        return self.described().get("boundary").rstrip() or failobj


def tree(raw: bytes, budget: Budget | None = None, depth: int = 0) -> Node:
    """`budget` and `depth` are those of the letter around it. Raises Beyond."""
    whole = budget or Budget()
    if depth > DEPTH:
        raise Beyond("depth")
    if raw.count(b"\n") + raw.count(b"\r") - raw.count(b"\r\n") > LINES:
        raise Beyond("lines")
    whole.take()

    leading = _LEADING.match(raw)
    found = _parsed(_UNFOLDED.sub(rb"\1\t", raw[leading.end() if leading else 0 :]), whole, depth)
    for node in list(_multiparts(found)):
        _mend(node)
    return found


def _parsed(raw: bytes, budget: Budget, depth: int) -> Node:
    parser = BytesFeedParser(lambda: Node(budget, depth))
    for at in range(0, len(raw), CHUNK):
        parser.feed(raw[at : at + CHUNK])
    return parser.close()


def _multiparts(node: Node) -> Iterator[Node]:
    if node.kind.startswith("multipart/"):
        yield node
    for part in node.within:
        yield from _multiparts(part)


def _mend(node: Node) -> None:
    """Parts that stand behind another boundary than the one named, or behind the end of the last."""
    parts = node.within
    rest = words.octets((node.epilogue or "") if parts else str(node.get_payload() or ""))
    found = _BOUNDARY.search(rest)
    if found is None or (parts and found[1] != words.octets(node.get_boundary(""))):
        return
    head = b'Content-Type: multipart/mixed; boundary="%s"\r\n\r\n' % found[1].replace(b"\\", b"\\\\").replace(
        b'"', b'\\"'
    )
    node.set_payload([*parts, *_parsed(head + rest[found.start() :], node.budget, node.depth).within])
    node.epilogue = None
