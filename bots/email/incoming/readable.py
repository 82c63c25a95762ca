"""HTML as text that reads as it was meant: lines, lists, quotes, links, and pictures at their place (C10).

It also says which lines the sender's program marked as quoted in ways that text does not show.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from html import unescape
from urllib.parse import unquote

from bots.email.incoming import html

BLOCKS = {
    "div", "p", "tr", "table", "ul", "ol", "dl", "dt", "dd", "li", "blockquote", "pre", "h1", "h2", "h3", "h4", "h5",
    "h6", "caption", "figure", "figcaption", "hr", "br",
}  # fmt: skip
APART = {"p", "h1", "h2", "h3", "h4", "h5", "h6", "table", "ul", "ol", "pre"}
"""With an empty line around them."""
RULE = "_" * 32
STYLE = 500
_TOKEN = re.compile(r"<(/?)([a-z0-9]+)((?:\"[^\"]*\"|[^\">])*)>|([^<]+)|<")
_ATTRIBUTE = re.compile(r"([a-z]+)=\"([^\"]*)\"")
_INDENT = re.compile(
    r"margin(?:-left)?:\s*0?(?:px|pt|cm)?\s*(?:0(?:px|pt|cm)?\s*){0,2}\s*\d+px.*border:\s*(?:none|0)", re.DOTALL
)
_PREFIX = re.compile(r"\b(?:x_)+")
_QUOTING = {
    "moz-cite-prefix", "yahoo_quoted", "protonmail_quote", "gmail_attr", "tutanota_quote", "zmail_extra",
    "domino-section", "gmail_signature", "moz-signature", "protonmail_signature_block", "signature",
    "ms-outlook-mobile-signature", "zimbra-signature", "yahoo-signature",
}  # fmt: skip
"""Quotes, and signatures that a program put there."""
_REST = {
    "divrplyfwdmsg", "appendonsend", "zwchr", "olk_src_body_section", "outlookmessageheader",
    "mail-editor-reference-message-container", "ms-outlook-mobile-reference-message",
}  # fmt: skip
"""From here to the end of the letter it is quoted: Outlook on the web and on phones, Zimbra."""
Attributes = dict[str, str]


@dataclass(frozen=True, slots=True)
class Readable:
    """`quoted` are numbers of lines."""

    text: str
    quoted: frozenset[int]


def readable(markup: str, pictures: Mapping[str, str] | None = None) -> Readable:
    """`markup` is bounded; `pictures` are the names of the parts by their Content-ID."""
    page = _Page(pictures or {})
    for closing, name, attributes, text in _TOKEN.findall(html.structure(markup)):
        if text:
            page.write(unescape(text))
        elif name and closing:
            page.close(name)
        elif name:
            page.open(name, {key: unescape(value) for key, value in _ATTRIBUTE.findall(attributes)})
    return page.done()


class _Page:
    """The text as it grows. A line is begun late, so that blocks within blocks give one line end and not several."""

    def __init__(self, pictures: Mapping[str, str]) -> None:
        self._pictures = pictures
        self._lines: list[str] = []
        self._quoted: set[int] = set()
        self._line: list[str] = []
        self._depth = 0
        self._kept = 0
        self._hidden = 0
        self._rest = False
        self._opened: list[tuple[str, bool, bool, bool]] = []
        self._links: list[tuple[str, int]] = []
        self._lists: list[int] = []

    def write(self, text: str) -> None:
        if self._kept:
            for at, line in enumerate(text.split("\n")):
                if at:
                    self._end()
                self._line.append(line)
            return
        words = re.sub(r"[ \t\r\n\f\u00a0]+", " ", text)
        if words == " " and not self._line and "\u00a0" in text:
            self._line.append("\u00a0")
        elif words != " " or self._line:
            self._line.append(words if self._line and not self._line[-1].endswith(" ") else words.lstrip(" "))

    def open(self, name: str, attributes: Attributes) -> None:
        if name in BLOCKS:
            self._break(name, attributes)
        if name == "img":
            self._picture(attributes)
        elif name == "a":
            self._links.append((attributes.get("href", ""), len(self._line)))
        elif name == "hr":
            self._line.append(RULE)
            self._end()
        elif name in ("td", "th") and self._line:
            self.write(" ")
        elif name in ("ul", "ol"):
            self._lists.append(0 if name == "ol" else -1)
        elif name == "li":
            self._item()
        if name not in ("img", "br", "hr", "col"):
            self._nest(name, attributes)

    def close(self, name: str) -> None:
        """`structure` closes everything in order, so the innermost is the one meant."""
        if name in BLOCKS:
            self._flush()
        if name == "a" and self._links:
            self._link(*self._links.pop())
        if name in ("ul", "ol") and self._lists:
            self._lists.pop()
        if self._opened:
            opened, quoting, hiding, apart = self._opened.pop()
            self._depth -= quoting
            self._hidden -= hiding
            self._kept -= opened == "pre"
            if apart and not self._kept:
                self._gap()

    def done(self) -> Readable:
        self._flush()
        first = next((at for at, line in enumerate(self._lines) if line), len(self._lines))
        lines = self._lines[first:]
        while lines and not lines[-1]:
            lines.pop()
        return Readable(
            "\n".join(lines), frozenset(at - first for at in self._quoted if first <= at < first + len(lines))
        )

    def _nest(self, name: str, attributes: Attributes) -> None:
        if not attributes and name != "blockquote":
            self._kept += name == "pre"
            self._opened.append((name, False, False, name in APART))
            return
        marks = {one.lower() for key in ("class", "id") for one in _PREFIX.sub("", attributes.get(key, "")).split()}
        quoting = name == "blockquote" and not _INDENT.search(attributes.get("style", "")[:STYLE])
        hiding = bool(marks & _QUOTING)
        self._rest = self._rest or bool(marks & _REST)
        self._depth += quoting
        self._hidden += hiding
        self._kept += name == "pre"
        self._opened.append((name, quoting, hiding, name in APART and not _tight(attributes)))

    def _break(self, name: str, attributes: Attributes) -> None:
        """A br ends a line even where it is empty."""
        if name == "br":
            self._end()
            return
        self._flush()
        if name in APART and not _tight(attributes) and not self._kept:
            self._gap()
        if name == "hr" and attributes.get("id") == "zwchr":
            self._rest = True

    def _item(self) -> None:
        if self._lists and self._lists[-1] >= 0:
            self._lists[-1] += 1
            self._line.append(f"{self._lists[-1]}. ")
        else:
            self._line.append("- ")

    def _picture(self, attributes: Attributes) -> None:
        source = attributes.get("src", "").strip()
        if source.lower().startswith("cid:"):
            content_id = unquote(source[4:])
            self._line.append(f"[{self._pictures.get(content_id) or attributes.get('alt') or content_id}]")

    def _link(self, url: str, since: int) -> None:
        """The address is shown where the words do not say it already."""
        shown = "".join(self._line[since:]).strip()
        if url.startswith(("http://", "https://")) and shown and _bare(shown) not in _bare(url):
            self._line.append(f" <{url}>")

    def _gap(self) -> None:
        if self._lines and self._lines[-1].strip("> "):
            self._add("")

    def _flush(self) -> None:
        if "".join(self._line).strip(" ") or (self._kept and self._line):
            self._end()
        else:
            self._line = []

    def _end(self) -> None:
        line = "".join(self._line)
        self._line = []
        self._links = [(url, 0) for url, _ in self._links]
        self._add(line.rstrip() if self._kept else " ".join(line.split(" ")).strip())

    def _add(self, line: str) -> None:
        if self._hidden or self._rest:
            self._quoted.add(len(self._lines))
        if not line and self._lines and not self._lines[-1].strip("> "):
            return
        marks = "> " * self._depth if line else ">" * self._depth
        self._lines.append(marks + line)


def _tight(attributes: Attributes) -> bool:
    """Outlook writes every line as a paragraph without space around it."""
    if not attributes:
        return False
    style = attributes.get("style", "")[:STYLE].replace(" ", "")
    return attributes.get("class", "").startswith(("Mso", "x_Mso")) or "margin:0" in style


def _bare(url: str) -> str:
    return url.removeprefix("https://").removeprefix("http://").removeprefix("www.").rstrip("/").lower()
