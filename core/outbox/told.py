"""Which of the desk's own people hear of something, as a profile names them (E7, X5)."""

from collections.abc import Iterable, Iterator

import sqlalchemy as sa

from core.kinds import Instant, PersonId, TicketId
from core.outbox.ways import kind_of
from core.people import absences, duties, groups, rights
from core.people import store as people
from core.people.person import Person, Role
from core.profile.access import Telling
from core.profile.care import Notices
from core.profile.schema import Profile
from core.profile.time import BREACH
from core.tickets import store, watchers
from core.tickets.events import (
    FileArrived,
    FileMissed,
    FilesAdded,
    MessageEdited,
    SlaAcknowledged,
    SlaBreached,
    SlaWarned,
)
from core.tickets.handling_events import MessageWithdrawn
from core.tickets.model import Ticket
from core.tickets.relating_events import SnoozeEnded, TicketSnoozed
from core.tickets.standing import standing


def tellings(notices: Notices, event: object, way: str) -> list[Telling]:
    kind = kind_of(event)
    return [one for one in notices.staff if kind in one.on and way in one.ways]


def called(
    conn: sa.Connection, profile: Profile, found: Iterable[Telling], ticket: Ticket, at: Instant
) -> list[PersonId]:  # fmt: skip
    """Those who are there of each telling, else those whom it names otherwise."""

    def meant(tell: Iterable[str]) -> list[PersonId]:
        return named(conn, profile, tell, ticket, at)

    return list(dict.fromkeys(id for one in found for id in meant(one.tell) or meant(one.otherwise)))


QUIET = (
    FileArrived, FileMissed, FilesAdded, MessageEdited, MessageWithdrawn, SlaAcknowledged, TicketSnoozed,
    SnoozeEnded,
)  # fmt: skip
"""What follows from something that was told already, or is one agent's own."""


def watching(
    conn: sa.Connection, profile: Profile, event: object, ticket: TicketId, actor: PersonId | None
) -> list[PersonId]:  # fmt: skip
    """Who wants to hear of everything on the ticket, may still see it, and has not done this (X2)."""
    ids = [] if isinstance(event, QUIET) else watchers.of_ticket(conn, ticket)
    known = store.find(conn, ticket) if ids else None
    people_there = [people.person(conn, id) for id in ids if id != actor]
    return [one.id for one in people_there if one and known and hears(conn, profile, known, one)]


def named(conn: sa.Connection, profile: Profile, tell: Iterable[str], ticket: Ticket, at: Instant) -> list[PersonId]:
    """Whom a list of the profile means now. Who has left the desk, or may not see the ticket, is not called to it."""
    return _heard(conn, profile, ticket, (id for one in tell for id in _meant(conn, one, ticket)), at)


def missing(conn: sa.Connection, profile: Profile, event: object, ticket: Ticket, at: Instant) -> list[PersonId]:
    """Those whom the tellings name, and who are away: they read of it when they are back."""
    found = [one for way in ("chat", "mail") for one in tellings(profile.notices, event, way)]
    ids = dict.fromkeys(id for one in found for word in one.tell for id in _meant(conn, word, ticket))
    gone = [people.person(conn, id) for id in ids if absences.away(conn, id, at)]
    return [one.id for one in gone if one and hears(conn, profile, ticket, one)]


def laddered(
    conn: sa.Connection, profile: Profile, event: SlaWarned | SlaBreached, ticket: Ticket, at: Instant
) -> list[PersonId]:  # fmt: skip
    """A step of a ladder reaches whoever is on call for a group first: alone, until a target is broken (X5).

    What goes on beyond that calls the whole group, too.
    """
    return _heard(conn, profile, ticket, _climbed(conn, profile, event, ticket, at), at)


def on_call_first(
    conn: sa.Connection, profile: Profile, group: str, ticket: Ticket, at: Instant
) -> list[PersonId]:  # fmt: skip
    """A whole group, and its person on call before the others (D4)."""
    first = duties.on_call(conn, profile, group, at)
    return _heard(conn, profile, ticket, [*([first] if first else []), *_meant(conn, f"group:{group}", ticket)], at)


def _climbed(
    conn: sa.Connection, profile: Profile, event: SlaWarned | SlaBreached, ticket: Ticket, at: Instant
) -> Iterator[PersonId]:
    for one in event.tell:
        kind, _, group = one.partition(":")
        first = duties.on_call(conn, profile, group, at) if kind == "group" else None
        heard = _heard(conn, profile, ticket, [first] if first else [], at)
        yield from heard
        if not heard or event.percent > BREACH:
            yield from _meant(conn, one, ticket)


def _heard(
    conn: sa.Connection, profile: Profile, ticket: Ticket, ids: Iterable[PersonId], at: Instant
) -> list[PersonId]:  # fmt: skip
    """Each once; of who is away whoever takes over, if they may see the ticket."""

    def may(id: PersonId) -> bool:
        found = people.person(conn, id)
        return found is not None and hears(conn, profile, ticket, found)

    reached = ((id, absences.there(conn, id, at)) for id in dict.fromkeys(ids))
    return list(dict.fromkeys(cover if may(cover) else id for id, cover in reached if may(cover) or may(id)))


def hears(conn: sa.Connection, profile: Profile, ticket: Ticket, person: Person) -> bool:
    """Whether what is said among the desk's people about a ticket is for somebody's ears (A2, B5)."""
    return person.staff and rights.permits("read internal", person, standing(conn, profile, ticket, person))


def _meant(conn: sa.Connection, one: str, ticket: Ticket) -> list[PersonId]:
    kind, _, id = one.partition(":")
    match kind:
        case "assignee":
            return [ticket.assignee] if ticket.assignee else []
        case "colleagues":
            waiting = groups.members(conn, ticket.group) if ticket.group else []
            return groups.colleagues(conn, ticket.assignee) if ticket.assignee else waiting
        case "group":
            return groups.members(conn, id)
        case "role":
            return people.with_role(conn, Role(id))
        case "person":
            known = people.by_email(conn, id)
            return [known.id] if known else []
        case _:
            return []
