"""What an agent typed in Slack, as plain words: other channels know neither its mentions nor its escapes.

https://docs.slack.dev/messaging/formatting-message-text
"""

import re
from collections.abc import Callable

SEQUENCE = re.compile(r"<([^<>\n]+)>")
Names = Callable[[str], str | None]


def words(text: str, name: Names) -> str:
    """`name` knows the people of the channel; of the others only that somebody was mentioned is kept."""
    shown = SEQUENCE.sub(lambda match: _shown(match[1], name), text)
    return shown.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")


def _shown(sequence: str, name: Names) -> str:
    target, _, label = sequence.partition("|")
    match target[:1]:
        case "@":
            return "@" + (label or name(target[1:]) or "…")
        case "#":
            return "#" + (label or target[1:])
        case "!":
            return label or "@" + target[1:].partition("^")[0]
    address = target.removeprefix("mailto:")
    return f"{label} ({target})" if label and label not in (target, address) else address
