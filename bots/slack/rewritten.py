"""Messages of a thread that somebody has changed or deleted. Of our own edits Slack tells too, and of unfurled links.

https://docs.slack.dev/reference/events/message/message_changed
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

Event = Mapping[str, Any]
CHANGED, DELETED = "message_changed", "message_deleted"


@dataclass(frozen=True, slots=True)
class Rewritten:
    """`said` is the message as a thread's word: as it reads now, or as it read before it was deleted.

    `mark`: Slack's own count of its edits, in microseconds, so that one which comes late changes nothing.
    """

    said: Event
    ts: str
    user: str
    text: str
    deleted: bool
    mark: int = 0


def rewritten(event: Event) -> Rewritten | None:
    """Nothing for an event that tells of no change to be read."""
    channel = event.get("channel")
    before = event.get("previous_message") or {}
    if event.get("subtype") == DELETED:
        said = {**before, "channel": channel}
        return Rewritten(said, str(event.get("deleted_ts")), str(before.get("user")), "", deleted=True)
    now = event.get("message") or {}
    if event.get("subtype") != CHANGED or now.get("text") == before.get("text"):
        return None
    edited = now.get("edited") or {}
    user, mark = edited.get("user") or now.get("user"), str(edited.get("ts") or "").replace(".", "")
    said = {**now, "channel": channel}
    count = int(mark) if mark.isdecimal() else 0
    return Rewritten(said, str(now.get("ts")), str(user), str(now.get("text") or ""), deleted=False, mark=count)
