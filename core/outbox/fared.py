"""How a notice fared is shown to the agents: beside the answer, or on the card (X4)."""

from collections.abc import Iterable

from core.kinds import MessageId, TicketId
from core.outbox.addresses import address
from core.outbox.model import Kind, Row
from core.outbox.moving import follow
from core.outbox.places import Switchboard, place_of
from core.outbox.redrawn import refresh
from core.storage.unit import Unit


def show(unit: Unit, board: Switchboard, ticket: TicketId, message: MessageId | None) -> None:
    """Beside the answer that it carried, or on the card where no message is named."""
    follow(unit, board, ticket)
    place = place_of(unit.conn, board, ticket)
    if place is not None:
        to, kind = address(unit, *place), Kind.CARD if message is None else Kind.ECHO
        refresh(unit, to, kind, ticket, None, message)


def withdrawn(unit: Unit, board: Switchboard, rows: Iterable[Row]) -> None:
    """Notices that were never tried and never will be: no answer of theirs is left standing as on its way."""
    told = [(row.ticket, row.message) for row in rows if row.kind is Kind.NOTICE and row.ticket and row.message]
    for ticket, message in dict.fromkeys(told):
        show(unit, board, ticket, message)
