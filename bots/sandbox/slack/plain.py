"""A message flattened to the text that a person reads: its blocks where it has any, else its text."""

from collections.abc import Iterator

from bots.sandbox.slack import mrkdwn
from bots.sandbox.slack.kinds import Json, Message
from bots.sandbox.slack.mrkdwn import Names

INLINE = {"rich_text_section", "rich_text_quote", "rich_text_preformatted"}


def plain(message: Message, name_of: Names) -> str:
    blocks = message.blocks
    text = "\n".join(lines(blocks, name_of)) if blocks else mrkdwn.seen(str(message.body.get("text") or ""), name_of)
    return "\n".join([text, *(file.get("name", "") for file in message.body.get("files", []))]).strip()


def lines(value: object, name_of: Names) -> Iterator[str]:
    if isinstance(value, list):
        for one in value:
            yield from lines(one, name_of)
        return
    if not isinstance(value, dict):
        return
    kind = value.get("type")
    if kind == "mrkdwn":
        yield mrkdwn.seen(value["text"], name_of)
    elif kind in ("plain_text", "markdown", "raw_text"):
        yield value["text"]
    elif kind in INLINE:
        yield "".join(_part(part, name_of) for part in value["elements"])
    elif kind == "image" and "alt_text" in value:
        yield value["alt_text"]
    else:
        for one in value.values():
            yield from lines(one, name_of)


def _part(part: Json, name_of: Names) -> str:
    match part["type"]:
        case "text":
            return str(part["text"])
        case "link":
            return str(part.get("text") or part["url"])
        case "user":
            return f"@{name_of(part['user_id'])}"
        case "channel":
            return f"#{name_of(part['channel_id'])}"
        case "usergroup":
            return f"@{part['usergroup_id']}"
        case "broadcast":
            return f"@{part['range']}"
        case "emoji":
            return f":{part['name']}:"
        case "date":
            return str(part.get("fallback") or part["timestamp"])
    return ""
