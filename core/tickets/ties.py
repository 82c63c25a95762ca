"""To which company, site, equipment and contract a ticket belongs, and what follows from one for the others (B1)."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from typing import Any

import sqlalchemy as sa

from core.customers import reading
from core.customers import ties as things
from core.customers.term import Standing
from core.customers.ties import Found, Thing
from core.errors import Code, Refusal
from core.kinds import Instant, PersonId
from core.people import groups
from core.people import store as people
from core.profile.queues import lineage
from core.profile.schema import Profile
from core.tickets.aspects import Aspect
from core.tickets.model import Ticket

_THINGS = {
    Aspect.CONTRACT: Thing.CONTRACT, Aspect.COMPANY: Thing.COMPANY, Aspect.SITE: Thing.SITE,
    Aspect.EQUIPMENT: Thing.EQUIPMENT,
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Ties:
    """Ids of rows, by the names of the ticket's columns without `_id`."""

    company: int | None = None
    contact: PersonId | None = None
    site: int | None = None
    equipment: int | None = None
    contract: int | None = None

    @property
    def columns(self) -> dict[str, int | None]:
        names = ("company", "contact", "site", "equipment", "contract")
        return {f"{name}_id": getattr(self, name) for name in names}


def of_ticket(ticket: Ticket) -> Ties:
    return Ties(ticket.company, ticket.contact, ticket.site, ticket.equipment, ticket.contract)


def tied(conn: sa.Connection, said: Mapping[Aspect, str], before: Ties, owners: Collection[int] | None = None) -> Ties:
    """The ties after something was said of them; an empty text unties. `owners` are companies that may be named.

    Equipment says its site, and every one of them its company, unless that was said too; what then belongs to somebody
    else, or stands elsewhere, is refused. Raises Refusal(CHOICE, PERSON).
    """
    ties = before
    follows: dict[Aspect, int] = {}
    for aspect, thing in _THINGS.items():
        if aspect in said:
            found = _named(conn, aspect, thing, said[aspect], owners) if said[aspect] else None
            ties = _with(ties, aspect, found.id if found else None)
            follows |= {} if found is None else _follows(found)
    for aspect, id in follows.items():
        if aspect not in said:
            ties = _with(ties, aspect, id)
    if Aspect.CONTACT in said:
        ties = replace(ties, contact=_contact(conn, said[Aspect.CONTACT]))
    if said.keys() & _THINGS.keys():
        _agree(conn, ties)
    return ties


def _with(ties: Ties, aspect: Aspect, id: int | None) -> Ties:
    changed: dict[str, Any] = {aspect.value: id}
    return replace(ties, **changed)


def _agree(conn: sa.Connection, ties: Ties) -> None:
    for aspect, thing in _THINGS.items():
        found = things.by_id(conn, thing, getattr(ties, aspect.value))
        if found is None:
            continue
        elsewhere = found.site is not None and ties.site is not None and found.site != ties.site
        if found.company != ties.company or elsewhere:
            raise Refusal(Code.CHOICE, aspect=aspect.value)


def _named(conn: sa.Connection, aspect: Aspect, thing: Thing, number: str, owners: Collection[int] | None) -> Found:
    found = things.numbered(conn, thing, number)
    if found is None or (owners is not None and found.company not in owners):
        raise Refusal(Code.CHOICE, aspect=aspect.value)
    return found


def _follows(found: Found) -> dict[Aspect, int]:
    return {Aspect.COMPANY: found.company} | ({Aspect.SITE: found.site} if found.site is not None else {})


def _contact(conn: sa.Connection, email: str) -> PersonId | None:
    known = people.by_email(conn, email) if email else None
    if email and known is None:
        raise Refusal(Code.PERSON, aspect=Aspect.CONTACT.value)
    return known.id if known else None


def contracted(conn: sa.Connection, profile: Profile, ties: Ties, now: Instant) -> Ties:
    """The contract in force of the ticket's company, else the last that ran out, so that agents are told (B1)."""
    if ties.company is None or ties.contract is not None:
        return ties
    known = reading.contracts_of(conn, reading.company(conn, ties.company), profile.zone, now)
    valid = next((one for one in known if one.standing is Standing.IN_FORCE), None)
    over = [one for one in known if one.standing is Standing.RUN_OUT]
    last = max(over, key=lambda one: one.valid_until, default=None)
    found = valid or last
    return replace(ties, contract=found.id if found else None)


def level(conn: sa.Connection, profile: Profile, requester: PersonId, ties: Ties, now: Instant) -> str | None:
    """By the ticket's contract, if that is in force, else by another of the company's that is, else by the company.

    Else by a group of the requester, else the desk's default (E9).
    """
    if not profile.levels:
        return None
    of_company = None
    if ties.company is not None:
        company = reading.company(conn, ties.company)
        of_company = reading.level_of(conn, company, profile.zone, now, ties.contract)
    return of_company or _of_groups(conn, profile, requester) or profile.default_level


def _of_groups(conn: sa.Connection, profile: Profile, requester: PersonId) -> str | None:
    if not any(group.level for group in profile.groups):
        return None
    mine = groups.of_person(conn, requester)
    return next((one.level for id in mine for one in lineage(profile, id) if one.level), None)
