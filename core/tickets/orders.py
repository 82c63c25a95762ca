"""A requester's orders, as the desk's look-up told of them: asked for after the commit, kept as a row (E2)."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

import sqlalchemy as sa

from core.clock import MINUTE, SECOND, machine
from core.customers import reading
from core.errors import Code, Refusal
from core.kinds import Command, Door, Happened, Instant, Json, Outcome, PersonId, TicketId
from core.people import phones
from core.people import store as people
from core.people.person import Caller
from core.profile.catalogue import Lookup
from core.profile.schema import Profile
from core.storage.bells import ORDERS
from core.storage.schema import instant, json, metadata, number, partial_index, ref, text
from core.storage.unit import Unit
from core.tickets import order_lines, store
from core.tickets.events import CommentAdded, TicketOpened

LEASE = 60 * SECOND
MOST = 20
"""So many open tickets of somebody show at once what has come."""

orders = sa.Table(
    "orders",
    metadata,
    ref("person_id", "persons.id", primary_key=True),
    text("state"),
    instant("asked_at"),
    instant("due_at", nullable=True),
    json("said", nullable=True),
    instant("again_at", nullable=True),
    number("tries"),
)
"""`due_at` is machine time, while somebody has still to be asked; `asked_at` tells how old the answer is.

`again_at`, by the desk's clock: after a problem that may pass, asked once more then; `tries`: so often it was.
"""
partial_index("ix_orders_due_at", orders.c.due_at.is_not(None), orders.c.due_at)
partial_index("ix_orders_again_at", orders.c.again_at.is_not(None), orders.c.again_at)


@dataclass(frozen=True, slots=True)
class KeepOrders(Command):
    """What the look-up answered: the `orders` it found, or with a `problem` why there is no answer."""

    person: PersonId
    orders: Json = field(default_factory=dict)
    problem: str = ""


@dataclass(frozen=True, slots=True)
class LookAgain(Command):
    """An agent wants the requester's orders as they are now, however good the last answer is."""

    ticket: TicketId


def follow(unit: Unit, profile: Profile) -> None:
    """Whoever opens a ticket, or writes, has their orders looked up, unless that was done a moment ago."""
    if profile.lookup is None:
        return
    for happened in unit.happened:
        if not happened.aside and _theirs(happened):
            ticket = store.find(unit.conn, happened.recorded.ticket)
            if ticket is not None and concerns(profile.lookup, ticket.brand):
                _want(unit, happened.requester, profile.lookup)


def concerns(lookup: Lookup, brand: str | None) -> bool:
    return not lookup.brands or brand in lookup.brands


def _theirs(happened: Happened) -> bool:
    event = happened.recorded.event
    return isinstance(event, TicketOpened) or (isinstance(event, CommentAdded) and not event.by_staff)


def _want(unit: Unit, person: PersonId, lookup: Lookup) -> None:
    row = unit.conn.execute(sa.select(orders).where(orders.c.person_id == person)).first()
    if row is None:
        values = {"person_id": person, "state": "asked", "asked_at": unit.now, "due_at": machine()}
        unit.conn.execute(orders.insert().values(values))
    elif row.due_at is None and row.asked_at + lookup.cache * MINUTE <= unit.now:
        _ask(unit, person)
    else:
        return
    unit.ring(ORDERS)


def _ask(unit: Unit, person: PersonId) -> None:
    """From the start: what was tried before does not count."""
    fresh = {"asked_at": unit.now, "due_at": machine(), "again_at": None, "tries": 0}
    unit.conn.execute(orders.update().where(orders.c.person_id == person).values(fresh))


def look_again(unit: Unit, command: LookAgain, by: Caller, profile: Profile) -> Outcome:
    """Whoever is being asked about is not asked about twice. Raises Refusal(BUTTON) where there is no look-up."""
    ticket = store.locked(unit, command.ticket)
    if profile.lookup is None or not concerns(profile.lookup, ticket.brand):
        raise Refusal(Code.BUTTON, status=ticket.status)
    mine = orders.c.person_id == ticket.requester
    row = unit.conn.execute(sa.select(orders).where(mine).with_for_update()).first()
    if row is None:
        _want(unit, ticket.requester, profile.lookup)
    elif row.due_at is None:
        _ask(unit, ticket.requester)
        unit.ring(ORDERS)
        unit.redrawn += [ticket.id]
    return Outcome(ticket.id, ticket.number)


def claim(unit: Unit, lookup: Lookup, most: int) -> list[tuple[PersonId, str | None]]:
    """Whom to ask about now, and where; no address where too little is known. Who dies meanwhile is asked again.

    Repeats come after those of whom nothing is known yet: a dead shop holds up nobody.
    """
    now = machine()
    ids = _locked(unit, orders.c.due_at <= now, orders.c.due_at, most)
    if len(ids) < most:
        again = sa.and_(orders.c.again_at <= unit.now, orders.c.due_at.is_(None))
        ids += _locked(unit, again, orders.c.again_at, most - len(ids))
    if ids:
        taken = {"due_at": now + LEASE, "again_at": None}
        unit.conn.execute(orders.update().where(orders.c.person_id.in_(ids)).values(taken))
    return [(id, order_lines.address(lookup, _known(unit.conn, id))) for id in ids]


def _locked(
    unit: Unit, where: sa.ColumnElement[bool], order: "sa.Column[Any]", most: int
) -> list[PersonId]:  # fmt: skip
    query = sa.select(orders.c.person_id).where(where).order_by(order).limit(most)
    return [PersonId(id) for id in unit.conn.execute(query.with_for_update(skip_locked=True)).scalars()]


def _known(conn: sa.Connection, id: PersonId) -> dict[str, str]:
    """What the URL may ask by. What comes of it only agents see."""
    person = people.person(conn, id)
    mails = people.external_ids(conn, id, Door.MAIL)
    company = next((one.number for one in reading.companies_of(conn, id)), "")
    name, email = (person.name, person.email) if person else ("", None)
    return {"email": next(iter(mails), "") or email or "", "phone": phones.of_person(conn, id), "name": name,
            "company": company}  # fmt: skip


def keep_orders(unit: Unit, command: KeepOrders, by: Caller, profile: Profile) -> Outcome:
    """An answer shows on every open ticket of the person's. After a problem what was known before stays.

    Where that may pass it is asked again later, a bounded number of times (PASSING).
    """
    mine = orders.c.person_id == command.person
    row = unit.conn.execute(sa.select(orders).where(mine).with_for_update()).first()
    if row is None:
        return Outcome()
    wait = order_lines.again_in(profile.lookup, command.problem, row.tries) if profile.lookup else None
    values: dict[str, Any] = {
        "state": command.problem or "found", "asked_at": unit.now, "due_at": None,
        "again_at": None if wait is None else unit.now + wait, "tries": row.tries + 1 if wait is not None else 0,
    }  # fmt: skip
    if not command.problem:
        values["said"] = dict(command.orders)
    unit.conn.execute(orders.update().where(mine).values(values))
    if command.problem != row.state or wait is None or not row.tries:
        unit.redrawn += _open_tickets(unit.conn, profile, command.person)
    return Outcome()


def _open_tickets(conn: sa.Connection, profile: Profile, person: PersonId) -> list[TicketId]:
    statuses = [one.id for one in profile.statuses if one.kind.open]
    return [one.id for one in store.of_requester(conn, person, None, MOST, statuses)]


@dataclass(frozen=True, slots=True)
class Kept:
    """What is known of somebody's orders. `asking`: they are being asked for; `again`: they will be, by themselves."""

    state: str
    at: Instant
    said: Json
    asking: bool
    again: bool


def of_person(conn: sa.Connection, person: PersonId) -> Kept | None:
    row = conn.execute(sa.select(orders).where(orders.c.person_id == person)).first()
    if row is None:
        return None
    return Kept(row.state, row.asked_at, row.said or {}, row.due_at is not None, row.again_at is not None)


HANDLERS: Mapping[type[Command], Callable[[Unit, Any, Caller, Profile], Outcome]] = {
    KeepOrders: keep_orders,
    LookAgain: look_again,
}
