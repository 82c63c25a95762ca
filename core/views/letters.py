"""Which ticket a letter answers, what its sender is to that ticket (faults C7, C8), and where it is kept (C10)."""

from collections.abc import Iterator
from dataclasses import dataclass

import sqlalchemy as sa

from core.clock import DAY
from core.errors import Code, Refusal
from core.kinds import Door, Instant, MessageId, TicketId
from core.outbox import lost, posts
from core.outbox.model import Kind
from core.people import rights
from core.people.person import Person
from core.people.registration import HOUSE
from core.profile.schema import Profile
from core.tickets import merged, messages, observers, store
from core.tickets.model import Ticket
from core.tickets.standing import standing
from core.views.parts import Addressed, Called
from core.views.queries import Query, readable

VALID = 30 * DAY
"""For so long an agent's reply is known by the letter that called them."""


@dataclass(frozen=True, slots=True)
class LetterAbout(Query[Addressed | None]):
    """`names` are what the letter names, tickets of signed tokens and Message-IDs, most believed first."""

    names: tuple[TicketId | str, ...]


@dataclass(frozen=True, slots=True)
class LetterOf(Query[str]):
    """The digest of the letter that a message was taken from, for agents; of the first word, where none is named."""

    ticket: TicketId
    message: MessageId | None = None


def letter_of(conn: sa.Connection, profile: Profile, by: Person, query: LetterOf) -> str:
    """Raises Refusal(MISSING) for what came another way, and to whom only the customer's side is shown."""
    ticket = readable(conn, profile, by, query.ticket)
    rights.demand("read internal", by, standing(conn, profile, ticket, by))
    message = messages.find(conn, query.message or messages.opening(conn, ticket.id))
    if message is None or message.ticket != ticket.id or message.letter is None:
        raise Refusal(Code.MISSING)
    return message.letter


def letter_about(conn: sa.Connection, profile: Profile, by: Person, query: LetterAbout) -> Addressed | None:
    """The first ticket in which the sender takes part, else the first: there the letter waits for an agent."""
    found = [_addressed(conn, profile, by, ticket) for ticket in _named(conn, query.names)]
    return next((one for one in found if one.party), next(iter(found), None))


def _named(conn: sa.Connection, names: tuple[TicketId | str, ...]) -> Iterator[Ticket]:
    for name in names:
        id = posts.ticket_of(conn, Door.MAIL, name) if isinstance(name, str) else name
        ticket = store.find(conn, id) if id is not None else None
        if ticket is not None:
            yield merged.survivor(conn, ticket)


def _addressed(conn: sa.Connection, profile: Profile, by: Person, ticket: Ticket) -> Addressed:
    mine = ticket.requester == by.id
    watches = observers.observes(conn, ticket.id, by.id)
    return Addressed(ticket.id, mine, mine or watches, profile.status(ticket.status).final)


@dataclass(frozen=True, slots=True)
class LetterOfAgent(Query[Called | None]):
    """Whose call a letter answers: `row` is the delivery that its token names, `address` is who sends (faults F4)."""

    row: int
    address: str


def letter_of_agent(
    conn: sa.Connection, profile: Profile, by: Person, query: LetterOfAgent, now: Instant
) -> Called | None:  # fmt: skip
    """For the product alone. It gives no right: what the person may do now is judged when they do it."""
    row = lost.row(conn, query.row) if by.id == HOUSE.id else None
    if row is None or row.kind is not Kind.CALL or row.ticket is None:
        return None
    theirs = row.address.key == query.address and now - row.made_at <= VALID
    return Called(row.ticket, row.address.person if theirs else None)
