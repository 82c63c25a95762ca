"""Request bodies of the control API. A misspelt field is refused."""

from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field


class Body(BaseModel):
    model_config = ConfigDict(extra="forbid")


class NewUser(Body):
    id: str | None = None
    name: str | None = None
    real_name: str
    email: str = ""
    tz: str = "Europe/Moscow"
    locale: str = "ru-RU"
    is_bot: bool = False
    deleted: bool = False
    is_restricted: bool = False
    team_id: str | None = None


class UserChange(Body):
    name: str | None = None
    real_name: str | None = None
    email: str | None = None
    tz: str | None = None
    locale: str | None = None
    deleted: bool | None = None
    is_restricted: bool | None = None


class NewChannel(Body):
    id: str | None = None
    name: str
    members: list[str] = []
    bot_member: bool = True
    is_private: bool = False


class NewGroup(Body):
    id: str | None = None
    name: str = ""
    handle: str
    users: list[str] = []


class GroupChange(Body):
    users: list[str] | None = None
    disabled: bool | None = None


class ChannelChange(Body):
    is_archived: bool


class Member(Body):
    user: str


class Attachment(Body):
    name: str
    content_base64: str
    mimetype: str = "application/octet-stream"


class Said(Body):
    channel: str
    text: str = ""
    thread_ts: str | None = None
    files: list[Attachment] = []


class Edited(Body):
    channel: str
    ts: str
    text: str


class Pointed(Body):
    channel: str
    ts: str


class Reacted(Pointed):
    name: str
    remove: bool = False


class Pressed(Body):
    action_id: str | None = None
    text: str | None = None
    value: str | None = None
    block_id: str | None = None
    selected_option: str | None = None
    selected: Any = None
    stale: bool = False


class PressedInMessage(Pressed):
    channel: str
    ts: str


class PressedInView(Pressed):
    view_id: str | None = None


class Submitted(Body):
    view_id: str | None = None
    values: dict[str, Any] = {}
    files: dict[str, list[Attachment]] = {}


class Closed(Body):
    everything: bool = False


class Commanded(Body):
    command: str
    text: str = ""
    channel: str


class ShortcutUsed(Body):
    callback_id: str
    channel: str | None = None
    ts: str | None = None


class Suggested(Body):
    action_id: str
    typed: str = ""
    view_id: str | None = None
    channel: str | None = None
    ts: str | None = None


class HomeOpened(Body):
    tab: Literal["home", "messages"] = "home"


class Redelivered(Body):
    envelope: int | str | None = None
    all: bool = False


class Silenced(Body):
    drop: Annotated[float, Field(ge=0, le=1)]
    seed: int = 1


class Disconnected(Body):
    reason: Literal["warning", "refresh_requested", "link_disabled"] = "refresh_requested"
    cut: bool = False


class Limited(Body):
    on: bool


class FaultPlanned(Body):
    method: str
    kind: Literal["500", "429", "drop_before", "drop_after", "slow", "error"]
    error: str = "internal_error"
    retry_after: int = 1
    seconds: float = 0.0
    times: int = 1


class Addressed(Body):
    url: Annotated[str, Field(pattern=r"^https?://")]
    signing_secret: Annotated[str, Field(min_length=1)]
