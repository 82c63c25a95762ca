"""Every kind of event by its name, and how one is written into the history and read again."""

from typing import Any

from core.kinds import Event
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

KINDS: dict[str, type[Event]] = {
    kind.__name__: kind
    for kind in (
        TicketOpened, CommentAdded, NoteAdded, TicketAssigned, StatusMoved, TicketRated, FileArrived, FileMissed,
        TicketEscalated, ChoiceAsked, TicketMuted, TicketUnmuted, TicketContinued, MessageEdited, FilesAdded,
        TicketTriaged, SlaWarned, SlaBreached, SlaAcknowledged, ObserverAdded, ObserverDropped, SurveyAsked,
        MarkedAsSpam, RestoredFromSpam, TicketLeftAlone, AnswerHeld, AnswerTakenBack, MessageWithdrawn,
        MoveDropped,
        TicketLinked, TicketUnlinked, TicketMerged, TicketAbsorbed, TicketReleased, TicketUnmerged, IncidentsAnswered,
        TicketSnoozed, SnoozeEnded, WatchBegun, WatchEnded,
        RequesterJoined, RequesterParted, RequesterForgotten,
    )
}  # fmt: skip


def written(event: Event) -> dict[str, Any]:
    names: tuple[str, ...] = type(event).__slots__
    return {name: getattr(event, name) for name in names}


def read(kind: str, payload: dict[str, Any]) -> Event:
    """JSON knows no tuples, and no event has lists."""
    return KINDS[kind](**{name: tuple(value) if isinstance(value, list) else value for name, value in payload.items()})
