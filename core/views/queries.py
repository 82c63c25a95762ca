"""What can be asked, and what comes back. Rights are those of the commands; missing and forbidden are alike."""

from dataclasses import dataclass
from typing import Generic, TypeVar

import sqlalchemy as sa

from core.errors import Code, Refusal
from core.inbox import dialogues
from core.kinds import Actor, Audience, Door, Holder, Instant, PersonId, System, TicketId
from core.outbox import posts
from core.outbox.model import Post
from core.people import mailing, registration, rights
from core.people import store as people
from core.people.person import Person, Role
from core.people.rights import Standing
from core.profile.schema import Profile
from core.tickets import messages, store
from core.tickets.model import Ticket
from core.views import card as cards
from core.views.shapes import Choice, Me, MessageView, Page, Situation, TicketCard, TicketLine, TicketPage

T = TypeVar("T")
PAGE = 6


class Query(Generic[T]):
    """A question. Frozen dataclasses below it; the type in brackets is what comes back."""

    __slots__ = ()


@dataclass(frozen=True, slots=True)
class WhoAmI(Query[Me]):
    pass


@dataclass(frozen=True, slots=True)
class TicketTypes(Query[tuple[Choice, ...]]):
    """The types that this viewer may open a ticket of."""


@dataclass(frozen=True, slots=True)
class MyTickets(Query[Page[TicketLine]]):
    before: int | None = None
    most: int = PAGE


@dataclass(frozen=True, slots=True)
class MyOpenTickets(Query[tuple[TicketLine, ...]]):
    """Those that a free word may belong to: everything of mine that is not final, newest first."""

    most: int = 8


@dataclass(frozen=True, slots=True)
class ReadTicket(Query[TicketPage]):
    """Internal messages only for those who may see them."""

    ticket: TicketId
    before: int | None = None
    most: int = PAGE


@dataclass(frozen=True, slots=True)
class StaffCard(Query[TicketCard]):
    ticket: TicketId


@dataclass(frozen=True, slots=True)
class PostAt(Query[Post | None]):
    """What stands at a place of a chat. Places are the door's own ids; the door asks for itself."""

    door: Door
    key: str
    ref: str


@dataclass(frozen=True, slots=True)
class Arrive(Query[Situation]):
    """What a door must know before it can understand the next input of a chat, read at once."""

    dialogue: str


@dataclass(frozen=True, slots=True)
class NewestTickets(Query[tuple[TicketLine, ...]]):
    """For scripts on the machine itself."""

    most: int = 50


def viewer(conn: sa.Connection, profile: Profile, actor: Actor) -> Person:
    """The person behind an actor; somebody unknown is a client without tickets."""
    if isinstance(actor, System):
        return registration.HOUSE
    if isinstance(actor, Holder):
        return people.person(conn, actor.person) or registration.NOBODY
    unknown = Person(
        PersonId(-1), actor.name, None, registration.language(actor.language, profile), frozenset({Role.CLIENT})
    )
    return people.recognise(conn, actor) or unknown


def who_am_i(conn: sa.Connection, profile: Profile, by: Person, query: WhoAmI, now: Instant) -> Me:
    mails, offered = people.external_ids(conn, by.id, Door.MAIL), mailing.unconfirmed(conn, by.id, now)
    return Me(by.id, by.name, by.language, by.staff, by.id > 0, mails[-1] if mails else None, offered, by.ways)


def ticket_types(conn: sa.Connection, profile: Profile, by: Person, query: TicketTypes) -> tuple[Choice, ...]:
    return tuple(Choice(kind.id, kind.label) for kind in profile.types)


def my_tickets(conn: sa.Connection, profile: Profile, by: Person, query: MyTickets) -> Page[TicketLine]:
    found = store.of_requester(conn, by.id, query.before, query.most + 1)
    lines = tuple(cards.line(profile, ticket) for ticket in found[: query.most])
    return Page(lines, lines[-1].id if len(found) > query.most else None)


def my_open_tickets(conn: sa.Connection, profile: Profile, by: Person, query: MyOpenTickets) -> tuple[TicketLine, ...]:
    alive = [status.id for status in profile.statuses if not status.final]
    return tuple(cards.line(profile, found) for found in store.of_requester_in(conn, by.id, alive, query.most))


def read_ticket(conn: sa.Connection, profile: Profile, by: Person, query: ReadTicket) -> TicketPage:
    ticket = _readable(conn, by, query.ticket)
    standing = _standing(ticket, by)
    staff = rights.permits("read internal", by, standing) and not standing.requester
    audiences = (Audience.PUBLIC, Audience.INTERNAL) if staff else (Audience.PUBLIC,)
    found = messages.conversation(conn, ticket.id, audiences, query.before, query.most + 1)
    shown = found[1:] if len(found) > query.most else found
    more = shown[0].id if len(found) > query.most else None
    page: Page[MessageView] = Page(cards.message_views(conn, shown, staff=staff), more)
    return TicketPage(cards.card(conn, profile, ticket, staff=staff), page)


def staff_card(conn: sa.Connection, profile: Profile, by: Person, query: StaffCard) -> TicketCard:
    ticket = _readable(conn, by, query.ticket)
    rights.demand("read internal", by, _standing(ticket, by))
    return cards.card(conn, profile, ticket, staff=True)


def post_at(conn: sa.Connection, profile: Profile, by: Person, query: PostAt) -> Post | None:
    return posts.at(conn, query.door, query.key, query.ref)


def arrive(conn: sa.Connection, profile: Profile, by: Person, query: Arrive, now: Instant) -> Situation:
    mine = my_open_tickets(conn, profile, by, MyOpenTickets()) if by.id > 0 else ()
    return Situation(who_am_i(conn, profile, by, WhoAmI(), now), dialogues.find(conn, query.dialogue), mine)


def newest_tickets(conn: sa.Connection, profile: Profile, by: Person, query: NewestTickets) -> tuple[TicketLine, ...]:
    rights.demand("read internal", by, Standing())
    return tuple(cards.line(profile, ticket, staff=True) for ticket in store.newest(conn, query.most))


def _readable(conn: sa.Connection, by: Person, id: TicketId) -> Ticket:
    ticket = store.find(conn, id)
    if ticket is None or not rights.permits("read", by, _standing(ticket, by)):
        raise Refusal(Code.MISSING)
    return ticket


def _standing(ticket: Ticket, by: Person) -> Standing:
    return Standing(requester=ticket.requester == by.id, assignee=ticket.assignee == by.id)
