"""What was changed or taken away after it had been told: the chats that show it show it as it is now (decision 0028).

A letter cannot be called back: agents see that it went as it was.
"""

import sqlalchemy as sa

from core.kinds import Audience, Happened, MessageId, PersonId
from core.outbox import grouped, lost, redrawn, store
from core.outbox.addresses import address
from core.outbox.lost import Told
from core.outbox.model import Kind, Row, State
from core.outbox.places import Switchboard, place_of
from core.outbox.store import outbox
from core.outbox.ways import by_mail
from core.profile.schema import Profile
from core.storage.unit import Unit
from core.tickets import messages, observers
from core.tickets.events import MessageEdited
from core.tickets.handling_events import MessageWithdrawn
from core.tickets.history import events

WITHDRAWN = "withdrawn"
"""The reason of what was still to go when its words were taken away."""


def correct(unit: Unit, happened: Happened, profile: Profile) -> None:
    """One row for each chat that shows the message, which is told nothing where its notice has still to go.

    An internal word has no notices, and a word of the customer's side stands in their own chat; so nothing of either
    can be drawn anywhere by this (B5).
    """
    event = happened.recorded.event
    if not isinstance(event, MessageEdited | MessageWithdrawn):
        return
    message = messages.find(unit.conn, event.message)
    if message is None or not message.by_staff or message.audience is not Audience.PUBLIC:
        return
    taken = isinstance(event, MessageWithdrawn)
    if taken:
        _withhold(unit, message.id)
    readers = _readers(unit, happened)
    for told in lost.told(unit, message.id):
        to = told.row.address
        theirs = to.person in readers or grouped.listens(unit, profile, to, happened)
        if _shown(told) and (taken or (theirs and not happened.aside)):
            redrawn.refresh(
                unit, to, Kind.EDIT, happened.recorded.ticket, happened.recorded.id, message.id,
                audience=Audience.PUBLIC,
            )  # fmt: skip


def uncorrected(unit: Unit, board: Switchboard, row: Row) -> None:
    """The agents are told that a chat still shows the old text."""
    place = place_of(unit.conn, board, row.ticket) if row.ticket else None
    if place is not None:
        store.put(
            unit, address(unit, *place), Kind.LOG, Audience.INTERNAL, dedupe=f"{Kind.LOG}:{Kind.EDIT}:{row.id}",
            ticket=row.ticket, event=row.event,
        )  # fmt: skip


def _readers(unit: Unit, happened: Happened) -> set[PersonId]:
    """Who may still read the ticket: what somebody was told who has left it stays as it was."""
    return {happened.requester, *observers.of_ticket(unit.conn, happened.recorded.ticket)}


def _shown(told: Told) -> bool:
    """What has not been sent at all is drawn as it is when it is sent."""
    begun = told.state is State.PENDING and told.row.part > 0
    there = told.state in (State.SENDING, State.SENT) or begun or (told.state is State.SUPPRESSED and told.row.part > 0)
    return there and not by_mail(told.row.address)


def _withhold(unit: Unit, message: MessageId) -> None:
    """An answer that still waits to be told is not, nor its files; a move that it goes with is told without it."""
    answers = sa.select(events.c.id).where(events.c.id == outbox.c.event_id, events.c.kind == "CommentAdded")
    waiting = sa.and_(
        outbox.c.message_id == message, outbox.c.state == "pending", outbox.c.audience == Audience.PUBLIC,
        (outbox.c.kind == Kind.FILE) | ((outbox.c.kind == Kind.NOTICE) & sa.exists(answers)),
    )  # fmt: skip
    settled = {"state": State.SUPPRESSED.value, "reason": WITHDRAWN, "settled_at": unit.now}
    unit.conn.execute(outbox.update().where(waiting).values(**settled))
