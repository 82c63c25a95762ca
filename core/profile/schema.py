"""What a profile may say. One TOML file is one desk (agreement 8); a desk's name in code is a defect."""

from enum import StrEnum
from typing import Annotated, Literal, Self

from pydantic import Field, StringConstraints, model_validator

from core.profile.care import Closing, Escalation, Group, Notices
from core.profile.nouns import Nouns
from core.profile.part import Id, Language, Part, Words
from core.profile.time import Level, Silence, Target, WorkCalendar


class Kind(StrEnum):
    """What a status means to the core, whatever the desk calls it."""

    NEW = "new"
    WORKING = "working"
    WAITING = "waiting"
    ON_HOLD = "on_hold"
    ESCALATED = "escalated"
    INVESTIGATING = "investigating"
    RESOLVED = "resolved"
    CLOSED = "closed"

    @property
    def open(self) -> bool:
        return self not in (Kind.RESOLVED, Kind.CLOSED)


class Party(StrEnum):
    """On whose behalf a status is moved."""

    AGENT = "agent"
    REQUESTER = "requester"
    SYSTEM = "system"


class Status(Part):
    id: Id
    kind: Kind
    label: Words
    customer_label: Words | None = None
    final: bool = False
    asks_until: bool = False
    """A move here must say until when (B7)."""
    on_answer: Id | None = None
    """Where the customer's answer moves the ticket by itself (D2, C9)."""
    on_answer_after: int = Field(0, ge=0, le=1440)
    """Minutes in which the customer may choose something else first (D7); 0 moves at once."""
    on_time: Id | None = None
    """Where the ticket goes when the named time has come (B7)."""
    pauses: bool = False
    """The clocks of resolution and updates stand still here (D2)."""
    silence: Silence | None = None
    on_silence: Id | None = None
    """Where the ticket goes when nobody has answered for so long (A10, D7)."""


class Move(Part):
    sources: tuple[Id, ...] = Field(alias="from", min_length=1)
    to: Id
    by: tuple[Party, ...] = Field(min_length=1)
    demands: tuple[Literal["comment"], ...] = ()


class Start(Part):
    status: Id
    claimed: Id | None = None
    """Where claiming moves a ticket that still stands in the first status."""


class Button(Part):
    """What the requester may press. `label` and `hint` are the desk's own words, where it has any (D3)."""

    verb: Literal["resolve", "close", "cancel", "return", "rate", "escalate", "mute"]
    to: Id | None = None
    label: Words | None = None
    hint: Words | None = None

    @model_validator(mode="after")
    def _has_target(self) -> Self:
        if (self.verb in ("rate", "mute")) != (self.to is None):
            raise ValueError("every button but rate and mute needs `to`, the status that it leads to")
        return self


class Grade(Part):
    id: Id
    label: Words


class Rating(Part):
    sources: tuple[Id, ...] = Field(alias="in", min_length=1)
    """Statuses in which a ticket can be rated."""
    grades: tuple[Grade, ...] = Field(min_length=2, max_length=8)


class TicketType(Part):
    id: Id
    label: Words


class Priority(Part):
    id: Id
    label: Words
    default: bool = False


class Conversation(Part):
    thread: Literal["internal", "public"] = "internal"
    claim: bool = True


class Limits(Part):
    subject: int = Field(200, ge=20, le=300)
    body: int = Field(20_000, ge=500, le=100_000)
    file_mb: int = Field(20, ge=1, le=2_000)

    @property
    def file_bytes(self) -> int:
        return self.file_mb * 1_000_000


class Profile(Part):
    version: Literal[1]
    id: Id
    name: Words = {"ru": "Поддержка", "en": "Support"}
    """What the desk calls itself, in mails and on pages."""
    prefix: Annotated[str, StringConstraints(pattern=r"^[A-Z]{1,6}$")] = "HD"
    languages: tuple[Language, ...] = Field(("ru", "en"), min_length=1)
    doors: tuple[Literal["telegram", "mail", "web", "phone", "api"], ...] = ("telegram",)
    nouns: Nouns
    conversation: Conversation = Conversation()
    limits: Limits = Limits(subject=200, body=20_000, file_mb=20)
    statuses: tuple[Status, ...] = Field(min_length=2)
    start: Start
    moves: tuple[Move, ...]
    buttons: tuple[Button, ...] = ()
    rating: Rating | None = None
    escalation: Escalation | None = None
    closing: Closing | None = None
    groups: tuple[Group, ...] = ()
    notices: Notices = Notices()
    types: tuple[TicketType, ...] = Field(min_length=1, max_length=50)
    priorities: tuple[Priority, ...] = Field(min_length=1, max_length=20)
    calendars: tuple[WorkCalendar, ...] = ()
    levels: tuple[Level, ...] = ()
    targets: tuple[Target, ...] = ()
    digest: str = ""
    """Hash of the file, so that replicas can tell whether they run the same desk."""

    def status(self, id: str) -> Status:
        """The status by id. One that the profile has dropped stands for itself, and no move leads out of it."""
        for status in self.statuses:
            if status.id == id:
                return status
        return Status.model_construct(id=id, kind=Kind.WORKING, label=dict.fromkeys(self.languages, id))

    def button(self, verb: str) -> Button | None:
        return next((button for button in self.buttons if button.verb == verb), None)

    @property
    def default_priority(self) -> Priority:
        return next((priority for priority in self.priorities if priority.default), self.priorities[0])

    @property
    def default_level(self) -> str | None:
        """Of a customer whose standing nobody has named (E9)."""
        return next((level.id for level in self.levels if level.default), None)
