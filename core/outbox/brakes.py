"""How many letters a letter may cause: machines that answer each other through us go quiet (faults C5, G1).

Every automatic letter that is let through is counted under its scopes. A brake withholds a row, with its reason.
"""

from collections.abc import Sequence

import sqlalchemy as sa

from core.clock import DAY, HOUR
from core.kinds import Door, Event, Happened, Instant, Prompt
from core.outbox.model import Address
from core.outbox.store import outbox
from core.people import store as people
from core.people.person import Proof
from core.storage.prepared import Prepared
from core.storage.schema import instant, key, metadata, text
from core.storage.unit import Unit
from core.tickets.events import CommentAdded, TicketOpened
from core.tickets.handling_events import ObserverAdded
from core.tickets.history import events

brakes = sa.Table("brakes", metadata, key(), text("scope"), instant("at"))
sa.Index("ix_brakes_scope", brakes.c.scope, brakes.c.at)
sa.Index("ix_brakes_at", brakes.c.at)

_alive = (
    sa.select(sa.func.coalesce(sa.func.max(events.c.id), 0))
    .where(events.c.ticket_id == sa.bindparam("about"), events.c.door != Door.MAIL.value)
    .scalar_subquery()
)
_letters_words = Prepared(
    sa.select(sa.func.count().label("count"))
    .select_from(outbox.join(events, events.c.id == outbox.c.event_id))
    .where(
        outbox.c.kind == "notice",
        outbox.c.ticket_id == sa.bindparam("about"),
        outbox.c.address_id == sa.bindparam("to"),
        events.c.kind == CommentAdded.__name__,
        events.c.id > _alive,
    )
)
"""What others' letters said to an address about a ticket since somebody acted there through another door."""
_spent_since = Prepared(
    sa.select(sa.func.count().label("count"))
    .select_from(brakes)
    .where(brakes.c.scope == sa.bindparam("of"), brakes.c.at > sa.bindparam("since"))
)
_forget = Prepared(brakes.delete().where(brakes.c.at <= sa.bindparam("before")))
_count = Prepared(brakes.insert())
Limit = tuple[str, int, Instant]
"""A scope, how many letters, and within how long."""
TICKET_A_DAY = 3
ADDRESS = (10, 3 * HOUR)
WORDS = 10
"""Of people who write to each other through us, until somebody acts through another door: two machines in one ticket
would carry each other's words for ever, and in no haste."""
CALLS = (10, DAY)
"""To somebody of the desk, about one ticket, because of letters."""
STRANGERS = (200, HOUR)
"""Of all whom nobody knew a day ago: forged senders are not our post's addressees."""


def notice(unit: Unit, happened: Happened, to: Address) -> str | None:
    """Why a letter that a letter has caused stays here; nothing where it may go, and then it is counted."""
    recorded = happened.recorded
    if recorded.door is not Door.MAIL or to.door is not Door.MAIL:
        return None
    if isinstance(recorded.event, CommentAdded):
        spoken = _letters_words.first(unit.conn, {"to": to.id, "about": recorded.ticket})
        return "brake: words" if spoken.count >= WORDS else None
    limits = [(f"ticket:{to.id}:{recorded.ticket}", TICKET_A_DAY, DAY), (f"address:{to.id}", *ADDRESS)]
    if _stranger(unit, recorded.event, to):
        limits.append(("strangers", *STRANGERS))
    return _spent(unit, limits)


def call(unit: Unit, happened: Happened, to: Address) -> str | None:
    """Why a call that an agent's letter has caused stays here: two agents' machines could answer each other (F4)."""
    recorded = happened.recorded
    if recorded.door is not Door.MAIL or isinstance(recorded.event, TicketOpened):
        return None
    return _spent(unit, [(f"call:{to.id}:{recorded.ticket}", *CALLS)])


def _stranger(unit: Unit, event: Event, to: Address) -> bool:
    """Nobody knew the address a day ago: it wrote by itself, or somebody's letter went to it as well (A4)."""
    proofs = {TicketOpened: (Proof.CHANNEL,), ObserverAdded: (Proof.CHANNEL, Proof.NAMED)}.get(type(event))
    return proofs is not None and people.newcomer(unit.conn, to.door, to.key, unit.now - DAY, *proofs)


def prompt(unit: Unit, said: Prompt, to: Address) -> str | None:
    """An automatic answer of the bot's own: once a day to an address about a ticket, or about none."""
    if not said.automatic:
        return None
    return _spent(unit, [(f"prompt:{to.id}:{said.ticket or 0}", 1, DAY), ("strangers", *STRANGERS)])


def _spent(unit: Unit, limits: Sequence[Limit]) -> str | None:
    for scope, most, span in limits:
        if _spent_since.first(unit.conn, {"of": scope, "since": unit.now - span}).count >= most:
            return f"brake: {scope.partition(':')[0]}"
    _forget.run(unit.conn, {"before": unit.now - DAY})
    for scope, _, _ in limits:
        _count.run(unit.conn, {"scope": scope, "at": unit.now})
    return None
