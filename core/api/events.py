"""What a happening can be about. Names are handed on; each is defined in its room."""

from core.tickets.events import (
    CommentAdded,
    FileArrived,
    FileMissed,
    NoteAdded,
    StatusMoved,
    TicketAssigned,
    TicketOpened,
    TicketRated,
)

__all__ = [
    "CommentAdded",
    "FileArrived",
    "FileMissed",
    "NoteAdded",
    "StatusMoved",
    "TicketAssigned",
    "TicketOpened",
    "TicketRated",
]
