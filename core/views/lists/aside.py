"""What a list of spam says of each ticket, beside what every list says (E3)."""

import sqlalchemy as sa

from core.kinds import TicketId
from core.spam.model import Judge, Verdict
from core.texts import shorten
from core.tickets import files, messages, store
from core.views import card as cards
from core.views.parts import SetAside

BEGINNING = 500


def set_aside(conn: sa.Connection, id: TicketId) -> SetAside | None:
    ticket = store.find(conn, id)
    if ticket is None or ticket.spam is None:
        return None
    message = messages.opening(conn, id)
    first, came = messages.find(conn, message), messages.origin(conn, message)
    return SetAside(
        body=shorten(first.body if first else "", BEGINNING),
        address=came.address if came else "",
        files=len(files.of_messages(conn, [message])),
        verdict=cards.verdict(conn, ticket) or Verdict(Judge.AGENT),
    )
