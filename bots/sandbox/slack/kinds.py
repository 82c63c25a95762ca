"""What the workspace is made of. Field names are Slack's own, so that the shapes on the wire stay recognisable."""

from dataclasses import dataclass, field
from typing import Any

Json = dict[str, Any]


class Refused(Exception):
    """A Web API answer with `ok: false`; `error` is one of the published codes."""

    def __init__(self, error: str, *messages: str, **more: Any) -> None:
        super().__init__(error)
        self.error = error
        self.messages = list(messages)
        self.more = more


@dataclass(frozen=True, slots=True)
class App:
    """The one app that is installed in the workspace, and its bot."""

    id: str = "A0SANDBOX"
    bot_id: str = "B0SANDBOX"
    bot_user: str = "U0SANDBOX"
    name: str = "helpdesk"
    verification_token: str = "verification-token"


@dataclass(frozen=True, slots=True)
class Team:
    id: str = "T0SANDBOX"
    name: str = "Sandbox"
    domain: str = "sandbox"


@dataclass(slots=True)
class User:
    id: str
    name: str
    real_name: str
    email: str
    team_id: str
    tz: str = "Europe/Moscow"
    locale: str = "ru-RU"
    is_bot: bool = False
    deleted: bool = False
    is_restricted: bool = False
    updated: int = 0


@dataclass(slots=True)
class File:
    id: str
    name: str
    title: str
    mimetype: str
    content: bytes
    user: str
    created: int
    declared_size: int = 0
    uploaded: bool = False
    shared: bool = False
    deleted: bool = False
    shares: list[tuple[str, str, str | None]] = field(default_factory=list)


@dataclass(slots=True)
class Message:
    """A message, posted or ephemeral; `body` is what the API shows of it, without replies and reactions."""

    ts: str
    channel: str
    body: Json
    metadata: Json | None = None
    link_names: bool = False
    ephemeral_to: str | None = None
    reactions: dict[str, list[str]] = field(default_factory=dict)
    replies: list[str] = field(default_factory=list)

    @property
    def thread_ts(self) -> str | None:
        value = self.body.get("thread_ts")
        return value if isinstance(value, str) else None

    @property
    def is_reply(self) -> bool:
        return self.thread_ts is not None and self.thread_ts != self.ts

    @property
    def in_channel(self) -> bool:
        """Whether the channel itself shows it: a reply stays in its thread unless it was broadcast."""
        return not self.is_reply or self.body.get("subtype") == "thread_broadcast"

    @property
    def blocks(self) -> list[Json]:
        return list(self.body.get("blocks") or [])


@dataclass(slots=True)
class Channel:
    id: str
    name: str
    created: int
    is_private: bool = False
    is_archived: bool = False
    im_with: str | None = None
    members: list[str] = field(default_factory=list)
    pins: list[str] = field(default_factory=list)
    messages: dict[str, Message] = field(default_factory=dict)

    @property
    def kind(self) -> str:
        """The `channel_type` of message events."""
        return "im" if self.im_with else "group" if self.is_private else "channel"


@dataclass(slots=True)
class UserGroup:
    """People who are mentioned together, by a handle."""

    id: str
    name: str
    handle: str
    created: int
    users: list[str] = field(default_factory=list)
    disabled: bool = False


@dataclass(slots=True)
class View:
    """A modal or a Home tab that stands open; `values` is what its person has entered so far."""

    id: str
    user: str
    body: Json
    hash: str
    root: str
    previous: str | None = None
    values: dict[str, dict[str, Json]] = field(default_factory=dict)
