"""Who hears of what. Pure: an event and its parties in, wishes out; the same check again before anything is sent."""

from dataclasses import dataclass
from enum import StrEnum

from core.kinds import Audience, Event, FileId, MessageId, PersonId, Recorded
from core.outbox.model import Kind
from core.profile.states import Party
from core.tickets.events import (
    ChoiceAsked,
    CommentAdded,
    FileArrived,
    FileMissed,
    FilesAdded,
    MessageEdited,
    NoteAdded,
    SlaAcknowledged,
    SlaBreached,
    SlaWarned,
    StatusMoved,
    TicketAssigned,
    TicketContinued,
    TicketEscalated,
    TicketMuted,
    TicketOpened,
    TicketRated,
    TicketUnmuted,
)
from core.tickets.handling_events import (
    AnswerHeld,
    AnswerTakenBack,
    MarkedAsSpam,
    MessageWithdrawn,
    MoveDropped,
    ObserverAdded,
    ObserverDropped,
    RestoredFromSpam,
    SurveyAsked,
    TicketLeftAlone,
    TicketTriaged,
)
from core.tickets.person_events import RequesterForgotten, RequesterJoined, RequesterParted
from core.tickets.relating_events import (
    IncidentsAnswered,
    SnoozeEnded,
    TicketAbsorbed,
    TicketLinked,
    TicketMerged,
    TicketReleased,
    TicketSnoozed,
    TicketUnlinked,
    TicketUnmerged,
    WatchBegun,
    WatchEnded,
)


class To(StrEnum):
    REQUESTER = "requester"
    OBSERVERS = "observers"
    """Everybody in copy but who did it, and whom the same unit has brought in (A4)."""
    ADDED = "added"
    """Who came into copy."""
    STAFF = "staff"
    CALLED = "called"
    """Whom the profile names for it, of the desk's own people (E7)."""


@dataclass(frozen=True, slots=True)
class Parties:
    """What the rules must know beside the event.

    `said` is the message's audience and side for events about a message or its file; `opening` says that the card
    itself shows it; `at_staff` that it stands in the agents' channel already; `assigned`, `escalated` and `spoken` what
    else the same unit did; `called` that somebody of the desk is to be called to it; `inner` that a triage has changed
    nothing that the customer's side is told of.
    """

    requester: PersonId
    said: Audience | None = None
    said_by_staff: bool = False
    at_staff: bool = False
    assigned: bool = False
    escalated: bool = False
    called: bool = False
    inner: bool = False
    spoken: frozenset[MessageId] = frozenset()
    opening: bool = False


@dataclass(frozen=True, slots=True)
class Wish:
    to: To
    kind: Kind
    audience: Audience
    message: MessageId | None = None
    file: FileId | None = None


CARD = Wish(To.STAFF, Kind.CARD, Audience.INTERNAL)
LOG = Wish(To.STAFF, Kind.LOG, Audience.INTERNAL)
NOTICE = Wish(To.REQUESTER, Kind.NOTICE, Audience.PUBLIC)
COPY = Wish(To.OBSERVERS, Kind.NOTICE, Audience.PUBLIC)
WELCOME = Wish(To.ADDED, Kind.NOTICE, Audience.PUBLIC)
CALL = Wish(To.CALLED, Kind.CALL, Audience.INTERNAL)


def audience(recorded: Recorded, parties: Parties) -> list[Wish]:
    """The wishes of one event. Nobody is told what they did themselves, but for the receipt of a ticket (C2)."""
    wishes = _wishes(recorded, parties)
    if parties.called:
        wishes += [*([] if LOG in wishes else [LOG]), CALL]
    return wishes


def _wishes(recorded: Recorded, parties: Parties) -> list[Wish]:
    told = [*([] if recorded.actor == parties.requester else [NOTICE]), COPY]
    said = _said(recorded.event, parties, told)
    return _done(recorded, parties, told) if said is None else said


def _said(event: Event, parties: Parties, told: list[Wish]) -> list[Wish] | None:
    """Of a word, or a file that belongs to one."""
    match event:
        case CommentAdded(message, by_staff, by_observer, held):
            heard = told if message not in parties.spoken else []
            shown = (_redrawn if held else _shown)(message, parties)
            return [CARD, *shown, *(heard if by_staff or by_observer else [COPY])]
        case NoteAdded(message):
            return [CARD, *_shown(message, parties)]
        case AnswerHeld() | AnswerTakenBack():
            return _held(event, parties)
        case TicketEscalated(_, message):
            return [CARD, *_shown(message, parties), LOG]
        case MessageEdited(message) | FilesAdded(message) | MessageWithdrawn(message):
            return [CARD, *_redrawn(message, parties), *([LOG] if _retold(event, parties) else [])]
        case FileArrived(file, message):
            return _file(file, message, parties)
        case FileMissed():
            return [LOG, *([NOTICE] if not parties.said_by_staff and parties.said is Audience.PUBLIC else [])]
        case _:
            return None


def _done(recorded: Recorded, parties: Parties, told: list[Wish]) -> list[Wish]:
    """Of what was done with the ticket."""
    match recorded.event:
        case TicketOpened():
            return [CARD, NOTICE]
        case TicketAssigned(assignee):
            return [CARD, LOG, *([] if assignee is None else told)]
        case StatusMoved(party=party):
            quiet = parties.assigned
            known = (party == Party.SYSTEM and recorded.actor == parties.requester) or parties.escalated
            return [CARD, *([] if known else [LOG]), *([] if quiet else told)]
        case TicketTriaged():
            return [CARD, LOG, *([] if parties.inner else [NOTICE, COPY])]
        case ObserverAdded():
            return [CARD, LOG, WELCOME, *told]
        case ObserverDropped():
            return [CARD, LOG, *told]
        case SurveyAsked():
            return [LOG, NOTICE]
        case TicketAbsorbed() | TicketUnmerged():
            return [CARD, LOG, NOTICE, COPY]
        case TicketReleased(apart=apart):
            return [CARD, LOG, *([NOTICE] if apart else [])]
        case SlaAcknowledged():
            return [CARD]
        case event:
            return [CARD, LOG] if isinstance(event, KNOWN) else []


KNOWN = (
    TicketMuted, TicketUnmuted, TicketContinued, ChoiceAsked, TicketRated, SlaWarned, SlaBreached, ObserverDropped,
    TicketLeftAlone, MarkedAsSpam, RestoredFromSpam, MoveDropped,
    TicketLinked, TicketUnlinked, TicketMerged, IncidentsAnswered, TicketSnoozed, SnoozeEnded,
    WatchBegun, WatchEnded,
    RequesterJoined, RequesterParted, RequesterForgotten,
)  # fmt: skip
"""What has only to be known to the agents."""


def may_leave(audience: Audience, *, client: bool) -> bool:
    """An internal thing has no path to a client's address (B5, faults F1)."""
    return audience is Audience.PUBLIC or not client


def _shown(message: MessageId, parties: Parties) -> list[Wish]:
    return [] if parties.at_staff else [Wish(To.STAFF, Kind.MESSAGE, Audience.INTERNAL, message)]


def _held(event: AnswerHeld | AnswerTakenBack, parties: Parties) -> list[Wish]:
    """Of the agents' alone: where it waits, with what takes it back; and that it was taken back."""
    if isinstance(event, AnswerHeld):
        return [CARD, *(_shown(event.message, parties) or [LOG])]
    return [CARD, LOG, Wish(To.STAFF, Kind.ECHO, Audience.INTERNAL, event.message)]


def _retold(event: Event, parties: Parties) -> bool:
    """Who has changed an agent's answer, and where the old text may still be read; who has taken a word away."""
    changed = isinstance(event, MessageEdited) and parties.said_by_staff and parties.said is Audience.PUBLIC
    return changed or isinstance(event, MessageWithdrawn)


def _redrawn(message: MessageId, parties: Parties) -> list[Wish]:
    """The opening word stands on the card; what was written in the agents' channel is edited there."""
    echo = Wish(To.STAFF, Kind.ECHO, Audience.INTERNAL, message)
    return [] if parties.opening or parties.at_staff else [echo]


def _file(file: FileId, message: MessageId, parties: Parties) -> list[Wish]:
    said = parties.said or Audience.INTERNAL
    shown = [] if parties.at_staff else [Wish(To.STAFF, Kind.FILE, Audience.INTERNAL, message, file)]
    if parties.said_by_staff and said is Audience.PUBLIC:
        return [*shown, Wish(To.REQUESTER, Kind.FILE, said, message, file)]
    return shown
