"""Somebody is let in: as a new client, or as a person who is known, whose doors theirs become from now on (A5)."""

import sqlalchemy as sa

from core.customers.tables import companies, contacts
from core.errors import Code, Refusal
from core.journeys import joining
from core.kinds import Door, PersonId
from core.people import particulars, store
from core.people.acquaintances import acquaintances
from core.people.person import EVERYWHERE, Caller, Proof, Role
from core.people.requests import Request
from core.people.store import grants
from core.storage.unit import Unit

APPROVAL = "approval"
"""Who gave the role, in the grant."""
LETTERS = 20
"""So many of a stranger's letters become tickets by themselves; the rest stay with the operator."""


def admit(unit: Unit, request: Request, by: Caller, known: PersonId | None, company: int | None) -> PersonId:
    """Who they are from now on. Raises Refusal(PERSON) for somebody who is not known by what the request says."""
    if known is None:
        let_in(unit, request.person)
        named(unit, request)
    else:
        _is(unit, request, by, known)
    id = known or request.person
    if company is not None:
        _speaks_for(unit, id, request, company)
    return id


def let_in(unit: Unit, id: PersonId) -> None:
    unit.conn.execute(grants.delete().where(grants.c.person_id == id, grants.c.role == Role.GUEST.value))
    store.grant(unit, id, Role.CLIENT, APPROVAL, EVERYWHERE)


def named(unit: Unit, request: Request) -> None:
    """Their address is kept only where it is proved: letters from one that is merely claimed are not theirs to read."""
    if name := particulars.name(request.particulars):
        store.change(unit, request.person, name=store.presentable(name))
    proved = request.door is Door.MAIL and request.proved
    me = store.person(unit.conn, request.person)
    if proved and me is not None and me.email is None and store.by_email(unit.conn, request.address) is None:
        store.change(unit, request.person, email=request.address)


def _is(unit: Unit, request: Request, by: Caller, known: PersonId) -> None:
    """The agent vouches for it, and it can be undone like any other joining."""
    if known not in [one.person for one in acquaintances(unit.conn, request)]:
        raise Refusal(Code.PERSON)
    joining.join(unit, by, known, Proof.APPROVED, who=request.person)
    person = store.person(unit.conn, known)
    if person is not None and Role.GUEST in person.roles:
        let_in(unit, known)


def _speaks_for(unit: Unit, id: PersonId, request: Request, company: int) -> None:
    """Raises Refusal(MISSING)."""
    if unit.conn.execute(sa.select(companies.c.id).where(companies.c.id == company)).first() is None:
        raise Refusal(Code.MISSING)
    tie = sa.and_(contacts.c.person_id == id, contacts.c.company_id == company)
    if unit.conn.execute(sa.select(contacts.c.id).where(tie)).first() is None:
        said = {name: request.particulars.get(name, "") for name in ("position", "phone")}
        unit.conn.execute(contacts.insert().values(person_id=id, company_id=company, **said))
