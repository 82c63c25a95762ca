"""Everything that a message has said, for the desk's people: who wrote it, when, and who changed it (decision 0028)."""

from dataclasses import dataclass

import sqlalchemy as sa

from core.errors import Code, Refusal
from core.kinds import Instant, MessageId, PersonId, TicketId
from core.people import rights
from core.people.person import Person
from core.profile.schema import Profile
from core.tickets import history, messages, store
from core.tickets.events import MessageEdited
from core.tickets.handling_events import MessageWithdrawn
from core.tickets.standing import standing
from core.views.card import who
from core.views.parts import Who
from core.views.queries import Query
from core.views.said import message_views
from core.views.shapes import MessageView


@dataclass(frozen=True, slots=True)
class Text:
    """One of the texts of a message, and who wrote it so. A withdrawn message ends with an empty one."""

    at: Instant
    by: Who
    body: str


@dataclass(frozen=True, slots=True)
class Revisions:
    message: MessageView
    texts: tuple[Text, ...]
    """From the first to the one that stands."""


@dataclass(frozen=True, slots=True)
class ReadRevisions(Query[Revisions]):
    """Raises Refusal(MISSING) to whoever may not read what is said among staff; of one's own ticket nobody does."""

    ticket: TicketId
    message: MessageId


def read_revisions(conn: sa.Connection, profile: Profile, by: Person, query: ReadRevisions) -> Revisions:
    ticket, message = store.find(conn, query.ticket), messages.find(conn, query.message)
    if ticket is None or message is None or message.ticket != ticket.id:
        raise Refusal(Code.MISSING)
    mine = standing(conn, profile, ticket, by)
    if mine.requester or not rights.permits("read internal", by, mine):
        raise Refusal(Code.MISSING)
    authors, known = _authors(conn, ticket.id, message.id), messages.kept(conn, message.id)
    last = (message.body_rev, message.withdrawn_at or message.edited_at or message.at, message.body)
    texts = tuple(Text(at, who(conn, authors.get(rev, message.author)), body) for rev, at, body in (*known, last))
    return Revisions(message_views(conn, [message], staff=True)[0], texts)


def _authors(conn: sa.Connection, ticket: TicketId, message: MessageId) -> dict[int, PersonId]:
    """Who has made each revision but the first."""
    found = history.of_kinds(conn, ticket, (MessageEdited, MessageWithdrawn))
    edits = [(one.event, one.actor) for one in found if isinstance(one.event, MessageEdited | MessageWithdrawn)]
    return {event.rev: actor for event, actor in edits if event.message == message and actor is not None}
