"""What can be asked, and what comes back. Rights are those of the commands; missing and forbidden are alike."""

from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Generic, TypeVar

import sqlalchemy as sa

from core.errors import Code, Refusal
from core.kinds import Actor, Audience, Door, Holder, Instant, PersonId, System, TicketId
from core.outbox import posts
from core.outbox.model import Place, Post
from core.people import mailing, registration, rights
from core.people import store as people
from core.people.person import Person
from core.people.rules import Standing
from core.people.zones import zone_of
from core.profile import tree
from core.profile.schema import Profile
from core.tickets import merged, messages, store
from core.tickets.model import Ticket
from core.tickets.standing import standing
from core.views import card as cards
from core.views.parts import Choice
from core.views.said import message_views
from core.views.shapes import MessageView, Page, TicketCard, TicketLine, TicketPage
from core.views.viewer import Me, Situation

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


class Which(StrEnum):
    """Of a customer's list: by what the statuses mean, whatever the desk calls them."""

    ALL = "all"
    OPEN = "open"
    WAITING = "waiting"
    """For the customer: an answer, or a word on whether all is well."""
    CLOSED = "closed"


@dataclass(frozen=True, slots=True)
class MyTickets(Query[Page[TicketLine]]):
    before: int | None = None
    most: int = PAGE
    which: Which = Which.ALL


@dataclass(frozen=True, slots=True)
class MyOpenTickets(Query[tuple[TicketLine, ...]]):
    """Those that a free word may belong to: what is mine, or has me in copy, and is not final; newest first."""

    most: int = 30


@dataclass(frozen=True, slots=True)
class ReadTicket(Query[TicketPage]):
    """Internal messages only for those who may see them; `outside`: for nobody, and no agent's card either.

    That is how a door of the customer's side reads, where somebody of the desk may come in as an observer (A4, F3).
    """

    ticket: TicketId
    before: int | None = None
    most: int = PAGE
    outside: bool = False


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
    topic: Place | None = None


@dataclass(frozen=True, slots=True)
class NewestTickets(Query[tuple[TicketLine, ...]]):
    """For scripts on the machine itself; somebody of the desk gets those of them that they may see."""

    most: int = 50


def viewer(conn: sa.Connection, profile: Profile, actor: Actor) -> Person:
    """The person behind an actor; somebody unknown is a client without tickets."""
    if isinstance(actor, System):
        return registration.HOUSE
    if isinstance(actor, Holder):
        return registration.holder(conn, actor)
    unknown = Person(
        PersonId(-1), actor.name, None, registration.language(actor.language, profile),
        frozenset({registration.unknown(profile)}),
    )  # fmt: skip
    return registration.recognised(conn, actor) or unknown


def who_am_i(conn: sa.Connection, profile: Profile, by: Person, query: WhoAmI, now: Instant) -> Me:
    mails, offered = people.external_ids(conn, by.id, Door.MAIL), mailing.unconfirmed(conn, by.id, now)
    return Me(
        by.id, by.name, by.language, by.staff, by.id > 0, mails[-1] if mails else None, offered, by.ways,
        zone_of(conn, by, profile.zone), by.stranger, by.quiet, by.digest,
    )  # fmt: skip


def ticket_types(conn: sa.Connection, profile: Profile, by: Person, query: TicketTypes) -> tuple[Choice, ...]:
    return tuple(Choice(kind.id, kind.label) for kind in tree.types_of(profile, None, public=not by.staff))


def read_ticket(conn: sa.Connection, profile: Profile, by: Person, query: ReadTicket) -> TicketPage:
    ticket = readable(conn, profile, by, query.ticket)
    mine = standing(conn, profile, ticket, by)
    staff = rights.permits("read internal", by, mine) and not mine.requester and not query.outside
    audiences = (Audience.PUBLIC, Audience.INTERNAL) if staff else (Audience.PUBLIC,)
    found = messages.conversation(conn, merged.whole(conn, ticket.id), audiences, query.before, query.most + 1)
    shown = found[1:] if len(found) > query.most else found
    more = shown[0].id if len(found) > query.most else None
    page: Page[MessageView] = Page(message_views(conn, shown, staff=staff), more)
    observer = by.id if (mine.observer or mine.colleague) and not staff and not mine.requester else None
    card = cards.card(conn, profile, ticket, staff=staff, observer=observer)
    if observer is not None and not mine.observer:
        card = replace(card, verbs=(), muted=False)
    return TicketPage(card, page, zone_of(conn, by, profile.zone))


def staff_card(conn: sa.Connection, profile: Profile, by: Person, query: StaffCard) -> TicketCard:
    ticket = readable(conn, profile, by, query.ticket)
    rights.demand("read internal", by, standing(conn, profile, ticket, by))
    return cards.card(conn, profile, ticket, staff=True)


def post_at(conn: sa.Connection, profile: Profile, by: Person, query: PostAt) -> Post | None:
    return posts.at(conn, query.door, query.key, query.ref)


def newest_tickets(conn: sa.Connection, profile: Profile, by: Person, query: NewestTickets) -> tuple[TicketLine, ...]:
    rights.demand("read internal", by, Standing())
    newest = store.newest(conn, query.most)
    seen = [one for one in newest if rights.permits("read internal", by, standing(conn, profile, one, by))]
    return tuple(cards.line(profile, ticket, staff=True) for ticket in seen)


def readable(conn: sa.Connection, profile: Profile, by: Person, id: TicketId) -> Ticket:
    """The ticket, or the one that it goes on in, if this viewer may see that. Raises Refusal(MISSING)."""
    found = store.find(conn, id)
    ticket = merged.survivor(conn, found) if found else None
    if ticket is None or not rights.permits("read", by, standing(conn, profile, ticket, by)):
        raise Refusal(Code.MISSING)
    return ticket
