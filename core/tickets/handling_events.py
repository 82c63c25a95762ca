"""What has happened to a ticket as a whole: see core.tickets.events, where all kinds are known."""

from dataclasses import dataclass
from enum import StrEnum
from typing import ClassVar

from core.kinds import Audience, Event, Instant, Json, MessageId, PersonId

PUBLIC, INTERNAL = Audience.PUBLIC, Audience.INTERNAL


@dataclass(frozen=True, slots=True)
class TicketTriaged(Event):
    """What of a ticket is another now: `now` and `before` by the names of `core.tickets.triage.Aspect`.

    The targets are reckoned anew from registration (C3, C7).
    """

    now: Json
    before: Json
    audience: ClassVar[Audience] = PUBLIC


@dataclass(frozen=True, slots=True)
class ObserverAdded(Event):
    """Hears of the ticket from now on, like a colleague in copy (A4)."""

    person: PersonId
    audience: ClassVar[Audience] = PUBLIC


@dataclass(frozen=True, slots=True)
class ObserverDropped(Event):
    person: PersonId
    audience: ClassVar[Audience] = PUBLIC


@dataclass(frozen=True, slots=True)
class SurveyAsked(Event):
    """The requester is asked to rate, some time after the work was done (C10). `late` as in StatusMoved."""

    late: bool = False
    audience: ClassVar[Audience] = PUBLIC


@dataclass(frozen=True, slots=True)
class MarkedAsSpam(Event):
    """Set aside (E3). `judge`, `header` and `score` as in `core.spam.model.Verdict`; its words are not history's.

    `message` is the letter that never became a ticket of the queues; none: it had been one.
    """

    judge: str
    header: str | None = None
    score: float | None = None
    message: MessageId | None = None
    audience: ClassVar[Audience] = INTERNAL


@dataclass(frozen=True, slots=True)
class RestoredFromSpam(Event):
    """A ticket like any other again, in its `status`. If it never was one, `TicketOpened` follows."""

    status: str
    audience: ClassVar[Audience] = INTERNAL


@dataclass(frozen=True, slots=True)
class AnswerHeld(Event):
    """An agent's answer waits: until it leaves it can be taken back, and nobody outside knows of it.

    `to` is the status that the ticket comes to with it.
    """

    message: MessageId
    to: str | None = None
    audience: ClassVar[Audience] = INTERNAL


@dataclass(frozen=True, slots=True)
class AnswerTakenBack(Event):
    """It never left; its words stay as a note, and the ticket does not come to `to`."""

    message: MessageId
    to: str | None = None
    audience: ClassVar[Audience] = INTERNAL


class Hindrance(StrEnum):
    """Why an answer has left without the move that had waited with it; worded under `slack-log-move-dropped`."""

    WRITTEN = "written"
    """Somebody of the customer's side has written meanwhile."""
    MOVED = "moved"
    """The ticket stands elsewhere by now."""
    REFUSED = "refused"
    """What it demands is not there any more."""


@dataclass(frozen=True, slots=True)
class MoveDropped(Event):
    """An answer has left alone: the ticket does not come to `to` with it."""

    message: MessageId
    to: str
    why: str
    audience: ClassVar[Audience] = INTERNAL


@dataclass(frozen=True, slots=True)
class TicketLeftAlone(Event):
    """Whoever had it has done nothing with it since then; `tell` are those of the profile. `late` as in SlaWarned."""

    person: PersonId
    since: Instant
    late: bool
    tell: tuple[str, ...]
    audience: ClassVar[Audience] = INTERNAL


@dataclass(frozen=True, slots=True)
class MessageWithdrawn(Event):
    """`rev` is the revision that says nothing; the old texts are kept, as of an edit. `held`: it had never left."""

    message: MessageId
    rev: int
    held: bool = False
    audience: ClassVar[Audience] = INTERNAL
