"""What bots may see: frozen, complete, and free of rows. Labels carry every language; the edge picks one."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Generic, TypeVar

from core.kinds import Dialogue, Door, Event, Instant, Json, MessageId, PersonId, TicketId
from core.outbox.model import Way
from core.tickets.lifecycle import Verb
from core.tickets.model import File

Label = Mapping[str, str]
"""Language → words, as the profile gives them."""


@dataclass(frozen=True, slots=True)
class Choice:
    """Something that can be picked: a type, a status, a grade."""

    id: str
    label: Label


@dataclass(frozen=True, slots=True)
class Target(Choice):
    """A status that a move leads to, with what has to be said on the way."""

    comment: bool = False
    until: bool = False


@dataclass(frozen=True, slots=True)
class Who:
    """A person as others see them. `slack` is their id at the agents' door, where they have one."""

    id: PersonId
    name: str
    slack: str | None = None


@dataclass(frozen=True, slots=True)
class TicketLine:
    """A ticket in a list."""

    id: TicketId
    number: str
    subject: str
    status: Choice
    open: bool
    updated_at: Instant


@dataclass(frozen=True, slots=True)
class TicketCard:
    """A ticket with the verbs of its viewer, or of its channel's audience for a shared card (agreement 7)."""

    id: TicketId
    number: str
    subject: str
    body: str
    type: Choice
    priority: Choice
    status: Choice
    open: bool
    final: bool
    resume_at: Instant | None
    requester: Who
    assignee: Who | None
    source: Door
    opened_at: Instant
    grade: Choice | None
    rev: int
    verbs: tuple[Verb, ...]
    targets: tuple[Target, ...]
    grades: tuple[Choice, ...]
    files: tuple[File, ...]
    unanswered_since: Instant | None


@dataclass(frozen=True, slots=True)
class MessageView:
    """A message of the conversation. `ways` say how a public answer fared, for agents only."""

    id: MessageId
    author: Who
    by_staff: bool
    internal: bool
    at: Instant
    body: str
    files: tuple[File, ...]
    ways: tuple[Way, ...] = ()


T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Page(Generic[T]):
    """`more` is what to ask with for the page that follows, or nothing."""

    items: tuple[T, ...]
    more: int | None = None


@dataclass(frozen=True, slots=True)
class TicketPage:
    """A ticket with its conversation, newest page, oldest message first."""

    card: TicketCard
    messages: Page[MessageView]


@dataclass(frozen=True, slots=True)
class Me:
    """The viewer, as the house knows them. `known` is false before their first command."""

    id: PersonId
    name: str
    language: str
    staff: bool
    known: bool


@dataclass(frozen=True, slots=True)
class Situation:
    """Who is speaking, where their dialogue stands, and which of their tickets a free word may belong to."""

    me: Me
    dialogue: Dialogue
    open: tuple[TicketLine, ...]


@dataclass(frozen=True, slots=True)
class Happening:
    """An event made ready to be told: the ticket as it is now, what happened, who did it."""

    card: TicketCard
    event: Event
    actor: Who | None
    message: MessageView | None = None
    file: File | None = None


@dataclass(frozen=True, slots=True)
class Shown:
    """What one address already shows of a ticket: the card's place, and the place of the message spoken of."""

    card: str | None = None
    message: str | None = None
    message_own: bool = True


Content = TicketCard | MessageView | Happening | Json
