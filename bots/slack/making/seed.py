"""What a new ticket is made from: somebody's message, a call, or nothing but an agent's words (C1, E15).

Kept by the view itself, all but the text, which stands in its fields.
"""

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from bots.slack import spoken
from bots.slack.text import pieces
from bots.slack.wire import Payload, Place, Subject, Unreadable, attachments
from core.api.commands import Attachment, Origin
from core.api.kinds import Door, TicketId, shorten

MOST_FILES = 10
FILE_NAME = 80
PART = 3000
NOTHING = Subject(TicketId(0), 0)
"""What stands for the ticket that there is not yet."""
SHARED = ("is_share", "is_msg_unfurl")

Names = Callable[[str], str | None]


@dataclass(frozen=True, slots=True)
class Seed:
    """`ts` names the message in `channel`; none: there is no message. `thread` is where answers about it belong."""

    channel: str
    ts: str = ""
    thread: str = ""
    text: str = ""
    author: str = ""
    files: tuple[Mapping[str, Any], ...] = ()
    more_files: int = 0
    phone: bool = False

    @property
    def place(self) -> Place:
        return Place(self.channel, self.thread or self.ts)

    @property
    def origin(self) -> Origin | None:
        return Origin(Door.SLACK, self.channel, self.ts) if self.ts else None

    @property
    def answer(self) -> dict[str, Any] | None:
        """What is said at the message once, as `told` draws it."""
        return {"made": True, "thread": self.place.thread} if self.ts else None

    def attachments(self) -> tuple[Attachment, ...]:
        return attachments(list(self.files))

    def parts(self) -> list[str]:
        """The text as fields take it, none of it lost."""
        return pieces(self.text, PART) or [""]


def seed(channel: str, message: Payload, name: Names) -> Seed:
    """`name` knows the people who are mentioned. What was passed on from elsewhere is part of the words."""
    passed = [one for one in message.get("attachments") or () if any(one.get(mark) for mark in SHARED)]
    texts = [message.get("text"), *(one.get("text") or one.get("fallback") for one in passed)]
    text = "\n\n".join(spoken.words(str(one), name) for one in texts if one)
    there = [_file(one) for one in message.get("files") or () if one.get("id") and one.get("mode") != "tombstone"]
    ts, author = str(message["ts"]), "" if message.get("bot_id") else str(message.get("user") or "")
    thread = str(message.get("thread_ts") or ts)
    return Seed(channel, ts, thread, text, author, tuple(there[:MOST_FILES]), len(there[MOST_FILES:]))


def kept(one: Seed) -> str:
    """As `private_metadata`, which bears 3,000 characters."""
    said = {
        "about": NOTHING.value(), "channel": one.channel, "thread": one.place.thread, "ts": one.ts,
        "files": one.files, "phone": one.phone,
    }  # fmt: skip
    return json.dumps(said, ensure_ascii=False, separators=(",", ":"))


def read(view: Payload) -> Seed:
    """What a view has kept, without the text. Raises Unreadable."""
    try:
        found = json.loads(view["private_metadata"])
        return Seed(
            str(found["channel"]), str(found["ts"]), str(found["thread"]), files=tuple(found["files"]),
            phone=bool(found["phone"]),
        )  # fmt: skip
    except (KeyError, TypeError, json.JSONDecodeError) as error:
        raise Unreadable(repr(error)) from error


def _file(one: Payload) -> Mapping[str, Any]:
    """By its id alone it is found again when it is fetched; of a long name the end tells what it is."""
    name = str(one.get("name") or one.get("title") or "")
    stem, dot, ending = name.rpartition(".")
    room = FILE_NAME - len(dot) - len(ending[:10])
    short = f"{shorten(stem, room)}{dot}{ending[:10]}" if len(name) > FILE_NAME and dot else shorten(name, FILE_NAME)
    known = {"id": one["id"], "name": short, "mimetype": one.get("mimetype"), "size": one.get("size")}
    return {name: value for name, value in known.items() if value is not None}
