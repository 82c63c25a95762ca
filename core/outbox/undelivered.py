"""A letter that had left came back: its address is gone, and what it told takes the next way (faults C6, X4)."""

from dataclasses import dataclass

from core.errors import Code, Refusal
from core.kinds import Command, Outcome
from core.outbox import fared
from core.outbox.addresses import addresses
from core.outbox.lost import joined
from core.outbox.model import Kind, Row, State
from core.outbox.places import Switchboard
from core.outbox.rerouting import another_way, leave, reroute
from core.outbox.store import attempts, outbox, row_of
from core.people.person import Caller
from core.profile.schema import Profile
from core.storage.unit import Unit

CAME = (State.SENT, State.PARKED)


@dataclass(frozen=True, slots=True)
class MarkUndelivered(Command):
    """A server says that the address of this outbox row will never take a letter.

    `recipient` is whom the report names; where given it must be the row's own address, or the report proves nothing.
    """

    row: int
    reason: str
    recipient: str | None = None


def mark_undelivered(unit: Unit, command: MarkUndelivered, by: Caller, profile: Profile) -> Outcome:
    """Raises Refusal(MISSING) for a row that is not there, or another's. A second report of a row changes nothing."""
    row = _sent(unit, command.row)
    if row is None or command.recipient not in (None, row.address.key):
        raise Refusal(Code.MISSING)
    unit.undelivered.append((row.id, command.reason))
    return Outcome(row.ticket)


def come_back(unit: Unit, board: Switchboard, rows: list[tuple[int, str]]) -> None:
    for id, reason in rows:
        row = _sent(unit, id)
        if row is not None:
            _gone(unit, board, row, reason)


def _gone(unit: Unit, board: Switchboard, row: Row, reason: str) -> None:
    """As if the address had been refused at once: tried, gone, and what waited there goes elsewhere."""
    settled = outbox.update().where(outbox.c.id == row.id, outbox.c.state.in_(CAME))
    if unit.conn.execute(settled.values(state=State.GONE, reason=reason, settled_at=unit.now)).rowcount != 1:
        return
    tried = {"outbox_id": row.id, "part": row.part, "at": unit.now, "ending": "Gone", "detail": reason[:1000]}
    unit.conn.execute(attempts.insert().values(tried))
    unit.conn.execute(addresses.update().where(addresses.c.id == row.address.id).values(gone=reason))
    if other := another_way(unit, board, row, gone=True):
        reroute(unit, other, row)
    leave(unit, board, row.address.id, f"gone: {reason}")
    if row.kind is Kind.NOTICE and row.ticket is not None:
        for about in {row.message, None}:
            fared.show(unit, board, row.ticket, about)


def _sent(unit: Unit, id: int) -> Row | None:
    found = unit.conn.execute(joined.where(outbox.c.id == id)).first()
    return None if found is None else row_of(found, "", begun=0)
