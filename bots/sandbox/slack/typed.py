"""What Slack's client makes of the characters a person types: escaped text and a rich_text block."""

import re
from collections.abc import Iterator

from bots.sandbox.slack.kinds import Json
from bots.sandbox.slack.mrkdwn import encode

TOKEN = re.compile(
    r"<@(?P<user>[UW][A-Z0-9]+)>|<#(?P<channel>[CG][A-Z0-9]+)>|<!(?P<range>here|channel|everyone)>"
    r"|(?P<url>https?://[^\s<>|]+)"
)


def pieces(typed: str) -> Iterator[Json]:
    """Rich text elements. A mention is written `<@U…>`, as a client's pick from the list of names."""
    at = 0
    for match in TOKEN.finditer(typed):
        if match.start() > at:
            yield {"type": "text", "text": typed[at : match.start()]}
        kind, value = next((k, v) for k, v in match.groupdict().items() if v)
        yield _element(kind, value)
        at = match.end()
    if at < len(typed):
        yield {"type": "text", "text": typed[at:]}


def _element(kind: str, value: str) -> Json:
    match kind:
        case "user":
            return {"type": "user", "user_id": value}
        case "channel":
            return {"type": "channel", "channel_id": value}
        case "range":
            return {"type": "broadcast", "range": value}
    return {"type": "link", "url": value}


def _escaped(part: Json) -> str:
    match part["type"]:
        case "user":
            return f"<@{part['user_id']}>"
        case "channel":
            return f"<#{part['channel_id']}>"
        case "broadcast":
            return f"<!{part['range']}>"
        case "link":
            return f"<{part['url']}>"
    return encode(part["text"])


def typed_message(typed: str, block_id: str) -> Json:
    """The `text` and `blocks` of the message event."""
    parts = list(pieces(typed))
    if not parts:
        return {"text": ""}
    section = {"type": "rich_text_section", "elements": parts}
    return {
        "text": "".join(map(_escaped, parts)),
        "blocks": [{"type": "rich_text", "block_id": block_id, "elements": [section]}],
    }
