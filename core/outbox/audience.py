"""Who hears of what. Pure: an event and its parties in, wishes out; the same check again before anything is sent."""

from dataclasses import dataclass
from enum import StrEnum

from core.kinds import Audience, FileId, MessageId, PersonId, Recorded
from core.outbox.model import Kind
from core.profile.schema import Party
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
    TicketTriaged,
    TicketUnmuted,
)


class To(StrEnum):
    REQUESTER = "requester"
    STAFF = "staff"


@dataclass(frozen=True, slots=True)
class Parties:
    """What the rules must know beside the event.

    `said` is the message's audience and side for events about a message or its file; `opening` says that the card
    itself shows it; `at_staff` that it stands in the agents' channel already; `assigned`, `escalated` and `spoken` what
    else the same unit did.
    """

    requester: PersonId
    said: Audience | None = None
    said_by_staff: bool = False
    at_staff: bool = False
    assigned: bool = False
    escalated: bool = False
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


def audience(recorded: Recorded, parties: Parties) -> list[Wish]:
    """The wishes of one event. Nobody is told what they did themselves, but for the receipt of a ticket (C2)."""
    by_requester = recorded.actor == parties.requester
    match recorded.event:
        case TicketOpened():
            return [CARD, NOTICE]
        case CommentAdded(message, by_staff):
            told = [NOTICE] if by_staff and message not in parties.spoken else []
            return [CARD, *_shown(message, parties), *told]
        case NoteAdded(message):
            return [CARD, *_shown(message, parties)]
        case TicketAssigned():
            return [CARD, LOG, *([] if by_requester else [NOTICE])]
        case StatusMoved(party=party):
            quiet = by_requester or parties.assigned
            known = (party == Party.SYSTEM and by_requester) or parties.escalated
            return [CARD, *([] if known else [LOG]), *([] if quiet else [NOTICE])]
        case TicketEscalated(_, message):
            return [CARD, *_shown(message, parties), LOG]
        case TicketMuted() | TicketUnmuted() | TicketContinued() | ChoiceAsked():
            return [CARD, LOG]
        case MessageEdited(message) | FilesAdded(message):
            return [CARD, *_redrawn(message, parties)]
        case TicketRated() | SlaWarned() | SlaBreached():
            return [CARD, LOG]
        case TicketTriaged() | SlaAcknowledged():
            return [CARD]
        case FileArrived(file, message):
            return _file(file, message, parties)
        case FileMissed():
            return [LOG, *([NOTICE] if not parties.said_by_staff and parties.said is Audience.PUBLIC else [])]
        case _:
            return []


def may_leave(audience: Audience, *, client: bool) -> bool:
    """An internal thing has no path to a client's address (B5, faults F1)."""
    return audience is Audience.PUBLIC or not client


def _shown(message: MessageId, parties: Parties) -> list[Wish]:
    return [] if parties.at_staff else [Wish(To.STAFF, Kind.MESSAGE, Audience.INTERNAL, message)]


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
