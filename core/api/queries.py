"""What can be asked, and the door for asking. Names are handed on; each is defined in its room."""

from core.views.ask import Ask
from core.views.queries import (
    Arrive,
    MyOpenTickets,
    MyTickets,
    NewestTickets,
    PostAt,
    Query,
    ReadTicket,
    StaffCard,
    TicketTypes,
    WhoAmI,
)

__all__ = [
    "Ask",
    "Arrive",
    "MyOpenTickets",
    "MyTickets",
    "NewestTickets",
    "PostAt",
    "Query",
    "ReadTicket",
    "StaffCard",
    "TicketTypes",
    "WhoAmI",
]
