"""A ticket as its row says it: the truth, of which the events are the history (agreement 9)."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from core.kinds import Audience, Door, FileId, Instant, MessageId, PersonId, TicketId


@dataclass(frozen=True, slots=True)
class Ticket:
    """`workflow_rev` rises on status, assignee, merge and close only; `last_seq` numbers the history."""

    id: TicketId
    prefix: str
    subject: str
    type: str
    priority: str
    status: str
    requester: PersonId
    assignee: PersonId | None
    source: Door
    opened_at: Instant
    updated_at: Instant
    resume_at: Instant | None
    grade: str | None
    workflow_rev: int
    last_seq: int
    paused: str | None = None
    """The status from which the customer's answer has moved it by itself (D2)."""
    paused_until: Instant | None = None
    choice_until: Instant | None = None
    linked_to: TicketId | None = None
    brand: str | None = None
    service: str | None = None
    category: str | None = None
    level: str | None = None
    """The SLA level of the customer, as it was when the ticket was opened or tied (E9)."""
    source_id: str | None = None
    """Which of the profile's sources; `source` is the door (C1, E4)."""
    group: str | None = None
    """Whose queue it stands in, whether or not somebody of it has taken it."""
    company: int | None = None
    contact: PersonId | None = None
    site: int | None = None
    equipment: int | None = None
    contract: int | None = None
    due_at: Instant | None = None
    """A date that was named for it (C4)."""
    spam: str | None = None
    """Who takes it for spam, by `core.spam.model.Judge`: it is set aside, apart from every queue (E3)."""
    merged_into: TicketId | None = None
    """The ticket in which this one goes on (X2)."""
    fields: Mapping[str, str] = field(default_factory=dict)
    """What its form was answered, by the ids of the profile's fields (B3)."""

    @property
    def number(self) -> str:
        return f"{self.prefix}-{self.id}"


@dataclass(frozen=True, slots=True)
class HeldMove:
    """A move that waits with an answer and leaves with it, judged in the status `source`."""

    to: str
    source: str
    until: Instant | None = None
    fields: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Part:
    """One message of a chat within a longer text: how much of it, or none at all as a title; and its newest edit."""

    ref: str
    length: int | None
    mark: int = 0


@dataclass(frozen=True, slots=True)
class Message:
    id: MessageId
    ticket: TicketId
    author: PersonId
    audience: Audience
    by_staff: bool
    at: Instant
    body: str
    body_rev: int = 1
    edited_at: Instant | None = None
    held_until: Instant | None = None
    """An answer that waits until then, and is no public word before."""
    letter: str | None = None
    """The digest of the letter that it was taken from, and why its sender is in doubt: see Origin."""
    doubt: str | None = None
    edit_mark: int = 0
    """The newest edit's place in the order of its door: an earlier one that comes later changes nothing."""
    withdrawn_at: Instant | None = None
    """Since then it says nothing; what it said is kept beside it."""
    seen_at: Instant | None = None
    """When an agent was first known to have seen this word of the customer's side."""
    held_move: HeldMove | None = None
    ref: str = ""
    parts: tuple[Part, ...] = ()
    """Nothing where it is one message of its chat, or was written before parts were kept."""


class FileState(StrEnum):
    LOADING = "loading"
    READY = "ready"
    LOST = "lost"


@dataclass(frozen=True, slots=True)
class File:
    id: FileId
    ticket: TicketId
    message: MessageId
    name: str
    media_type: str
    kind: str
    size: int | None
    state: FileState
    digest: str | None
    reason: str | None
