"""Why a row for somebody is written and does not go (agreement 2)."""

from core.kinds import Happened
from core.outbox import brakes
from core.outbox.audience import To, Wish
from core.outbox.model import Address
from core.outbox.rerouting import MUTED
from core.people import store as people
from core.people.person import Role
from core.storage.unit import Unit
from core.tickets import messages, mutes
from core.tickets.events import TicketOpened

HIDDEN, SHUT, UNWANTED = "hidden", "no access", "no answer wanted"


def withheld(unit: Unit, happened: Happened, wish: Wish, to: Address) -> str | None:
    """What was done hidden (E8), or is muted, is written too, with its reason. A receipt cannot have been muted.

    Nor does anything go to whom the desk is closed to (E11), or to whom a machine would answer for ever (faults C5).
    """
    recorded, reader = happened.recorded, to.person or happened.requester
    if wish.to is To.STAFF:
        return None
    known = people.person(unit.conn, reader)
    if known is not None and Role.BLOCKED in known.roles:
        return SHUT
    if not isinstance(recorded.event, TicketOpened):
        if recorded.hidden:
            return HIDDEN
        if mutes.muted(unit.conn, recorded.ticket, reader):
            return MUTED
    if _unanswered(unit, happened, to):
        return UNWANTED
    return brakes.notice(unit, happened, to)


def _unanswered(unit: Unit, happened: Happened, to: Address) -> bool:
    """Of a letter that was taken for spam its message still knows."""
    event, origin, actor = happened.recorded.event, happened.origin, happened.recorded.actor
    if origin is None and isinstance(event, TicketOpened):
        origin, actor = messages.origin(unit.conn, event.message), happened.requester
    return origin is not None and origin.unanswered and to.person == actor
