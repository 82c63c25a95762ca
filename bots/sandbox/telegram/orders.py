"""What the control API may be told."""

from typing import Literal

from pydantic import BaseModel, ConfigDict

from bots.sandbox.telegram.faults import Kind
from bots.sandbox.telegram.refusal import Json


class Strict(BaseModel):
    model_config = ConfigDict(extra="forbid")


class NewUser(Strict):
    id: int | None = None
    first_name: str
    last_name: str | None = None
    username: str | None = None
    language_code: str | None = None


class Said(Strict):
    text: str
    reply_to: int | None = None
    entities: list[Json] | None = None
    topic: int | None = None


class SaidBy(Said):
    user: int


class Pressed(Strict):
    message_id: int
    data: str | None = None
    button: str | None = None
    row: int | None = None
    col: int | None = None
    stale: bool = False


class Edited(Strict):
    message_id: int
    text: str | None = None


class AlbumPiece(Strict):
    kind: str = "photo"
    caption: str = ""


class Album(Strict):
    """In the order of the uploads: the parts of the form are named file0, file1 …"""

    pieces: list[AlbumPiece]


class Contact(Strict):
    phone_number: str
    own: bool = True


class Chosen(Strict):
    request_id: int
    users: list[Json]


class Card(Strict):
    contact: Json


class Place(Strict):
    latitude: float
    longitude: float


class Again(Strict):
    update_id: int | None = None
    all: bool = False


class Ordered(Strict):
    method: str = "*"
    kind: Kind
    user: int | None = None
    description: str | None = None
    retry_after: int = 1
    seconds: float = 1.0
    times: int = 1


class Injected(Strict):
    update: Json


class NextId(Strict):
    next: int


class NewGroup(Strict):
    title: str
    kind: Literal["group", "supergroup"] = "supergroup"
    forum: bool = False


class Member(Strict):
    user: int


class SaidInGroup(SaidBy):
    """`in_name_of`: an administrator who is not shown, or a channel whose post the group got by itself."""

    in_name_of: Literal["group", "channel"] | None = None


class EditedInGroup(Edited):
    user: int


class PressedInGroup(Strict):
    user: int
    message_id: int
    data: str


class Switch(Strict):
    on: bool


class TopicMode(Strict):
    on: bool
    users: bool = True


class NewTopic(Strict):
    """Without a name the client takes one from the first words: the name is implicit."""

    name: str | None = None
