"""A text with entities as HTML again, for those who look at the chat from outside."""

import html

from bots.sandbox.telegram.refusal import Json


def render(text: str, entities: list[Json]) -> str:
    raw = text.encode("utf-16-le", "surrogatepass")
    order = sorted(entities, key=lambda entity: (entity["offset"], -entity["length"]))
    return _render(raw, 0, len(raw) // 2, order)


def _render(raw: bytes, begin: int, end: int, entities: list[Json]) -> str:
    pieces: list[str] = []
    at = begin
    while entities:
        entity, entities = entities[0], entities[1:]
        start, stop = max(entity["offset"], at), min(entity["offset"] + entity["length"], end)
        if start >= stop:
            continue
        inner = [other for other in entities if other["offset"] < stop]
        entities = entities[len(inner) :]
        pieces += [_escaped(raw, at, start), _wrapped(entity, _render(raw, start, stop, inner))]
        at = stop
    return "".join([*pieces, _escaped(raw, at, end)])


def _escaped(raw: bytes, begin: int, end: int) -> str:
    return html.escape(raw[2 * begin : 2 * end].decode("utf-16-le", "surrogatepass"), quote=False)


SIMPLE = {"bold": "b", "italic": "i", "underline": "u", "strikethrough": "s", "spoiler": "tg-spoiler", "code": "code"}


def _wrapped(entity: Json, inner: str) -> str:
    match entity["type"]:
        case "text_link":
            return f'<a href="{html.escape(entity["url"])}">{inner}</a>'
        case "pre" if entity.get("language"):
            return f'<pre><code class="language-{html.escape(entity["language"])}">{inner}</code></pre>'
        case "pre" | "blockquote":
            return f"<{entity['type']}>{inner}</{entity['type']}>"
        case "expandable_blockquote":
            return f"<blockquote expandable>{inner}</blockquote>"
        case "custom_emoji":
            return f'<tg-emoji emoji-id="{entity["custom_emoji_id"]}">{inner}</tg-emoji>'
        case "date_time":
            shown = f' format="{html.escape(entity["date_time_format"])}"' if entity.get("date_time_format") else ""
            return f'<tg-time unix="{entity["unix_time"]}"{shown}>{inner}</tg-time>'
    tag = SIMPLE.get(entity["type"])
    return f"<{tag}>{inner}</{tag}>" if tag else inner
