"""What comes back: frozen shapes. Names are handed on; each is defined in its room."""

from core.outbox.model import Kind, Post, State, Way
from core.tickets.lifecycle import REQUESTER_VERBS, STAFF_VERBS, Verb
from core.tickets.model import File, FileState
from core.views.shapes import (
    Choice,
    Content,
    Deadline,
    Happening,
    Label,
    Me,
    MessageView,
    Page,
    Reach,
    Shown,
    Situation,
    Target,
    TicketCard,
    TicketLine,
    TicketPage,
    Who,
)

__all__ = [
    "Choice",
    "Content",
    "Deadline",
    "File",
    "FileState",
    "Happening",
    "Kind",
    "Label",
    "Me",
    "MessageView",
    "Page",
    "Post",
    "REQUESTER_VERBS",
    "Reach",
    "STAFF_VERBS",
    "Shown",
    "Situation",
    "State",
    "Target",
    "TicketCard",
    "TicketLine",
    "TicketPage",
    "Verb",
    "Way",
    "Who",
]
