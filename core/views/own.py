"""What the customer's side asks of its tickets: colleagues' lists, files, history, what is like a new one (A11)."""

from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa

from core.customers import reading
from core.errors import Code, Refusal
from core.kinds import Audience, FileId, TicketId
from core.people import rights
from core.people.person import Person
from core.people.rules import Standing
from core.profile.schema import Profile
from core.search import shelf
from core.search.likeness import alike, telling
from core.storage.schema import LARGEST
from core.tickets import files, history, merged, messages, store
from core.tickets.handling_events import TicketTriaged
from core.tickets.model import File, Ticket
from core.tickets.standing import standing
from core.tickets.store import tickets
from core.tickets.triage import shown_to_clients
from core.views import card as cards
from core.views.lists.history import QUIET, Telling
from core.views.lists.shapes import Story
from core.views.mine import newest_in, statuses_of
from core.views.queries import Query, Which, readable
from core.views.shapes import Page, TicketLine

PAGE = 6
MOMENTS = 10
LOOK = 40
WHOLE = 500
"""So many of somebody's open tickets are compared, newest first."""


@dataclass(frozen=True, slots=True)
class ColleaguesTickets(Query[Page[TicketLine]]):
    """Those of the same companies' other people. Raises Refusal(MISSING) where the desk does not show them (B10)."""

    before: int | None = None
    which: Which = Which.ALL
    most: int = PAGE


@dataclass(frozen=True, slots=True)
class SeesColleagues(Query[bool]):
    """Whether there is such a list for the viewer."""


@dataclass(frozen=True, slots=True)
class SimilarTickets(Query[tuple[TicketLine, ...]]):
    """Open tickets of the viewer's own, and those they are in copy of, that speak of the same; likeliest first."""

    words: str
    most: int = 3


@dataclass(frozen=True, slots=True)
class TicketFiles(Query[tuple[File, ...]]):
    """The files of the public conversation, newest first. Raises Refusal(MISSING)."""

    ticket: TicketId
    most: int = 20


@dataclass(frozen=True, slots=True)
class ReadFile(Query[File]):
    """One file, for whoever may read where it was sent. Raises Refusal(MISSING)."""

    file: FileId


@dataclass(frozen=True, slots=True)
class ReadCourse(Query[Story]):
    """What happened to a ticket, as far as the customer's side hears of it: the newest part, or the one before."""

    ticket: TicketId
    before: int | None = None
    most: int = MOMENTS


def colleagues_tickets(
    conn: sa.Connection, profile: Profile, by: Person, query: ColleaguesTickets
) -> Page[TicketLine]:  # fmt: skip
    owners = _companies(conn, profile, by)
    if not owners:
        raise Refusal(Code.MISSING)
    below = LARGEST if query.before is None else min(query.before, LARGEST)
    there = [tickets.c.id < below, tickets.c.spam.is_(None), tickets.c.merged_into.is_(None)]
    if (statuses := statuses_of(profile, query.which)) is not None:
        there.append(tickets.c.status.in_(statuses))
    theirs = sa.and_(tickets.c.company_id.in_(owners), tickets.c.requester != by.id, *there)
    found = store.read(conn, theirs, query.most + 1)
    lines = tuple(cards.line(profile, one) for one in found[: query.most])
    return Page(lines, found[query.most - 1].id if len(found) > query.most else None)


def sees_colleagues(conn: sa.Connection, profile: Profile, by: Person, query: SeesColleagues) -> bool:
    return bool(_companies(conn, profile, by))


def _companies(conn: sa.Connection, profile: Profile, by: Person) -> list[int]:
    if profile.access.colleagues != "seen" or by.id <= 0 or by.stranger:
        return []
    return [company.id for company in reading.companies_of(conn, by.id)]


def similar_tickets(
    conn: sa.Connection, profile: Profile, by: Person, query: SimilarTickets
) -> tuple[TicketLine, ...]:  # fmt: skip
    said = telling(query.words)
    if not said or not rights.permits("list", by, Standing()):
        return ()
    found = [(share, one) for one in _open(conn, profile, by) if (share := _alike(conn, said, one))]
    found.sort(key=lambda pair: (pair[0], pair[1].id), reverse=True)
    return tuple(cards.line(profile, one) for _, one in found[: query.most])


def _open(conn: sa.Connection, profile: Profile, by: Person) -> list[Ticket]:
    alive = [status.id for status in profile.statuses if status.kind.open]
    return [one for one in newest_in(conn, profile, by, 2 * LOOK, alive) if one.spam is None]


def _alike(conn: sa.Connection, said: frozenset[str], ticket: Ticket) -> float:
    known = shelf.find(conn, ticket.id)
    return alike(said, known.head | known.said) if known else 0.0


def ticket_files(conn: sa.Connection, profile: Profile, by: Person, query: TicketFiles) -> tuple[File, ...]:
    ticket = readable(conn, profile, by, query.ticket)
    said = messages.conversation(conn, merged.whole(conn, ticket.id), (Audience.PUBLIC,), None, WHOLE)
    found = [one for one in files.of_messages(conn, [message.id for message in said]) if files.shown(one)]
    return tuple(reversed(found[-query.most :]))


def read_file(conn: sa.Connection, profile: Profile, by: Person, query: ReadFile) -> File:
    file = files.find(conn, query.file)
    message = messages.find(conn, file.message) if file else None
    if file is None or message is None or not files.shown(file) or message.audience is not Audience.PUBLIC:
        raise Refusal(Code.MISSING)
    readable(conn, profile, by, file.ticket)
    return file


def read_course(conn: sa.Connection, profile: Profile, by: Person, query: ReadCourse) -> Story:
    ticket = readable(conn, profile, by, query.ticket)
    rows = history.part(conn, ticket.id, QUIET, query.most + 1, before=query.before, public=True)
    found, earlier = rows[: query.most][::-1], len(rows) > query.most
    told = [one for one in found if not isinstance(one.event, TicketTriaged) or shown_to_clients(profile, one.event)]
    mine = standing(conn, profile, ticket, by)
    card = cards.card(conn, profile, ticket, staff=False, observer=None if mine.requester else by.id)
    moments = Telling(conn, profile, card, staff=False).moments(told)
    return Story(card, moments, found[0].seq if earlier else None, None)


ANSWERS: dict[type[Query[Any]], Any] = {
    ColleaguesTickets: colleagues_tickets,
    SeesColleagues: sees_colleagues,
    SimilarTickets: similar_tickets,
    TicketFiles: ticket_files,
    ReadFile: read_file,
    ReadCourse: read_course,
}
