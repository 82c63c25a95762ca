"""A ticket as its row says it: the truth, of which the events are the history (agreement 9)."""

from dataclasses import dataclass
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

    @property
    def number(self) -> str:
        return f"{self.prefix}-{self.id}"


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
