"""Two rows of people turn out to be one person, with proof; and are two again where that was wrong.

Never by a name, and never anybody of the desk: see docs/decisions/0029-one-person-many-ways.md.
"""

from collections.abc import Mapping, Sequence
from typing import Any

import sqlalchemy as sa

from core.customers.tables import contacts
from core.errors import Code, Refusal
from core.kinds import Door, Event, PersonId, TicketId
from core.outbox.addresses import addresses
from core.people import joins, requests, store
from core.people.joins import Join
from core.people.person import NO_CLIENTS, Caller, Person, Proof, Stands
from core.people.store import identities
from core.storage.unit import Unit
from core.tickets import store as tickets
from core.tickets.messages import messages
from core.tickets.mutes import mutes
from core.tickets.observers import observers
from core.tickets.person_events import RequesterJoined, RequesterParted
from core.tickets.store import tickets as table

WEAK = (Proof.CHANNEL.value, Proof.NAMED.value)


def possible(one: Person | None, other: Person | None) -> bool:
    """Nobody of the desk, nor whom it is closed to: whoever were taken for them would get rights, or lose a ban."""
    return one is not None and other is not None and one.id != other.id and not (one.roles | other.roles) & NO_CLIENTS


def chats(conn: sa.Connection, id: PersonId) -> bool:
    """Somebody who has a chat already may share a phone or a mailbox with the one who asks: that is no proof then."""
    return bool(store.external_ids(conn, id, Door.TELEGRAM))


def join(unit: Unit, by: Caller, known: PersonId, proof: Proof, *, who: PersonId | None = None) -> PersonId:
    """Who they are from now on: the one who was known, unless only the other has been let in.

    `who` is said to be the known one by somebody else; else it is the caller. Raises Refusal(PERSON) where they cannot
    be one.
    """
    who = who or by.person.id
    for id in sorted((who, known)):
        requests.lock(unit, id)
    one, other = store.person(unit.conn, who), store.person(unit.conn, known)
    if one is None or other is None or not possible(one, other):
        raise Refusal(Code.PERSON)
    before, into = (other, one) if other.stranger and not one.stranger else (one, other)
    asked = [TicketId(id) for id in _ids(unit, table.c.id, table.c.requester == before.id)]
    for ticket in sorted(asked):
        tickets.locked(unit, ticket)
    moved = {
        **_identities(unit, before.id, into.id, proof),
        **_simply(unit, before.id, into.id),
        **_copies(unit, observers, before.id, into.id, asked),
        **_copies(unit, mutes, before.id, into.id, ()),
        **_email(unit, before, into),
        "tickets": asked,
    }
    kept = joins.keep(unit, before.id, into.id, proof, moved)
    _withdrawn(unit, before.id, into.id)
    _told(unit, by, asked, into.id, RequesterJoined(before.id, into.id, kept))
    return into.id


def part(unit: Unit, by: Caller, found: Join) -> None:
    """What had moved goes back, so far as it still is where it went; what was said or opened since stays."""
    for id in sorted((found.before, found.into)):
        requests.lock(unit, id)
    moved, before, into = found.moved, found.before, found.into
    still = sa.and_(table.c.id.in_(moved["tickets"]), table.c.requester == into)
    asked = [TicketId(id) for id in _ids(unit, table.c.id, still)]
    for ticket in sorted(asked):
        tickets.locked(unit, ticket)
    for one, proof in moved["identities"]:
        mine = sa.and_(identities.c.id == one, identities.c.person_id == into)
        unit.conn.execute(identities.update().where(mine).values(person_id=before, proof=proof))
    for what, column in _SIMPLE.items():
        mine = sa.and_(column.table.c.id.in_(moved[what]), column == into)
        unit.conn.execute(column.table.update().where(mine).values({column.name: before}))
    for known in (observers, mutes):
        _copies_back(unit, known, found)
    if moved["email"]:
        store.change(unit, into, email=moved["kept"])
        store.change(unit, before, email=moved["email"])
    joins.parted(unit, found.id)
    _told(unit, by, asked, before, RequesterParted(before, into))


_SIMPLE: Mapping[str, "sa.Column[Any]"] = {
    "addresses": addresses.c.person_id,
    "messages": messages.c.author,
    "contacts_of": table.c.contact_id,
    "ties": contacts.c.person_id,
}
"""What is one column of a row."""


def _simply(unit: Unit, before: PersonId, into: PersonId) -> dict[str, list[int]]:
    """A company that both speak for is left with the one who is known."""
    moved = {}
    for what, column in _SIMPLE.items():
        theirs = column == before
        if what == "ties":
            there = sa.select(contacts.c.company_id).where(contacts.c.person_id == into)
            theirs = sa.and_(theirs, contacts.c.company_id.not_in(there))
        moved[what] = _ids(unit, column.table.c.id, theirs)
        unit.conn.execute(column.table.update().where(column.table.c.id.in_(moved[what])).values({column.name: into}))
    return moved


def _identities(unit: Unit, before: PersonId, into: PersonId, proof: Proof) -> dict[str, Any]:
    rows = unit.conn.execute(sa.select(identities).where(identities.c.person_id == before)).all()
    for row in rows:
        proved = proof.value if row.proof in WEAK else row.proof
        mine = identities.c.id == row.id
        unit.conn.execute(identities.update().where(mine).values(person_id=into, proof=proved))
    return {"identities": [[row.id, row.proof] for row in rows]}


def _copies(
    unit: Unit, known: sa.Table, before: PersonId, into: PersonId, own: Sequence[int]
) -> dict[str, list[list[int]]]:
    """What they hear, or will not hear, of whose tickets: once, and not of what is their own from now on."""
    rows = unit.conn.execute(sa.select(known.c.ticket_id, known.c.at).where(known.c.person_id == before)).all()
    there = set(_ids(unit, known.c.ticket_id, known.c.person_id == into))
    if known is observers:
        there |= set(_ids(unit, table.c.id, table.c.requester == into))
    fresh = [[row.ticket_id, row.at] for row in rows if row.ticket_id not in there]
    unit.conn.execute(known.delete().where(known.c.person_id == before))
    for ticket, at in fresh:
        unit.conn.execute(known.insert().values(ticket_id=ticket, person_id=into, at=at))
    double: list[list[int]] = []
    if known is observers:
        twice = sa.and_(known.c.person_id == into, known.c.ticket_id.in_(own))
        double = [[row.ticket_id, row.at] for row in unit.conn.execute(sa.select(known).where(twice))]
        unit.conn.execute(known.delete().where(twice))
    dropped = [[row.ticket_id, row.at] for row in rows if row.ticket_id in there]
    name = known.name
    return {name: fresh, f"{name}_dropped": dropped, f"{name}_double": double}


def _copies_back(unit: Unit, known: sa.Table, found: Join) -> None:
    moved, name = found.moved, known.name
    theirs = [ticket for ticket, _ in moved[name]]
    held = set(_ids(unit, known.c.ticket_id, sa.and_(known.c.person_id == found.into, known.c.ticket_id.in_(theirs))))
    unit.conn.execute(known.delete().where(known.c.person_id == found.into, known.c.ticket_id.in_(theirs)))
    back = [(found.before, *one) for one in moved[name] if one[0] in held]
    back += [(found.before, *one) for one in moved[f"{name}_dropped"]]
    back += [(found.into, *one) for one in moved[f"{name}_double"]]
    for person, ticket, at in back:
        there = sa.and_(known.c.ticket_id == ticket, known.c.person_id == person)
        if unit.conn.execute(sa.select(known.c.at).where(there)).first() is None:
            unit.conn.execute(known.insert().values(ticket_id=ticket, person_id=person, at=at))


def _email(unit: Unit, before: Person, into: Person) -> dict[str, str | None]:
    """An address that only the one had is the other's from now on; no two rows ever have the same."""
    if before.email is None or into.email is not None:
        return {"email": None, "kept": None}
    store.change(unit, before.id, email=None)
    store.change(unit, into.id, email=before.email)
    return {"email": before.email, "kept": into.email}


def _withdrawn(unit: Unit, before: PersonId, into: PersonId) -> None:
    """Nobody has to be let in any more, nor can be: their request waits no longer."""
    waits = requests.latest(unit.conn, before)
    if waits is not None and waits.state is Stands.WAITING:
        requests.decide(unit, waits.id, Stands.WITHDRAWN, into)
        unit.registrations.append(waits.id)


def _told(unit: Unit, by: Caller, asked: Sequence[TicketId], requester: PersonId, event: Event) -> None:
    for id in asked:
        tickets.change(unit, tickets.locked(unit, id), by, [event], requester=requester)


def _ids(unit: Unit, column: "sa.Column[Any]", where: sa.ColumnElement[bool]) -> list[int]:
    return [int(id) for id in unit.conn.execute(sa.select(column).where(where).order_by(column)).scalars()]
