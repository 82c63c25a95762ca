"""What agents' lists consist of: frozen, and free of rows."""

from dataclasses import dataclass
from enum import StrEnum

from core.kinds import Instant, TicketId
from core.views.parts import Choice, SetAside
from core.views.shapes import TicketCard
from core.views.tidings import Happening

Cursor = tuple[int, int]
"""Behind which line the next page begins: what the list is ordered by, and an id. No page costs more than the first."""


class Queue(StrEnum):
    """What waits for the desk's people, in the order in which it is offered (X2)."""

    MINE = "mine"
    UNASSIGNED = "unassigned"
    BREACH = "breach"
    """A target that may still be kept, and is due within a day (X5)."""
    OVERDUE = "overdue"
    """A target that was missed, and has still to be met (X5)."""
    WAITING = "waiting"
    """For the customer, or for others."""
    UNDELIVERED = "undelivered"
    """The last notice did not arrive (X4)."""
    SPAM = "spam"
    """What is set aside as spam, newest first (E3)."""


class Filter(StrEnum):
    """What can be asked of a ticket beside words. A value is an id, or what the desk calls it in any language."""

    STATUS = "status"
    TYPE = "type"
    PRIORITY = "priority"
    CATEGORY = "category"
    SERVICE = "service"
    BRAND = "brand"
    ASSIGNEE = "assignee"
    """A name, `me` or `nobody`."""
    REQUESTER = "requester"
    """A number of a person's, which is what a card shows of its own; or a name."""
    SINCE = "since"
    UNTIL = "until"


ME, NOBODY = "me", "nobody"
OPEN, DONE = "open", "done"
"""Statuses at once: those in which there is work, and the others."""
TODAY, YESTERDAY = "today", "yesterday"


@dataclass(frozen=True, slots=True)
class DeskLine:
    """A ticket in an agents' list.

    `due_at` where the list is about deadlines, `why` where something did not arrive, `aside` where it is about spam.
    """

    id: TicketId
    number: str
    subject: str
    status: Choice
    open: bool
    priority: Choice
    requester: str
    assignee: str | None
    opened_at: Instant
    brand: Choice | None = None
    due_at: Instant | None = None
    why: str | None = None
    aside: SetAside | None = None


@dataclass(frozen=True, slots=True)
class DeskPage:
    """`more` is there even after few lines, or none: then only a part of a long list has been looked through."""

    lines: tuple[DeskLine, ...]
    more: Cursor | None = None


@dataclass(frozen=True, slots=True)
class Found:
    """`misread` are filters that nobody understood, as they were written; everything else was looked for."""

    page: DeskPage
    misread: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Heap:
    """How many a queue holds, counted up to a limit: `full` says that there are more."""

    queue: Queue
    count: int
    full: bool


@dataclass(frozen=True, slots=True)
class Board:
    """The queues of one agent, and the desk's brands, where it has several (E13).

    `ratings` wait to be read, where the desk is `rated` at all (C10); `administers`: they keep the desk's lists (E11).
    """

    heaps: tuple[Heap, ...]
    brands: tuple[Choice, ...]
    ratings: int = 0
    rated: bool = False
    administers: bool = False


@dataclass(frozen=True, slots=True)
class Moment:
    """One thing in the history of a ticket; `seq` is its place there."""

    seq: int
    at: Instant
    told: Happening


@dataclass(frozen=True, slots=True)
class Story:
    """A ticket with a part of its history, oldest first. `before` and `after` say where it goes on (E12)."""

    card: TicketCard
    moments: tuple[Moment, ...]
    before: int | None = None
    after: int | None = None
