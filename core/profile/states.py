"""The states of a ticket as a desk draws them: statuses, moves between them, and who may press what."""

from enum import StrEnum
from typing import Literal, Self

from pydantic import Field, model_validator

from core.profile.part import Id, Part, Words
from core.profile.time import Silence


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
