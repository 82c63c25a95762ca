"""Tickets that go on in another: their number, letters, buttons and threads lead there (X2)."""

import dataclasses
from typing import Any

import sqlalchemy as sa

from core.errors import Code, Refusal
from core.kinds import Command, PersonId, TicketId
from core.storage.prepared import Prepared
from core.storage.unit import Unit
from core.tickets import observers, store
from core.tickets.answering import Attend, Leave, PresenceDue, Reply
from core.tickets.commands import (
    AddComment,
    AddNote,
    AddPending,
    EditMessage,
    Escalate,
    FileLost,
    FileStored,
    Mute,
    Unmute,
)
from core.tickets.handling import AddObserver, DropObserver, MarkSeen, ReleaseHeld, TakeBack, WithdrawMessage
from core.tickets.mailed import FetchLetter
from core.tickets.model import Ticket
from core.tickets.relating import Merge, SnoozeDue, Unmerge
from core.tickets.store import tickets

FOLLOW = (
    AddComment, AddNote, AddPending, Escalate, Mute, Unmute, AddObserver, DropObserver, Reply, Attend, Leave,
)  # fmt: skip
"""What is said to a merged ticket is said to the one that it goes on in."""
STAY = (
    EditMessage, WithdrawMessage, MarkSeen, FetchLetter, FileStored, FileLost, ReleaseHeld, TakeBack, Merge, Unmerge,
    SnoozeDue, PresenceDue,
)  # fmt: skip
"""What is about a message that stands where it stood, or about the merge itself."""

_parts = Prepared(
    sa.select(tickets.c.id, tickets.c.prefix).where(tickets.c.merged_into == sa.bindparam("of")).order_by(tickets.c.id)
)


def survivor(conn: sa.Connection, ticket: Ticket) -> Ticket:
    """The ticket itself, or the one that it goes on in at last. There are no rings: what is merged absorbs nothing."""
    while ticket.merged_into is not None:
        found = store.find(conn, ticket.merged_into)
        if found is None:
            return ticket
        ticket = found
    return ticket


def parts(conn: sa.Connection, ticket: TicketId) -> list[Any]:
    """What goes on in a ticket directly, as rows with `id` and `prefix`."""
    return _parts.all(conn, {"of": ticket})


def whole(conn: sa.Connection, ticket: TicketId) -> list[TicketId]:
    """A ticket with everything that goes on in it, however it came there."""
    return [ticket, *(one for part in parts(conn, ticket) for one in whole(conn, TicketId(part.id)))]


def readers(conn: sa.Connection, ticket: Ticket) -> list[PersonId]:
    """Who of the customer's side reads a ticket."""
    return [ticket.requester, *(id for id in observers.of_ticket(conn, ticket.id) if id != ticket.requester)]


def led_on(unit: Unit, command: Command, ticket: Ticket) -> tuple[Command, Ticket]:
    """A word to a merged ticket, as one to its survivor. Rights are judged there."""
    if ticket.merged_into is None or not isinstance(command, FOLLOW):
        return command, ticket
    unit.led_on = True
    there = store.locked(unit, survivor(unit.conn, ticket).id)
    return dataclasses.replace(command, ticket=there.id), there


def still_there(unit: Unit, command: Command, ticket: Ticket | None) -> None:
    """Raises Refusal(MERGED) for what would move a ticket that goes on in another: it was not meant for that one."""
    if ticket is not None and ticket.merged_into is not None and not isinstance(command, STAY):
        raise Refusal(Code.MERGED, number=ticket.number, into=survivor(unit.conn, ticket).number)
