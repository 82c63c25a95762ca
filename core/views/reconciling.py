"""What the desk knows of a chat, for a door that compares it with what stands there (faults A3; decision 0033)."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import sqlalchemy as sa

from core.kinds import Door, Instant, Reaction, TicketId
from core.outbox import reactions
from core.outbox.addresses import addresses
from core.outbox.posts import posts
from core.people.person import Person
from core.people.store import identities
from core.profile.schema import Profile
from core.tickets.messages import messages
from core.views.queries import Query

MOST = 500
"""So many places are asked for at once."""


@dataclass(frozen=True, slots=True)
class KnownWord:
    """Somebody's own message in a chat. `mark` is the door's count of its edits, `author` their id there, if any."""

    ref: str
    mark: int
    author: str | None
    withdrawn: bool


@dataclass(frozen=True, slots=True)
class WordsOf(Query[tuple[KnownWord, ...]]):
    """What people wrote themselves in one chat, of a ticket, or at some places, whichever ticket they went on to."""

    door: Door
    key: str
    ticket: TicketId
    refs: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Reacted:
    """`since`: reactions on older messages are not known."""

    reactions: tuple[Reaction, ...]
    since: Instant


@dataclass(frozen=True, slots=True)
class ReactionsOn(Query[Reacted]):
    """Which reactions on some messages of a chat were acted upon, or taken off again."""

    door: Door
    key: str
    refs: tuple[str, ...]


def words_of(conn: sa.Connection, profile: Profile, by: Person, query: WordsOf) -> tuple[KnownWord, ...]:
    named = [word for refs in _batches(query.refs) for word in _words(conn, query, posts.c.ref.in_(refs))]
    of_ticket = _words(conn, query, posts.c.ticket_id == query.ticket)
    return tuple({word.ref: word for word in (*named, *of_ticket)}.values())


def _words(conn: sa.Connection, query: WordsOf, which: sa.ColumnElement[bool]) -> Iterator[KnownWord]:
    theirs = sa.and_(identities.c.person_id == messages.c.author, identities.c.door == query.door.value)
    rows = conn.execute(
        sa.select(posts.c.ref, messages.c.edit_mark, messages.c.withdrawn_at, identities.c.external_id)
        .join(addresses, addresses.c.id == posts.c.address_id)
        .join(messages, messages.c.id == posts.c.message_id)
        .outerjoin(identities, theirs)
        .where(addresses.c.door == query.door.value, addresses.c.key == query.key, posts.c.own.is_(False), which)
        .order_by(posts.c.id)
    )
    for row in rows:
        yield KnownWord(row.ref, row.edit_mark, row.external_id, row.withdrawn_at is not None)


def reactions_on(conn: sa.Connection, profile: Profile, by: Person, query: ReactionsOn) -> Reacted:
    found = [one for refs in _batches(query.refs) for one in reactions.on(conn, query.door, query.key, refs)]
    return Reacted(tuple(found), reactions.since(conn))


def _batches(refs: Sequence[str]) -> Iterator[Sequence[str]]:
    for start in range(0, len(refs), MOST):
        yield refs[start : start + MOST]
