"""From parts to what is read and what is kept: the text, the HTML, and the files (faults C1, C2, C10).

Alternatives say the same thing several times; parts beside each other say one thing after the other.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from html import escape

from bots.email.incoming import charsets, flowed, html, names, uuencoded, words
from bots.email.incoming.readable import readable
from bots.email.incoming.shapes import Part
from bots.email.incoming.tree import Node, tree
from core.api.kinds import clean

LETTERS = {"message/rfc822", "message/global"}
_ONLY_HTML = re.compile(r"\bhtml\b", re.IGNORECASE)
_CID = re.compile(r"""\bcid:([^"'\s>)]{1,300})""", re.IGNORECASE)
_METHOD = re.compile(rb"^METHOD:([A-Za-z-]{1,20})", re.IGNORECASE | re.MULTILINE)
_FILE = re.compile(r"[^/\\:?<>\r\n]{1,200}\.[A-Za-z0-9]{1,8}")
STUB = 300


@dataclass(frozen=True, slots=True)
class Block:
    """A stretch of the letter: as text, as HTML, or both."""

    plain: str = ""
    html: str = ""

    @property
    def stub(self) -> bool:
        """The text says nothing, or only that there is HTML."""
        said = self.plain.strip()
        return bool(self.html) and (not said or (len(said) < STUB and bool(_ONLY_HTML.search(said))))


@dataclass(slots=True)
class Found:
    """What the parts hold. `methods` are those of calendar parts, `letters` the letters within the letter."""

    blocks: list[Block] = field(default_factory=list)
    parts: list[Part] = field(default_factory=list)
    methods: list[str] = field(default_factory=list)
    letters: list[Node] = field(default_factory=list)

    def take(self, others: Iterable["Found"]) -> "Found":
        for other in others:
            self.blocks += other.blocks
            self.parts += other.parts
            self.methods += other.methods
            self.letters += other.letters
        return self


def gather(node: Node, root: bool = True) -> Found:
    """Raises Beyond where HTML is."""
    if not node.within:
        return _leaf(node, root)
    found = [gather(part, False) for part in node.within]
    whole = Found().take(found)
    if node.kind == "multipart/alternative":
        whole.blocks = _one_of([one.blocks for one in found])
    elif len(whole.blocks) == 2 and _twice(*whole.blocks):
        whole.blocks = [Block(whole.blocks[0].plain, whole.blocks[1].html)]
    return whole


def pictures(blocks: Iterable[Block]) -> set[str]:
    """The Content-IDs that the HTML refers to."""
    return {found for block in blocks for found in _CID.findall(block.html)}


def markup(blocks: list[Block]) -> str:
    """The HTML to show: where a stretch is only text, that text. Empty where no stretch is HTML."""
    if not any(block.html for block in blocks):
        return ""
    return html.safe("\n".join(block.html or f"<pre>{escape(block.plain)}</pre>" for block in blocks))


def _leaf(node: Node, root: bool) -> Found:
    disposition = node.disposition()
    name = disposition.get("filename") or _named(node)
    kept_apart = disposition.main == "attachment" or (bool(name) and not root)
    if node.kind.startswith("multipart/"):
        return _text(node) if node.octets().strip() else Found()
    if node.kind in ("text/plain", "text/html") and not kept_apart:
        return _text(node)
    if node.kind == "text/x-amp-html" and not kept_apart:
        return Found()
    return _file(node, name, disposition.main == "inline")


def _named(node: Node) -> str:
    """Parameters by which a type names its file, the usual one first."""
    return next((name for key in ("name", "filename", "file") if (name := node.described().get(key))), "")


def _file(node: Node, name: str, inline: bool) -> Found:
    content = node.octets()
    content_id = next(iter(node.raw("content-id")), "").strip().strip("<>").strip()
    found = Found()
    subject = ""
    if node.kind in LETTERS:
        letter = tree(content, node.budget, node.depth + 1)
        subject = words.decoded(next(iter(letter.raw("subject")), ""))
        found.letters.append(letter)
    if node.kind == "text/calendar":
        found.methods.append(_method(node, content))
    shown = inline and node.kind.startswith("image/")
    named = name or _named_elsewhere(node)
    found.parts.append(Part(names.file_name(named, node.kind, subject), node.kind, content, content_id, shown))
    return found


def _named_elsewhere(node: Node) -> str:
    """Where neither parameter names the file: its place, or what it is called, if that looks like a file's name."""
    for header in ("content-location", "content-description"):
        said = words.decoded(next(iter(node.raw(header)), "")).strip().strip('"')
        if _FILE.fullmatch(said):
            return said
    return ""


def _method(node: Node, content: bytes) -> str:
    """What the sender wants: REQUEST, REPLY, CANCEL … (RFC 5546, 1.4). Empty where it says nothing."""
    said = _METHOD.search(content)
    return (node.described().get("method") or (said[1].decode("ascii") if said else "")).upper()


def _text(node: Node) -> Found:
    described = node.described()
    text = charsets.text(node.octets(), described.get("charset")).replace("\r\n", "\n").replace("\r", "\n")
    if node.kind == "text/html":
        return Found([Block(html=html.bounded(text))])
    if described.get("format").lower() == "flowed":
        text = flowed.unfolded(text, described.get("delsp").lower() == "yes")
    text, files = uuencoded.taken_out(text)
    return Found([Block(plain=clean(text))], files)


def _one_of(choices: list[list[Block]]) -> list[Block]:
    """The simplest text and the richest HTML: senders put the plainest first (RFC 2046, 5.1.4)."""
    plain = next((text for blocks in choices if (text := _joined(block.plain for block in blocks))), "")
    rich = next(
        (text for blocks in reversed(choices) if (text := "\n".join(block.html for block in blocks).strip())), ""
    )
    return [Block(plain, rich)] if plain or rich else []


def _joined(texts: Iterable[str]) -> str:
    return "\n\n".join(text for text in texts if text)


def _twice(first: Block, second: Block) -> bool:
    """Some programs put the two alternatives one after the other as if they were two stretches."""
    if not first.plain or first.html or not second.html or second.plain:
        return False
    said = re.sub(r"\W+", "", first.plain)[:200]
    shown = re.sub(r"\W+", "", readable(second.html).text)
    return len(said) > 20 and shown.startswith(said)
