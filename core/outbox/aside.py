"""Of a ticket that is set aside as spam nothing leaves; what would have waits until it is restored (E3)."""

import sqlalchemy as sa

from core.kinds import Happened, Recorded, TicketId
from core.outbox import store
from core.outbox.audience import Wish
from core.outbox.lost import silence
from core.outbox.model import Address, Kind
from core.outbox.rerouting import MUTED
from core.outbox.store import outbox
from core.storage.bells import OUTBOX
from core.storage.unit import Unit
from core.tickets import history, mutes
from core.tickets.events import TicketOpened
from core.tickets.handling_events import MarkedAsSpam, RestoredFromSpam

SPAM = "spam"
STAFFS = (Kind.CARD, Kind.LOG, Kind.ECHO)
"""What shows the agents how a ticket stands that they see already."""


def kept(unit: Unit, to: Address, happened: Happened, wish: Wish) -> bool:
    """Whether a wish has been written down to wait. A card that the agents have is still drawn as it is.

    One that they have not waits as the first row of its ticket, so that everything else comes below it.
    """
    recorded = happened.recorded
    seen = wish.kind in STAFFS and history.has(unit.conn, recorded.ticket, TicketOpened)
    if seen and (wish.kind is not Kind.LOG or isinstance(recorded.event, MarkedAsSpam)):
        return False
    if wish.kind is Kind.LOG and isinstance(recorded.event, MarkedAsSpam):
        return True
    about = recorded.ticket if wish.kind is Kind.CARD else recorded.id
    what = f"{wish.kind}:{wish.message}" if wish.kind is Kind.ECHO else f"{wish.kind}"
    store.put(
        unit, to, wish.kind, wish.audience, dedupe=f"{what}:{SPAM}:{about}:{to.id}", ticket=recorded.ticket,
        event=recorded.id, message=wish.message, file=wish.file, suppressed=SPAM,
    )  # fmt: skip
    return True


def first(unit: Unit, happened: Happened) -> bool:
    """Whether nothing can be waiting yet that shows the ticket; of one that was taken for spam something is."""
    restored = any(isinstance(other.recorded.event, RestoredFromSpam) for other in unit.happened)
    return isinstance(happened.recorded.event, TicketOpened) and not restored


def turned(unit: Unit, recorded: Recorded) -> None:
    """What is marked as spam tells nobody any more; what is restored tells what has waited."""
    if isinstance(recorded.event, MarkedAsSpam):
        _withhold(unit, recorded.ticket)
    elif isinstance(recorded.event, RestoredFromSpam):
        _release(unit, recorded.ticket)


def _withhold(unit: Unit, ticket: TicketId) -> None:
    """What still waits to tell anybody of it does not go, but for what the agents' channel shows."""
    waiting = sa.and_(
        outbox.c.ticket_id == ticket, outbox.c.state == "pending",
        outbox.c.kind.in_((Kind.NOTICE, Kind.CALL)) | ((outbox.c.kind == Kind.FILE) & (outbox.c.audience == "public")),
    )  # fmt: skip
    settled = {"state": "suppressed", "reason": SPAM, "settled_at": unit.now}
    unit.conn.execute(outbox.update().where(waiting).values(**settled))


def _release(unit: Unit, ticket: TicketId) -> None:
    """In the order in which it was said, and as if it were said now; but to nobody who has muted the ticket since."""
    waits = sa.and_(outbox.c.ticket_id == ticket, outbox.c.state == "suppressed", outbox.c.reason == SPAM)
    fresh = {"state": "pending", "reason": None, "settled_at": None, "made_at": unit.now, "due_at": unit.now}
    unit.conn.execute(outbox.update().where(waits).values(**fresh))
    for person in mutes.of_ticket(unit.conn, ticket):
        silence(unit, ticket, person, MUTED)
    unit.ring(OUTBOX)
