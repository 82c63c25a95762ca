"""What can be picked and has to be said: the catalogue, the questions of a type, what triage offers (A3, B3, C7)."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

import sqlalchemy as sa

from core.customers import reading, ties
from core.customers.ties import Thing
from core.errors import Code, Refusal
from core.kinds import Json, TicketId
from core.people import groups, rights
from core.people import store as people
from core.people.person import STAFF, Caller, Person, Role
from core.profile import tree
from core.profile.catalogue import Field
from core.profile.schema import Profile
from core.tickets import form, opening
from core.tickets.model import Ticket
from core.tickets.standing import admitted, standing
from core.views.about import named
from core.views.absent import gone
from core.views.offers import Offer, OpeningForm, Question, Shelf, TriageForm
from core.views.parts import Choice, Who
from core.views.queries import Query, readable
from core.views.sufficing import asked_first


@dataclass(frozen=True, slots=True)
class WhatIsAsked(Query[OpeningForm]):
    """What a customer is asked for before the subject, as far as there is something to choose.

    Raises Refusal(UNREGISTERED) for somebody whom nobody has let in yet (A5).
    """


@dataclass(frozen=True, slots=True)
class Catalogue(Query[Shelf]):
    """One level of the catalogue, as far as it is open to the viewer (A2, A3)."""

    under: str | None = None


@dataclass(frozen=True, slots=True)
class Questions(Query[tuple[Question, ...]]):
    """The questions that apply, given what was answered so far (B3). A type that is not offered has none.

    Without a type they are those of the type that a ticket of this service gets when nobody says one.
    """

    type: str | None
    answers: Json = field(default_factory=dict)
    service: str | None = None


@dataclass(frozen=True, slots=True)
class TriageOffers(Query[TriageForm]):
    """Everything that triage can set, and what a ticket says of it now."""

    ticket: TicketId
    type: str | None = None
    """The questions of another type, where one was just picked."""
    answers: Json = field(default_factory=dict)
    """What was answered since: other questions may apply."""


def what_is_asked(conn: sa.Connection, profile: Profile, by: Person, query: WhatIsAsked) -> OpeningForm:
    if Role.GUEST in by.roles:
        raise Refusal(Code.UNREGISTERED)
    return OpeningForm(
        asked_first(profile, by), profile.opening.observers, brand=choices(profile.brands),
        category=choices(profile.categories), priority=choices(profile.priorities),
    )  # fmt: skip


def catalogue(conn: sa.Connection, profile: Profile, by: Person, query: Catalogue) -> Shelf:
    """Nothing is shown of what is not open, nor of what holds nothing that can be opened there."""
    path = tuple(Choice(one.id, one.label) for one in tree.path(profile, query.under))
    inner = [one for one in tree.under(profile, query.under) if opens(profile, one.id, by)]
    services = tuple(Offer(one.id, one.label, bool(tree.under(profile, one.id))) for one in inner)
    types = () if services else tree.types_of(profile, query.under, public=not by.staff)
    return Shelf(path, services, choices(types))


def opens(profile: Profile, id: str, by: Person) -> bool:
    """Whether somebody can open a ticket there, or somewhere below it (A2)."""
    inner = tree.under(profile, id)
    if inner:
        return any(opens(profile, one.id, by) for one in inner)
    return bool(tree.types_of(profile, id, public=not by.staff)) and opening.open_to(profile, id, Caller(by, None))


def questions(conn: sa.Connection, profile: Profile, by: Person, query: Questions) -> tuple[Question, ...]:
    offered = {one.id for one in tree.types_of(profile, None, public=not by.staff)}
    if query.type is not None and query.type not in offered:
        return ()
    mine = [company.id for company in reading.companies_of(conn, by.id)]
    type = query.type or opening.usual_type(profile, query.service, staff=by.staff)
    asked = form.asked(profile, type, dict(query.answers), staff=by.staff)
    return worded(conn, profile, asked, mine)


def worded(conn: sa.Connection, profile: Profile, asked: Iterable[Field], owners: list[int]) -> tuple[Question, ...]:
    """As a form shows them; `owners` are the companies whose things are offered."""
    deciding = {one.when.field for one in profile.fields if one.when}
    return tuple(_question(conn, one, owners, decides=one.id in deciding) for one in asked)


def _question(conn: sa.Connection, one: Field, owners: list[int], *, decides: bool) -> Question:
    options = choices(one.options)
    if one.kind in form.REFERENCES:
        found = ties.of_companies(conn, Thing(one.kind.value), owners)
        options = tuple(Choice(thing.number, dict.fromkeys(("ru", "en"), thing.label)) for thing in found)
    required = one.required == "open"
    later = one.required == "resolve"
    hint = one.hint or {}
    return Question(one.id, one.label, one.kind.value, required, hint, options, later, decides, one.min, one.max)


def triage_offers(conn: sa.Connection, profile: Profile, by: Person, query: TriageOffers) -> TriageForm:
    ticket = readable(conn, profile, by, query.ticket)
    mine = standing(conn, profile, ticket, by)
    rights.demand("Triage", by, mine)
    type = query.type or ticket.type
    owners = [ticket.company] if ticket.company else []
    asked = form.asked(profile, type, {**ticket.fields, **query.answers}, staff=True)
    return TriageForm(
        ticket=ticket.id, rev=ticket.workflow_rev,
        type=named(profile.types, type), priority=named(profile.priorities, ticket.priority),
        category=named(profile.categories, ticket.category), service=named(profile.services, ticket.service),
        brand=named(profile.brands, ticket.brand), due_at=ticket.due_at, fields=dict(ticket.fields),
        types=choices(profile.types), priorities=choices(profile.priorities), categories=choices(profile.categories),
        services=tuple(leaves(profile)), brands=choices(profile.brands),
        questions=worded(conn, profile, asked, owners),
        assignee=ticket.assignee, group=named(profile.groups, ticket.group), groups=_queues(profile),
        people=_workers(conn, profile, ticket) if rights.permits("Assign", by, mine) else (),
        assigns=rights.permits("Assign", by, mine),
    )  # fmt: skip


def leaves(profile: Profile) -> Iterator[Choice]:
    """Every place where a ticket can stand, with the names of those above it."""
    for one in profile.services:
        if not tree.under(profile, one.id):
            path = tree.path(profile, one.id)
            yield Choice(one.id, {lang: " → ".join(step.label.get(lang, "") for step in path) for lang in one.label})


def _queues(profile: Profile) -> tuple[Choice, ...]:
    """Groups whose members work on tickets."""
    return choices(group for group in profile.groups if groups.works(profile, group.id))


def _workers(conn: sa.Connection, profile: Profile, ticket: Ticket) -> tuple[Who, ...]:
    path = [one.id for one in tree.path(profile, ticket.service)]
    staff = (one for one in people.granted(conn) if one.staff and STAFF & one.roles_on(path))
    there = (one for one in staff if admitted(conn, profile, ticket, one.id))
    return tuple(Who(one.id, one.name, away=gone(conn, one.id)) for one in there)


def choices(items: Iterable[Any]) -> tuple[Choice, ...]:
    """Anything of the profile with an id and a label."""
    return tuple(Choice(item.id, item.label) for item in items)
