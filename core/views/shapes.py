"""What bots may see: frozen, complete, and free of rows. Labels carry every language; the edge picks one."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Generic, Literal, TypeVar

from core.kinds import Door, Instant, MessageId, TicketId
from core.outbox.model import Way
from core.spam.model import Verdict
from core.tickets.lifecycle import Verb
from core.tickets.model import File
from core.views.parts import (
    Answer,
    Away,
    Choice,
    ContractTie,
    Deadline,
    Label,
    Orders,
    Present,
    Reach,
    Relation,
    Target,
    Tie,
    Who,
)


@dataclass(frozen=True, slots=True)
class TicketLine:
    """A ticket in a list."""

    id: TicketId
    number: str
    subject: str
    status: Choice
    open: bool
    updated_at: Instant
    mine: bool = True
    """Where not, the viewer is in copy of it."""


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
    away: Away | None = None
    word: str = ""
    escalated: bool = False
    waiting: bool = False
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
    remark: bool = False
    """A word may follow the grade (C10)."""
    reach: tuple[Reach, ...] = ()
    notice: Way | None = None
    """How the newest notice to the requester fared, for agents only."""
    paused: Choice | None = None
    """What NOT_ENOUGH returns to (D2)."""
    end: Target | None = None
    """What END leads to (D5)."""
    resolves: Target | None = None
    rate_when: Literal["resolved", "later", "answer"] = "resolved"
    """With which notice a grade is asked for: of the resolution (A9), by a survey (C10), with each answer (E16)."""
    promise: Instant | None = None
    """The first answer comes by then, for the requester (X5)."""
    deadlines: tuple[Deadline, ...] = ()
    service: tuple[Choice, ...] = ()
    """From the top of the catalogue down."""
    category: Choice | None = None
    brand: Choice | None = None
    answers: tuple[Answer, ...] = ()
    observers: tuple[Who, ...] = ()
    site: Tie | None = None
    equipment: Tie | None = None
    due_at: Instant | None = None
    """A date that was named for it (C4)."""
    level: Choice | None = None
    """From here on for agents only: the customer's standing, whose queue, by which of the desk's sources, whose."""
    channel: Choice | None = None
    group: Choice | None = None
    company: Tie | None = None
    contact: Who | None = None
    contract: ContractTie | None = None
    spam: Verdict | None = None
    """Why it is set aside (E3)."""
    letter: bool = False
    """Of its first word, as in MessageView."""
    doubt: str | None = None
    relations: tuple[Relation, ...] = ()
    merged_into: str | None = None
    """The number of the ticket in which this one goes on (X2)."""
    watchers: tuple[Who, ...] = ()
    orders: Orders | None = None
    """What the desk's look-up says of its requester (E2)."""
    snoozed: tuple[tuple[Who, Instant], ...] = ()
    """Who has put it off for themselves, and until when."""
    present: tuple[Present, ...] = ()
    """Who is at it, as far as the card says so."""

    @property
    def other_answers(self) -> tuple[Answer, ...]:
        """Those that say more than its ties do."""
        tied = {name: tie.number for name in ("company", "site", "equipment") if (tie := getattr(self, name))}
        return tuple(one for one in self.answers if one.said != tied.get(one.kind))


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
    by_observer: bool = False
    """Said on the customer's side by somebody in copy (A4)."""
    held: TicketId | None = None
    """Of which ticket, where it is an answer that waits and can be taken back."""
    held_to: str | None = None
    """The status that the ticket comes to when it leaves."""
    ticket: TicketId | None = None
    letter: bool = False
    """It was taken from a letter, which says more; and why its sender is in doubt. Both for agents only."""
    doubt: str | None = None
    rev: int = 1
    """Numbers its texts."""
    withdrawn_at: Instant | None = None
    """Since then it says nothing."""
    seen_at: Instant | None = None
    """When somebody of the desk was first known to have seen it, for words of the customer's side."""


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
    zone: str = "UTC"
    """By whose clock its reader is told times."""
