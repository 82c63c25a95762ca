"""The links of a letter, as a mail client or a scanner would find them."""

import re
from collections.abc import Iterator
from html.parser import HTMLParser

BARE = re.compile(r"https?://[^\s<>\"']+")
ANGLED = re.compile(r"<\s*(https?://[^>\s]+)\s*>")
PUNCTUATION = ".,;:!?…»”]"


class Anchors(HTMLParser):
    """Links and pictures; a form's action is no link."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found += [value for name, value in attrs if name in ("href", "src") and value and BARE.match(value)]


def links(text: str, html: str) -> list[str]:
    """Each once, those of the text first."""
    anchors = Anchors()
    anchors.feed(html)
    anchors.close()
    return list(dict.fromkeys([*_bare(text), *anchors.found]))


def unsubscribing(header: str) -> list[str]:
    """The addresses of a List-Unsubscribe header (RFC 2369): scanners fetch them too, which is why RFC 8058 exists."""
    return ANGLED.findall(header)


def _bare(text: str) -> Iterator[str]:
    for match in BARE.finditer(text):
        link = match[0].rstrip(PUNCTUATION)
        yield link if "(" in link else link.partition(")")[0]
