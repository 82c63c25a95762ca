"""What a happening can be about. Names are handed on; each is defined in its room."""

from core.tickets.events import (
    ChoiceAsked,
    CommentAdded,
    FileArrived,
    FileMissed,
    FilesAdded,
    MessageEdited,
    NoteAdded,
    StatusMoved,
    TicketAssigned,
    TicketContinued,
    TicketEscalated,
    TicketMuted,
    TicketOpened,
    TicketRated,
    TicketUnmuted,
)

__all__ = [
    "ChoiceAsked",
    "CommentAdded",
    "FileArrived",
    "FileMissed",
    "FilesAdded",
    "MessageEdited",
    "NoteAdded",
    "StatusMoved",
    "TicketAssigned",
    "TicketContinued",
    "TicketEscalated",
    "TicketMuted",
    "TicketOpened",
    "TicketRated",
    "TicketUnmuted",
]
