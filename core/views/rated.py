"""Ratings as agents read them: newest first, bad ones by themselves, those that nobody has read yet (C10, E16)."""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

import sqlalchemy as sa

from core.kinds import EventId, Instant, PersonId, TicketId
from core.people import rights
from core.people import store as people
from core.people.person import Person
from core.people.rules import Standing
from core.profile.schema import Profile
from core.tickets import history, messages, ratings, store
from core.tickets.events import TicketRated
from core.tickets.ratings import Rated
from core.tickets.standing import standing
from core.views.about import named
from core.views.parts import Choice
from core.views.queries import Query

PAGE, LOOKED = 8, 200


class Among(StrEnum):
    UNSEEN = "unseen"
    LOW = "low"
    """The worse half of the scale."""
    EVERY = "every"


@dataclass(frozen=True, slots=True)
class RatingLine:
    """`seen_by` is empty while nobody has read it."""

    id: int
    ticket: TicketId
    number: str
    subject: str
    grade: Choice
    low: bool
    by: str
    word: str
    at: Instant
    seen_by: str = ""


@dataclass(frozen=True, slots=True)
class Ratings:
    lines: tuple[RatingLine, ...]
    more: int | None = None


@dataclass(frozen=True, slots=True)
class ReadRatings(Query[Ratings]):
    """Of the tickets that this viewer may see. Unseen ones: the bad first, and `before` counts those gone by."""

    among: Among = Among.UNSEEN
    before: int | None = None
    most: int = PAGE


def read_ratings(conn: sa.Connection, profile: Profile, by: Person, query: ReadRatings) -> Ratings:
    """`more` is there even after few lines: then only a part of a long list was looked through."""
    rights.demand("read internal", by, Standing())
    found, lines, last = _found(conn, profile, query), list[RatingLine](), query.before
    for n, one in enumerate(found):
        if len(lines) == query.most:
            return Ratings(tuple(lines), last)
        last = (query.before or 0) + n + 1 if query.among is Among.UNSEEN else one.event
        if (line := _line(conn, profile, by, one)) is not None:
            lines.append(line)
    return Ratings(tuple(lines), last if len(found) == LOOKED else None)


def _found(conn: sa.Connection, profile: Profile, query: ReadRatings) -> list[Rated]:
    low = ratings.low(profile)
    if query.among is Among.UNSEEN:
        return ratings.unseen(conn, query.before or 0, LOOKED, low)
    return ratings.listed(conn, query.before, LOOKED, low if query.among is Among.LOW else None)


def _shown(conn: sa.Connection, profile: Profile, by: Person, one: Rated) -> bool:
    ticket = store.find(conn, one.ticket)
    return ticket is not None and rights.permits("read internal", by, standing(conn, profile, ticket, by))


def _line(conn: sa.Connection, profile: Profile, by: Person, one: Rated) -> RatingLine | None:
    ticket, recorded = store.find(conn, one.ticket), history.find(conn, EventId(one.event))
    if ticket is None or recorded is None or not _shown(conn, profile, by, one):
        return None
    assert isinstance(recorded.event, TicketRated)
    word = messages.find(conn, recorded.event.message) if recorded.event.message else None
    grade = named(profile.rating.grades if profile.rating else (), one.grade)
    assert grade is not None
    names = {id: "".join(_names(conn, id)) for id in (recorded.actor, one.seen_by) if id}
    return RatingLine(
        one.event, ticket.id, ticket.number, ticket.subject, grade, one.grade in ratings.low(profile),
        names.get(recorded.actor or 0, ""), word.body if word else "", recorded.at, names.get(one.seen_by or 0, ""),
    )  # fmt: skip


def _names(conn: sa.Connection, id: int) -> Iterator[str]:
    found = people.person(conn, PersonId(id))
    if found is not None:
        yield found.name
