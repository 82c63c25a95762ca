"""Reads mrkdwn as a client does: which mentions and links are live, and what a person sees.

https://docs.slack.dev/messaging/formatting-message-text: only `&`, `<` and `>` are special, and an angle bracket opens
a control sequence; escaped entities are never read again.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from bots.sandbox.slack.kinds import Json, Message

SEQUENCE = re.compile(r"<([^<>\n]+)>")
MENTION = re.compile(r"@[UW][A-Z0-9]+|#[CG][A-Z0-9]+|!(?:here|channel|everyone|group)|!subteam\^[A-Z0-9]+")
LINK = re.compile(r"(?:https?|mailto|tel|slack):[^\s]+", re.IGNORECASE)
BARE_BROADCAST = re.compile(r"(?<![\w@])@(here|channel|everyone)\b")
MARKDOWN_LINK = re.compile(r"\]\((https?://[^)\s]+)")
RICH_MENTIONS = {
    "user": lambda part: f"<@{part['user_id']}>",
    "usergroup": lambda part: f"<!subteam^{part['usergroup_id']}>",
    "broadcast": lambda part: f"<!{part['range']}>",
    "channel": lambda part: f"<#{part['channel_id']}>",
}


@dataclass(slots=True)
class Active:
    """What would notify somebody or lead somewhere."""

    mentions: list[str] = field(default_factory=list)
    links: list[str] = field(default_factory=list)

    def read(self, text: str, names_linked: bool = False) -> None:
        for match in SEQUENCE.finditer(text):
            target = match[1].partition("|")[0]
            if MENTION.fullmatch(target):
                self.mention(f"<{target}>")
            elif LINK.fullmatch(target):
                self.link(target)
            elif target.startswith("!date^") and target.count("^") > 2:
                self.link(target.rpartition("^")[2])
        for name in BARE_BROADCAST.findall(SEQUENCE.sub("", text)) if names_linked else ():
            self.mention(f"<!{name}>")

    def mention(self, token: str) -> None:
        if token not in self.mentions:
            self.mentions.append(token)

    def link(self, url: str) -> None:
        if url not in self.links:
            self.links.append(url)


def active(message: Message) -> Active:
    found = Active()
    found.read(str(message.body.get("text") or ""), message.link_names)
    for part in walk(message.blocks):
        kind = part.get("type")
        if kind == "mrkdwn":
            found.read(part["text"])
        elif kind == "markdown":
            found.read(part["text"])
            for url in MARKDOWN_LINK.findall(part["text"]):
                found.link(url)
        elif isinstance(kind, str) and kind in RICH_MENTIONS and _is_rich(part):
            found.mention(RICH_MENTIONS[kind](part))
        elif kind == "link":
            found.link(part["url"])
    return found


def _is_rich(part: Json) -> bool:
    return any(name in part for name in ("user_id", "usergroup_id", "range", "channel_id"))


def walk(value: object) -> Iterator[Json]:
    """Every object of a block tree, outermost first."""
    if isinstance(value, list):
        for one in value:
            yield from walk(one)
    elif isinstance(value, dict):
        yield value
        for one in value.values():
            yield from walk(one)


Names = Callable[[str], str]


def seen(text: str, name_of: Names) -> str:
    """The characters a reader sees: names for ids, labels for links, entities decoded; `*` and `_` stay."""

    def shown(match: re.Match[str]) -> str:
        target, _, label = match[1].partition("|")
        if label:
            return label
        if target.startswith("@"):
            return f"@{name_of(target[1:])}"
        if target.startswith("#"):
            return f"#{name_of(target[1:])}"
        return f"@{target[1:]}" if target.startswith("!") else target

    return decode(SEQUENCE.sub(shown, text))


def decode(text: str) -> str:
    return text.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")


def encode(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
