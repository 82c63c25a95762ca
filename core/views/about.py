"""What a ticket is about beside its words: service, category, whose site, what its form was answered (A3, B1, B3)."""

from collections.abc import Iterable
from typing import Any

import sqlalchemy as sa

from core.customers import reading, ties
from core.customers.term import Standing
from core.customers.ties import Thing
from core.kinds import PersonId
from core.people import store as people
from core.profile import tree
from core.profile.catalogue import Field, FieldKind
from core.profile.schema import Profile
from core.tickets import form, observers, ratings
from core.tickets.model import Ticket
from core.views.absent import gone
from core.views.parts import Answer, Choice, ContractTie, Tie, Who


def about(conn: sa.Connection, profile: Profile, ticket: Ticket, *, staff: bool) -> dict[str, Any]:
    """For the card: what everybody may see of it, and what only agents do."""
    shown: dict[str, Any] = {
        "service": tuple(Choice(one.id, one.label) for one in tree.path(profile, ticket.service)),
        "category": named(profile.categories, ticket.category),
        "brand": named(profile.brands, ticket.brand),
        "site": tie(conn, Thing.SITE, ticket.site),
        "equipment": tie(conn, Thing.EQUIPMENT, ticket.equipment),
        "due_at": ticket.due_at,
        "answers": tuple(_answers(conn, profile, ticket, staff=staff)),
        "observers": tuple(_who(conn, id) for id in observers.of_ticket(conn, ticket.id)),
    }
    return shown | (_within(conn, profile, ticket) if staff else {})


def _within(conn: sa.Connection, profile: Profile, ticket: Ticket) -> dict[str, Any]:
    return {
        "level": named(profile.levels, ticket.level),
        "channel": named(profile.sources, ticket.source_id),
        "group": named(profile.groups, ticket.group),
        "company": tie(conn, Thing.COMPANY, ticket.company),
        "contact": _who(conn, ticket.contact) if ticket.contact else None,
        "contract": _contract(conn, profile, ticket),
        "away": gone(conn, ticket.assignee) if ticket.assignee else None,
        "word": ratings.word(conn, ticket.id) if ticket.grade else "",
    }


def named(items: Iterable[Any], id: str | None) -> Choice | None:
    """By id, from the profile's tables; one that it has dropped stands for itself."""
    if id is None:
        return None
    label = next((item.label for item in items if item.id == id), None)
    return Choice(id, label or {"ru": id, "en": id})


def tie(conn: sa.Connection, thing: Thing, id: int | None) -> Tie | None:
    found = ties.by_id(conn, thing, id)
    return Tie(found.number, found.label) if found else None


def _contract(conn: sa.Connection, profile: Profile, ticket: Ticket) -> ContractTie | None:
    """Whether it has run out is said as of the ticket's last change, which is when its card is drawn (B1)."""
    if ticket.contract is None or ticket.company is None:
        return None
    known = reading.contracts_of(conn, reading.company(conn, ticket.company), profile.zone, ticket.updated_at)
    found = next((one for one in known if one.id == ticket.contract), None)
    over = found is not None and found.standing is Standing.RUN_OUT
    return ContractTie(found.number, found.term.since, found.term.until, over) if found else None


def _answers(conn: sa.Connection, profile: Profile, ticket: Ticket, *, staff: bool) -> Iterable[Answer]:
    for field in form.asked(profile, ticket.type, ticket.fields, staff=staff):
        if said := ticket.fields.get(field.id):
            yield _answer(conn, field, said)


def answered(conn: sa.Connection, profile: Profile, id: str, said: str) -> Answer:
    """An answer by itself. That of a question that the profile has dropped is a text."""
    field = next((one for one in profile.fields if one.id == id), None)
    label = Choice(id, dict.fromkeys(profile.languages, id))
    return _answer(conn, field, said) if field else Answer(label, FieldKind.TEXT.value, said)


def _answer(conn: sa.Connection, field: Field, said: str) -> Answer:
    return Answer(Choice(field.id, field.label), field.kind.value, said, _spoken(conn, field, said))


def _spoken(conn: sa.Connection, field: Field, said: str) -> Choice | None:
    """What a picked answer is called."""
    if field.kind is FieldKind.CHOICE:
        return named(field.options, said)
    if field.kind in form.REFERENCES:
        found = ties.numbered(conn, Thing(field.kind.value), said)
        return Choice(said, dict.fromkeys(("ru", "en"), found.label)) if found else None
    return None


def _who(conn: sa.Connection, id: PersonId) -> Who:
    found = people.person(conn, id)
    return Who(id, found.name if found else "?")
