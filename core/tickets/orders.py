"""A requester's orders, as the desk's look-up told of them: asked for after the commit, kept as a row (E2)."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

import sqlalchemy as sa

from core.clock import MINUTE, SECOND, machine
from core.customers import reading
from core.kinds import Command, Door, Happened, Instant, Json, Outcome, PersonId, TicketId
from core.people import phones
from core.people import store as people
from core.people.person import Caller
from core.profile.catalogue import Lookup
from core.profile.schema import Profile
from core.storage.bells import ORDERS
from core.storage.schema import instant, json, metadata, partial_index, ref, text
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
)
"""`due_at` is machine time, while somebody has still to be asked; `asked_at` tells how old the answer is."""
partial_index("ix_orders_due_at", orders.c.due_at.is_not(None), orders.c.due_at)


@dataclass(frozen=True, slots=True)
class KeepOrders(Command):
    """What the look-up answered: the `orders` it found, or with a `problem` why there is no answer."""

    person: PersonId
    orders: Json = field(default_factory=dict)
    problem: str = ""


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
        again = orders.update().where(orders.c.person_id == person).values(asked_at=unit.now, due_at=machine())
        unit.conn.execute(again)
    else:
        return
    unit.ring(ORDERS)


def claim(unit: Unit, lookup: Lookup, most: int) -> list[tuple[PersonId, str | None]]:
    """Whom to ask about now, and where; no address where too little is known. Who dies meanwhile is asked again."""
    now = machine()
    due = sa.select(orders.c.person_id).where(orders.c.due_at <= now).order_by(orders.c.due_at).limit(most)
    ids = [PersonId(id) for id in unit.conn.execute(due.with_for_update(skip_locked=True)).scalars()]
    if ids:
        unit.conn.execute(orders.update().where(orders.c.person_id.in_(ids)).values(due_at=now + LEASE))
    return [(id, order_lines.address(lookup, _known(unit.conn, id))) for id in ids]


def _known(conn: sa.Connection, id: PersonId) -> dict[str, str]:
    """What the URL may ask by. What comes of it only agents see."""
    person = people.person(conn, id)
    mails = people.external_ids(conn, id, Door.MAIL)
    company = next((one.number for one in reading.companies_of(conn, id)), "")
    name, email = (person.name, person.email) if person else ("", None)
    return {"email": next(iter(mails), "") or email or "", "phone": phones.of_person(conn, id), "name": name,
            "company": company}  # fmt: skip


def keep_orders(unit: Unit, command: KeepOrders, by: Caller, profile: Profile) -> Outcome:
    """An answer shows on every open ticket of the person's. After a problem what was known before stays."""
    mine = orders.c.person_id == command.person
    row = unit.conn.execute(sa.select(orders).where(mine).with_for_update()).first()
    if row is None:
        return Outcome()
    values: dict[str, Any] = {"state": command.problem or "found", "asked_at": unit.now, "due_at": None}
    if not command.problem:
        values["said"] = dict(command.orders)
    unit.conn.execute(orders.update().where(mine).values(values))
    if command.problem != row.state or not command.problem:
        unit.redrawn += _open_tickets(unit.conn, profile, command.person)
    return Outcome()


def _open_tickets(conn: sa.Connection, profile: Profile, person: PersonId) -> list[TicketId]:
    statuses = [one.id for one in profile.statuses if one.kind.open]
    return [one.id for one in store.of_requester_in(conn, person, statuses, MOST)]


def of_person(conn: sa.Connection, person: PersonId) -> tuple[str, Instant, Json] | None:
    row = conn.execute(sa.select(orders).where(orders.c.person_id == person)).first()
    return None if row is None else (row.state, row.asked_at, row.said or {})


HANDLERS: Mapping[type[Command], Callable[[Unit, Any, Caller, Profile], Outcome]] = {KeepOrders: keep_orders}
