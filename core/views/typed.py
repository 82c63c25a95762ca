"""What was typed into a form, read while it can still be asked again: nothing is opened by it (B3, A4)."""

import re
from dataclasses import dataclass

import sqlalchemy as sa

from core.customers import reading, ties
from core.customers.ties import Thing
from core.errors import Code, Refusal
from core.kinds import Instant
from core.people import mailing, zones
from core.people.person import Person
from core.profile.schema import Profile
from core.tickets import form, watching
from core.views.queries import Query


@dataclass(frozen=True, slots=True)
class ReadAnswer(Query[str]):
    """An answer as a ticket keeps it: a number, a day, an option's id. Raises Refusal(FIELD), so it can be asked again.

    A company, a site or equipment is named by its number or by its name, and only by whom it belongs to (B1).
    """

    field: str
    text: str


@dataclass(frozen=True, slots=True)
class ReadAddresses(Query[tuple[str, ...]]):
    """Mail addresses of observers, between spaces, commas or semicolons. Raises Refusal(ADDRESS, CROWDED) (A4)."""

    text: str


def read_answer(conn: sa.Connection, profile: Profile, by: Person, query: ReadAnswer, now: Instant) -> str:
    said = form.answered(profile, {query.field: query.text}, staff=by.staff)[query.field]
    form.within(profile, {query.field: said}, lambda: zones.today(conn, by, profile.zone, now))
    kind = next(one.kind for one in profile.fields if one.id == query.field)
    if kind not in form.REFERENCES or not said:
        return said
    number = _theirs(conn, Thing(kind.value), by, said)
    if number is None:
        raise form.refused(query.field, form.Problem.UNKNOWN, said[:50])
    return number


def _theirs(conn: sa.Connection, thing: Thing, by: Person, said: str) -> str | None:
    mine = [company.id for company in reading.companies_of(conn, by.id)]
    found = ties.numbered(conn, thing, said)
    if found and (by.staff or found.company in mine):
        return found.number
    offered = ties.of_companies(conn, thing, mine)
    return next(
        (one.number for one in offered if said.casefold() in (one.number.casefold(), one.label.casefold())), None
    )


def read_addresses(conn: sa.Connection, profile: Profile, by: Person, query: ReadAddresses) -> tuple[str, ...]:
    found = tuple(dict.fromkeys(mailing.address(word) for word in re.split(r"[\s,;]+", query.text) if word))
    if len(found) > watching.MOST:
        raise Refusal(Code.CROWDED, limit=watching.MOST)
    return found
