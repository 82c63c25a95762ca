"""A sign on the customer's newest word that somebody of the desk has seen it: once, and lost without harm (X1)."""

from collections.abc import Iterator, Sequence
from typing import Any

import sqlalchemy as sa

from core.kinds import Audience, Door, Happened, MessageId, PersonId, TicketId
from core.outbox import store
from core.outbox.addresses import address, addresses
from core.outbox.book import Book
from core.outbox.model import Address, Kind
from core.outbox.places import Switchboard
from core.outbox.posts import posts
from core.people import group_chats, rules
from core.people import store as people
from core.profile.schema import Profile
from core.profile.states import Party
from core.storage.unit import Unit
from core.tickets import made_in, mutes, receipts
from core.tickets import store as tickets
from core.tickets.events import CommentAdded, NoteAdded, SlaAcknowledged, StatusMoved, TicketAssigned
from core.tickets.handling_events import AnswerHeld, TicketTriaged
from core.tickets.standing import standing

DONE = (TicketAssigned, NoteAdded, CommentAdded, StatusMoved, TicketTriaged, AnswerHeld, SlaAcknowledged)
"""Whoever does such a thing has read what the ticket says."""


def acknowledge(unit: Unit, board: Switchboard, profile: Profile) -> None:
    """What was done hidden shows itself to no customer (E8); whoever has muted a ticket is left in peace (D3)."""
    if not profile.conversation.receipts or unit.hidden:
        return
    worked = [one.recorded.ticket for one in unit.happened if _worked(unit, profile, one)]
    for ticket in dict.fromkeys([*unit.seen, *worked]):
        seen = receipts.see(unit, ticket)
        for to, message in _newest(unit, board, profile, ticket, seen):
            store.put(
                unit, to, Kind.REACTION, Audience.PUBLIC, dedupe=f"{Kind.REACTION}:{message}:{to.id}", ticket=ticket,
                message=message,
            )  # fmt: skip


def _worked(unit: Unit, profile: Profile, happened: Happened) -> bool:
    event, actor = happened.recorded.event, happened.recorded.actor
    if not isinstance(event, DONE) or actor is None or actor == happened.requester or happened.aside:
        return False
    if isinstance(event, StatusMoved) and event.party != Party.AGENT:
        return False
    person, ticket = people.person(unit.conn, actor), tickets.find(unit.conn, happened.recorded.ticket)
    if ticket is None or person is None or not person.staff:
        return False
    return rules.worker(person, standing(unit.conn, profile, ticket, person))


def _newest(
    unit: Unit, board: Switchboard, profile: Profile, ticket: TicketId, seen: Sequence[MessageId]
) -> Iterator[tuple[Address, MessageId]]:
    """In each chat the last of the words that came from there."""
    if not seen:
        return
    query = (
        sa.select(posts.c.message_id, addresses.c.door, addresses.c.key, addresses.c.person_id)
        .join(addresses, addresses.c.id == posts.c.address_id)
        .where(posts.c.ticket_id == ticket, posts.c.message_id.in_(seen), posts.c.kind == "origin")
        .order_by(posts.c.message_id)
    )
    newest = {(row.door, row.key): row for row in unit.conn.execute(query)}
    book = Book(unit, board)
    for row in newest.values():
        to, reader = _told(book, profile, ticket, row)
        if to is not None and to.gone is None and not mutes.muted(unit.conn, ticket, reader):
            yield to, MessageId(row.message_id)


def _told(book: Book, profile: Profile, ticket: TicketId, row: Any) -> tuple[Address | None, PersonId]:
    """Somebody's own chat; or the group in which the ticket was made, as long as that is served."""
    if row.person_id is not None:
        return book.chat(row.door, row.key, row.person_id), row.person_id
    made = made_in.there(book.unit.conn, ticket, Door(row.door), row.key)
    served = made is not None and group_chats.serves(profile, made.chat) and made.chat.door in book.board.doors
    found = tickets.find(book.unit.conn, ticket) if served else None
    return (address(book.unit, Door(row.door), row.key), found.requester) if found else (None, PersonId(0))
