"""Every rating that came, and whether an agent has read it: none is left unread (C10)."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa

from core.errors import Code, Refusal
from core.kinds import Command, EventId, Instant, Outcome, TicketId
from core.people.person import Caller
from core.profile.schema import Profile
from core.storage.schema import Key, instant, metadata, partial_index, ref, text
from core.storage.unit import Unit
from core.tickets import history, messages, store
from core.tickets.events import TicketRated

ratings = sa.Table(
    "ratings",
    metadata,
    sa.Column("event_id", Key, sa.ForeignKey("events.id"), primary_key=True, autoincrement=False),
    ref("ticket_id", "tickets.id", index=True),
    text("grade"),
    ref("seen_by", "persons.id", nullable=True),
    instant("seen_at", nullable=True),
)
partial_index("ix_ratings_unseen", ratings.c.seen_at.is_(None), ratings.c.event_id)


@dataclass(frozen=True, slots=True)
class SeeRating(Command):
    """An agent has read what a customer said of the work: this rating, and those of the ticket before it."""

    ticket: TicketId
    rating: int


@dataclass(frozen=True, slots=True)
class Rated:
    event: int
    ticket: TicketId
    grade: str
    seen_by: int | None
    seen_at: Instant | None


def note(unit: Unit) -> None:
    """What was rated in this unit waits to be read."""
    for one in unit.happened:
        if isinstance(one.recorded.event, TicketRated):
            row = {"event_id": one.recorded.id, "ticket_id": one.recorded.ticket, "grade": one.recorded.event.grade}
            unit.conn.execute(ratings.insert(), row)


def see_rating(unit: Unit, command: SeeRating, by: Caller, profile: Profile) -> Outcome:
    """Who read it first stays. Raises Refusal(MISSING) for a rating of another ticket."""
    ticket = store.locked(unit, command.ticket)
    mine = sa.and_(ratings.c.ticket_id == ticket.id, ratings.c.event_id <= command.rating)
    if unit.conn.execute(sa.select(ratings.c.event_id).where(mine).limit(1)).first() is None:
        raise Refusal(Code.MISSING)
    seen = ratings.update().where(mine, ratings.c.seen_at.is_(None))
    unit.conn.execute(seen.values(seen_by=by.person.id, seen_at=unit.now))
    return Outcome(ticket.id, ticket.number)


def low(profile: Profile) -> tuple[str, ...]:
    """The worse half of the scale, which is written best first."""
    grades = profile.rating.grades if profile.rating else ()
    return tuple(one.id for one in grades[(len(grades) + 1) // 2 :])


def listed(conn: sa.Connection, before: int | None, most: int, among: Sequence[str] | None) -> list[Rated]:
    """Newest first. `among`: only these grades."""
    query = sa.select(ratings).order_by(ratings.c.event_id.desc()).limit(most)
    query = query.where(ratings.c.event_id < before) if before is not None else query
    query = query.where(ratings.c.grade.in_(among)) if among is not None else query
    return [_rated(row) for row in conn.execute(query)]


def unseen(conn: sa.Connection, skipped: int, most: int, first: Sequence[str]) -> list[Rated]:
    """What has still to be read: these grades first, the newest of each first. It is a heap to be worked off."""
    order = [ratings.c.grade.in_(first).desc()] if first else []
    query = sa.select(ratings).where(ratings.c.seen_at.is_(None)).order_by(*order, ratings.c.event_id.desc())
    return [_rated(row) for row in conn.execute(query.limit(most).offset(skipped))]


def _rated(row: Any) -> Rated:
    return Rated(row.event_id, TicketId(row.ticket_id), row.grade, row.seen_by, row.seen_at)


def word(conn: sa.Connection, ticket: TicketId) -> str:
    """What the customer said with the newest grade."""
    newest = sa.select(ratings.c.event_id).where(ratings.c.ticket_id == ticket).order_by(ratings.c.event_id.desc())
    id = conn.execute(newest.limit(1)).scalar_one_or_none()
    recorded = history.find(conn, EventId(id)) if id is not None else None
    event = recorded.event if recorded else None
    said = messages.find(conn, event.message) if isinstance(event, TicketRated) and event.message else None
    return said.body if said else ""
