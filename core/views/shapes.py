"""What bots may see: frozen, complete, and free of rows. Labels carry every language; the edge picks one."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Generic, TypeVar

from core.kinds import Dialogue, Door, Event, Instant, Json, MessageId, PersonId, TicketId
from core.outbox.model import Way
from core.people.person import Ways
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
class Reach:
    """A way on which the requester can be reached, for agents only. `gone` says why it leads nowhere now (X4)."""

    door: Door
    gone: str | None = None


@dataclass(frozen=True, slots=True)
class Deadline:
    """A target that is not met yet, for agents only. No time: it stands still (X5)."""

    metric: str
    due_at: Instant | None
    paused: bool = False
    breached: bool = False


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
    grades: tuple[Choice, ...]
    files: tuple[File, ...]
    verbs: tuple[Verb, ...] = ()
    targets: tuple[Target, ...] = ()
    unanswered_since: Instant | None = None
    """Since when the customer waits for an answer, for agents only."""
    escalated: bool = False
    muted: bool = False
    """The requester wants to hear nothing of this ticket (D3)."""
    choice_until: Instant | None = None
    """Until then the requester can say whether an answered ticket goes on or closes (D7)."""
    linked_to: str | None = None
    """The number of the closed ticket that this one goes on with (D8)."""
    labels: Mapping[Verb, Label] = field(default_factory=dict)
    """The desk's own words for its buttons, where it has any."""
    hints: Mapping[Verb, Label] = field(default_factory=dict)
    reasons: tuple[Choice, ...] = ()
    """What *Escalate* offers (D4)."""
    reach: tuple[Reach, ...] = ()
    notice: Way | None = None
    """How the newest notice to the requester fared, for agents only."""
    paused: Choice | None = None
    """What NOT_ENOUGH returns to (D2)."""
    end: Target | None = None
    """What END leads to (D5)."""
    promise: Instant | None = None
    """The first answer comes by then, for the requester (X5)."""
    deadlines: tuple[Deadline, ...] = ()


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
    edited_at: Instant | None = None
    before: str | None = None
    """The text before the last edit, for agents only."""


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
    """The viewer, as the house knows them. `known` is false before their first command.

    `email` is their confirmed address; `unconfirmed` one that a code was mailed to. `ways` is what they chose (X4).
    """

    id: PersonId
    name: str
    language: str
    staff: bool
    known: bool
    email: str | None = None
    unconfirmed: str | None = None
    ways: Ways = Ways.BOTH


@dataclass(frozen=True, slots=True)
class Situation:
    """Who is speaking, where their dialogue stands, and which of their tickets a free word may belong to."""

    me: Me
    dialogue: Dialogue
    open: tuple[TicketLine, ...]


@dataclass(frozen=True, slots=True)
class Happening:
    """An event made ready to be told: the ticket as it is now, what happened, who did it.

    `calls` are those who have to hear of it at once (D4); `reason` why it was escalated.
    """

    card: TicketCard
    event: Event
    actor: Who | None
    message: MessageView | None = None
    file: File | None = None
    calls: tuple[Who, ...] = ()
    reason: Choice | None = None


@dataclass(frozen=True, slots=True)
class Shown:
    """What one address already shows of a ticket: the card's place, and the place of the message spoken of.

    `thread` are the places of all that was said there about it, oldest first.
    """

    card: str | None = None
    message: str | None = None
    message_own: bool = True
    thread: tuple[str, ...] = ()


Content = TicketCard | MessageView | Happening | Json
