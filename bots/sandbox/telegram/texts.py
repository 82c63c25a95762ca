"""What becomes of a text on its way: parsed, its entities checked, trimmed, measured."""

import re
from typing import Any

from bots.sandbox.telegram import markup
from bots.sandbox.telegram.refusal import Json, bad
from bots.sandbox.telegram.utf16 import index_of, units

MAX_TEXT = 4096
MAX_CAPTION = 1024
MAX_ENTITIES = 100
SOLID = {"code", "pre"}
EXTRAS = {
    "text_link": ("url",),
    "text_mention": ("user",),
    "pre": ("language",),
    "custom_emoji": ("custom_emoji_id",),
    "date_time": ("unix_time", "date_time_format"),
}
NEEDED = {"text_link": "url", "text_mention": "user", "custom_emoji": "custom_emoji_id", "date_time": "unix_time"}
TYPES = (
    set(markup.TAGS.values())
    | set(EXTRAS)
    | {"expandable_blockquote", "mention", "hashtag", "cashtag", "bot_command", "url", "email", "phone_number"}
)
SPOTS = (
    ("bot_command", re.compile(r"(?<![\w/])/[A-Za-z0-9_]{1,64}(?:@\w+)?")),
    ("url", re.compile(r"https?://[^\s<>\"]+")),
    ("email", re.compile(r"[\w.+\-]+@[\w\-]+(?:\.[\w\-]+)+")),
    ("mention", re.compile(r"(?<![\w@/.+\-])@[A-Za-z]\w{3,31}(?![\w.\-]*@)")),
)


def message_text(params: Json) -> tuple[str, list[Json]]:
    text, entities = _read(str(params.get("text", "")), params, "entities")
    if not text:
        raise bad("message text is empty")
    if units(text) > MAX_TEXT:
        raise bad("message is too long")
    return text, entities


def caption(params: Json) -> Json:
    """The caption's part of a message; empty when there is none."""
    text, entities = _read(str(params.get("caption", "")), params, "caption_entities")
    if units(text) > MAX_CAPTION:
        raise bad("message caption is too long")
    return ({"caption": text} if text else {}) | ({"caption_entities": entities} if entities else {})


def _read(source: str, params: Json, name: str) -> tuple[str, list[Json]]:
    if re.search("[\ud800-\udfff]", source):
        raise bad("text must be encoded in UTF-8")
    source = source.replace("\r", "")
    mode = str(params.get("parse_mode", "")).lower()
    if mode not in ("", "html"):
        raise bad("unsupported parse_mode")
    text, entities = markup.parse(source) if mode else (source, checked(source, params.get(name) or []))
    return trimmed(text, tidy(entities))


def checked(text: str, given: Any) -> list[Json]:
    """Explicit entities; https://core.telegram.org/bots/api#messageentity"""
    if not isinstance(given, list):
        raise bad("can't parse MessageEntity array: Expected an Array")
    return [_entity(text, entity) for entity in given]


def _entity(text: str, entity: Any) -> Json:
    if not isinstance(entity, dict) or entity.get("type") not in TYPES:
        raise bad("can't parse MessageEntity: Unsupported type specified")
    kind, offset, length = entity["type"], entity.get("offset"), entity.get("length")
    if not isinstance(offset, int) or not isinstance(length, int) or offset < 0 or length <= 0:
        raise bad('can\'t parse MessageEntity: Field "offset" or "length" is invalid')
    if NEEDED.get(kind, "type") not in entity:
        raise bad(f"can't parse MessageEntity: Can't find field \"{NEEDED[kind]}\"")
    end, whole = offset + length, units(text)
    if end > whole:
        raise bad(f"entity beginning at UTF-16 offset {offset} ends after the end of the text at UTF-16 offset {whole}")
    if index_of(text, offset) is None or index_of(text, end) is None:
        raise bad(f"entity beginning at UTF-16 offset {offset} begins or ends in a middle of a UTF-16 symbol")
    extras = {name: entity[name] for name in EXTRAS.get(kind, ()) if name in entity}
    return {"type": kind, "offset": offset, "length": length} | extras


def tidy(entities: list[Json]) -> list[Json]:
    """In reading order, at most a hundred, nothing inside code."""
    order = sorted(entities, key=lambda entity: (entity["offset"], -entity["length"], entity["type"] == "code"))
    kept: list[Json] = []
    solid_until = -1
    for entity in order:
        if entity["offset"] < solid_until:
            continue
        kept.append(entity)
        if entity["type"] in SOLID:
            solid_until = entity["offset"] + entity["length"]
    return kept[:MAX_ENTITIES]


def trimmed(text: str, entities: list[Json]) -> tuple[str, list[Json]]:
    """Blank space at both ends goes; entities shrink and move with it."""
    end = text.rstrip()
    start = end.lstrip()
    cut, length = units(end) - units(start), units(start)
    moved: list[Json] = []
    for entity in entities:
        begin = max(entity["offset"] - cut, 0)
        stop = min(entity["offset"] + entity["length"] - cut, length)
        if begin < stop:
            moved.append(entity | {"offset": begin, "length": stop - begin})
    return start, moved


def spotted(text: str) -> list[Json]:
    """What the server marks by itself in a person's text: commands, links, mail addresses, names of users."""
    return tidy(
        [
            {"type": kind, "offset": units(text[: match.start()]), "length": units(match[0])}
            for kind, pattern in SPOTS
            for match in pattern.finditer(text)
        ]
    )
