"""Messages of the conversation, put together from rows for one side of it."""

from collections.abc import Sequence

import sqlalchemy as sa

from core.kinds import Audience, MessageId, PersonId, TicketId
from core.tickets import files, messages, store
from core.tickets.model import File, Message
from core.views import ways
from core.views.card import who
from core.views.shapes import MessageView


def message_views(conn: sa.Connection, found: Sequence[Message], *, staff: bool) -> tuple[MessageView, ...]:
    ids = [message.id for message in found]
    attached = files.of_messages(conn, ids)
    own = {id: _customers_own(conn, id) for id in {message.ticket for message in found}}
    authors = {message.author: who(conn, message.author) for message in found}
    return tuple(
        MessageView(
            id=message.id,
            author=authors[message.author],
            by_staff=message.by_staff,
            internal=message.audience is Audience.INTERNAL,
            at=message.at,
            body=message.body,
            files=tuple(file for file in attached if file.message == message.id and _shown(file, message, staff=staff)),
            ways=ways.of_message(conn, message) if staff and message.by_staff else (),
            edited_at=message.edited_at,
            before=messages.before(conn, message) if staff and message.body_rev > 1 else None,
            by_observer=not message.by_staff and _aside(message, *own[message.ticket]),
            held=message.ticket if message.held_until is not None else None,
            held_to=message.held_move.to if message.held_move else None,
            ticket=message.ticket,
            letter=staff and message.letter is not None,
            doubt=message.doubt if staff else None,
            rev=message.body_rev,
            withdrawn_at=message.withdrawn_at,
            seen_at=message.seen_at,
        )
        for message in found
    )


def _shown(file: File, message: Message, *, staff: bool) -> bool:
    return staff or (files.shown(file) and message.withdrawn_at is None)


def _customers_own(conn: sa.Connection, id: TicketId) -> tuple[PersonId | None, MessageId]:
    """Whose words are the customer's, and the one that began the ticket, which staff may have entered for them."""
    ticket = store.find(conn, id)
    return ticket.requester if ticket else None, messages.opening(conn, id)


def _aside(message: Message, requester: PersonId | None, opening: MessageId) -> bool:
    return message.author != requester and message.id != opening
