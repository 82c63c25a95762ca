"""What an agent is offered who takes a ticket down: the form, and people to pick the requester from (C1, B4, E15)."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

import sqlalchemy as sa

from core.customers import reading
from core.customers.tables import companies, contacts
from core.kinds import Door, Json, PersonId, TicketId, Visitor
from core.outbox import posts, stands
from core.outbox.addresses import addresses
from core.outbox.model import Kind
from core.people import particulars, phones, registration, rights
from core.people import store as people
from core.people.person import Person, Role
from core.people.rules import Standing
from core.people.store import grants, persons
from core.profile.schema import Profile
from core.tickets import form
from core.views.about import named
from core.views.forms import choices, leaves, worded
from core.views.offers import EnteringForm, Known, TriageForm
from core.views.queries import Query

MOST = 20
WORDS = 5
DEED = "EnterTicket"


@dataclass(frozen=True, slots=True)
class EnteringOffers(Query[EnteringForm]):
    """The form of a new ticket, given the type and the answers so far; `requester` says whose things are offered.

    `author` wrote what it is made from: somebody known at the agents' door, or nobody.
    """

    type: str | None = None
    answers: Json = field(default_factory=dict)
    requester: PersonId | None = None
    author: str | None = None


@dataclass(frozen=True, slots=True)
class FindPeople(Query[tuple[Known, ...]]):
    """People by every word of a name, mail address, phone or company; without a word whoever asks."""

    text: str


@dataclass(frozen=True, slots=True)
class CardPlace(Query[tuple[str, str] | None]):
    """The agents' channel that shows a ticket's card, and where there, if one does. `key` is the common one."""

    ticket: TicketId
    door: Door
    key: str


def card_place(conn: sa.Connection, profile: Profile, by: Person, query: CardPlace) -> tuple[str, str] | None:
    rights.demand("read internal", by, Standing())
    stand = stands.of_ticket(conn, query.ticket)
    common = sa.and_(addresses.c.door == query.door.value, addresses.c.key == query.key)
    there = addresses.c.id == stand.address_id if stand else common
    place = conn.execute(sa.select(addresses.c.id, addresses.c.key).where(there)).first()
    shown = posts.of_ticket(conn, query.ticket, place.id) if place else []
    return next(((place.key, post.ref) for post in shown if place and post.kind == Kind.CARD), None)


def entering_offers(conn: sa.Connection, profile: Profile, by: Person, query: EnteringOffers) -> EnteringForm:
    rights.demand(DEED, by, Standing())
    type = profile.type(query.type or "") or profile.type(profile.default_type) or profile.types[0]
    owners = [one.id for one in reading.companies_of(conn, query.requester)] if query.requester else []
    asked = form.asked(profile, type.id, dict(query.answers), staff=True)
    offered = TriageForm(
        ticket=None, rev=0, type=named(profile.types, type.id),
        priority=named(profile.priorities, profile.default_priority.id), category=None, service=None, brand=None,
        due_at=None, fields={}, types=choices(profile.types), priorities=choices(profile.priorities),
        categories=choices(profile.categories), services=tuple(leaves(profile)), brands=choices(profile.brands),
        questions=worded(conn, profile, asked, owners), assignee=None, group=None, groups=(), people=(), assigns=False,
    )  # fmt: skip
    author = registration.recognised(conn, Visitor(Door.SLACK, query.author)) if query.author else None
    return EnteringForm(
        offered, choices(profile.sources), _phoned(profile), Door.PHONE.value in profile.doors,
        _known(conn, author) if author else None,
    )  # fmt: skip


def _phoned(profile: Profile) -> str | None:
    return next((one.id for one in profile.sources if one.door == Door.PHONE.value), None)


def find_people(conn: sa.Connection, profile: Profile, by: Person, query: FindPeople) -> tuple[Known, ...]:
    rights.demand(DEED, by, Standing())
    wanted = _wanted(query.text)
    if not wanted:
        return (_known(conn, by),)
    shut = sa.exists().where(grants.c.person_id == persons.c.id, grants.c.role == Role.BLOCKED.value)
    fit = sa.select(persons.c.id).where(~shut, *wanted).order_by(persons.c.id.desc()).limit(MOST)
    found = (people.person(conn, PersonId(id)) for id in conn.execute(fit).scalars())
    return tuple(_known(conn, one) for one in found if one)


def _wanted(text: str) -> Sequence[sa.ColumnElement[bool]]:
    """A phone is one word, however it is spaced."""
    digits = particulars.digits(text)
    if digits and not any(sign.isalpha() or sign == "@" for sign in text):
        return (phones.has(digits),)
    return tuple(_word(one) for one in text.split()[:WORDS])


def _word(word: str) -> sa.ColumnElement[bool]:
    """SQLite folds the case of Latin letters only: the others are asked for as they are usually written."""
    spellings = dict.fromkeys((word, word.casefold(), word.capitalize(), word.upper()))
    speaks = (
        sa.exists()
        .where(contacts.c.person_id == persons.c.id, companies.c.id == contacts.c.company_id)
        .where(sa.or_(_has(companies.c.name, spellings), companies.c.number == word))
    )
    return sa.or_(_has(persons.c.name, spellings), _has(persons.c.email, (word.casefold(),)), speaks)


def _has(column: sa.ColumnElement[str], spellings: Iterable[str]) -> sa.ColumnElement[bool]:
    return sa.or_(*(column.contains(one, autoescape=True) for one in spellings))


def _known(conn: sa.Connection, person: Person) -> Known:
    mails = people.external_ids(conn, person.id, Door.MAIL)
    first = next((one.name for one in reading.companies_of(conn, person.id)), "")
    return Known(
        person.id, person.name, person.email or next(iter(mails), ""), phones.of_person(conn, person.id), first
    )
