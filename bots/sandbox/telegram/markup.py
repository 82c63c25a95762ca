"""parse_mode HTML; https://core.telegram.org/bots/api#html-style"""

import re
from dataclasses import dataclass, field
from typing import NoReturn

from bots.sandbox.telegram.refusal import Json, bad
from bots.sandbox.telegram.utf16 import units

TAGS = {
    "b": "bold",
    "strong": "bold",
    "i": "italic",
    "em": "italic",
    "u": "underline",
    "ins": "underline",
    "s": "strikethrough",
    "strike": "strikethrough",
    "del": "strikethrough",
    "tg-spoiler": "spoiler",
    "span": "spoiler",
    "code": "code",
    "pre": "pre",
    "a": "text_link",
    "tg-emoji": "custom_emoji",
    "tg-time": "date_time",
    "blockquote": "blockquote",
}
REFERENCE = re.compile(r"&(?:(lt|gt|amp|quot)|#(\d{1,7})|#[xX]([0-9a-fA-F]{1,6}));?")
NAMED = {"lt": "<", "gt": ">", "amp": "&", "quot": '"'}
ATTRIBUTE = re.compile(r"""([^\s=>]*)(?:\s*=\s*(?:"([^"]*)"|'([^']*)'|([\w.\-]+)))?""")


@dataclass(slots=True)
class Open:
    tag: str
    attributes: dict[str, str]
    begin: int
    text_from: int


@dataclass(slots=True)
class Reading:
    """The text so far, and the tags that still wait for their end."""

    source: str
    pieces: list[str] = field(default_factory=list)
    length: int = 0
    opened: list[Open] = field(default_factory=list)
    entities: list[Json] = field(default_factory=list)

    def byte(self, at: int) -> int:
        return len(self.source[:at].encode("utf-8", "surrogatepass"))

    def fail(self, reason: str, at: int | None = None) -> NoReturn:
        where = "" if at is None else f" at byte offset {self.byte(at)}"
        raise bad(f"can't parse entities: {reason}{where}")

    def add(self, text: str) -> None:
        self.pieces.append(text)
        self.length += units(text)


def parse(source: str) -> tuple[str, list[Json]]:
    """The plain text and its entities; raises the server's complaints about broken markup."""
    reading = Reading(source)
    at = 0
    while at < len(source):
        tag = source.find("<", at)
        end = len(source) if tag < 0 else tag
        reading.add(unescape(source[at:end]))
        at = end if tag < 0 else _tag(reading, tag)
    if reading.opened:
        reading.fail(f'Can\'t find end tag corresponding to start tag "{reading.opened[-1].tag}"')
    return "".join(reading.pieces), reading.entities


def unescape(text: str) -> str:
    """Only four names and the numbers are known; any other ampersand stands for itself."""
    return REFERENCE.sub(_character, text) if "&" in text else text


def _character(match: re.Match[str]) -> str:
    name, decimal, hexadecimal = match.groups()
    if name:
        return NAMED[name]
    code = int(decimal) if decimal else int(hexadecimal, 16)
    return chr(code) if 0 < code < 0x110000 else match[0]


def _tag(reading: Reading, at: int) -> int:
    return _end(reading, at) if reading.source.startswith("</", at) else _start(reading, at)


def _start(reading: Reading, at: int) -> int:
    source = reading.source
    match = re.compile(r"<([^\s>]*)").match(source, at)
    assert match is not None
    tag, place = match[1].lower(), match.end()
    if place == len(source):
        reading.fail("Unclosed start tag", at)
    if tag not in TAGS:
        reading.fail(f'Unsupported start tag "{tag}"', at)
    attributes, place = _attributes(reading, tag, at, place)
    if tag == "span" and attributes.get("class") != "tg-spoiler":
        reading.fail('Tag "span" must have class "tg-spoiler"', at)
    reading.opened.append(Open(tag, attributes, reading.length, len(reading.pieces)))
    return place


def _attributes(reading: Reading, tag: str, at: int, place: int) -> tuple[dict[str, str], int]:
    source, found = reading.source, dict[str, str]()
    while True:
        while place < len(source) and source[place].isspace():
            place += 1
        if place == len(source):
            reading.fail("Unclosed start tag", at)
        if source[place] == ">":
            return found, place + 1
        match = ATTRIBUTE.match(source, place)
        name = match[1].lower() if match else ""
        if match is None or not name:
            reading.fail(f'Empty attribute name in the tag "{tag}"', at)
        values = [value for value in match.groups()[1:] if value is not None]
        if not values and name != "expandable":
            reading.fail(f'Expected equal sign in declaration of an attribute of the tag "{tag}"', at)
        found[name] = unescape(values[0]) if values else ""
        place = match.end()


def _end(reading: Reading, at: int) -> int:
    if not reading.opened:
        reading.fail("Unexpected end tag", at)
    match = re.compile(r"</([^\s>]*)\s*>").match(reading.source, at)
    if match is None:
        reading.fail("Unclosed end tag", at)
    name, opened = match[1].lower(), reading.opened[-1]
    if name and name != opened.tag:
        found = f'expected "</{opened.tag}>", found "</{name}>"'
        reading.fail(f"Unmatched end tag at byte offset {reading.byte(at)}, {found}")
    reading.opened.pop()
    if reading.length > opened.begin:
        _close(reading, opened)
    return match.end()


def _close(reading: Reading, opened: Open) -> None:
    entity: Json = {"type": TAGS[opened.tag], "offset": opened.begin, "length": reading.length - opened.begin}
    text = "".join(reading.pieces[opened.text_from :])
    extra = _details(opened, text)
    if extra is None:
        return
    if opened.tag == "code" and reading.opened and reading.opened[-1].tag == "pre":
        language = opened.attributes.get("class", "")
        if language.startswith("language-"):
            reading.opened[-1].attributes["language"] = language.removeprefix("language-")
            return
    reading.entities.append(entity | extra)


def _details(opened: Open, text: str) -> Json | None:
    """What belongs to the entity beside its place; None when the tag means nothing (a link that leads nowhere)."""
    given = opened.attributes
    match opened.tag:
        case "a":
            url = given.get("href") or text
            return {"url": url} if re.match(r"(?:[a-z][a-z0-9+.\-]*:|[^\s/]+\.[^\s/]+)", url, re.IGNORECASE) else None
        case "tg-emoji":
            return {"custom_emoji_id": given["emoji-id"]} if given.get("emoji-id", "").isdigit() else None
        case "tg-time":
            unix, form = given.get("unix", ""), given.get("format")
            return {"unix_time": int(unix)} | ({"date_time_format": form} if form else {}) if unix.isdigit() else None
        case "pre":
            return {"language": given["language"]} if given.get("language") else {}
        case "blockquote" if "expandable" in given:
            return {"type": "expandable_blockquote"}
    return {}
