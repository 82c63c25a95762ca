"""What tickets are to each other. One row says both sides: an incident has one problem, a part one parent (C5, X2)."""

from enum import StrEnum
from typing import Any

import sqlalchemy as sa

from core.kinds import TicketId
from core.storage.prepared import Prepared
from core.storage.schema import instant, metadata, ref
from core.storage.unit import Unit

links = sa.Table(
    "links",
    metadata,
    ref("ticket_id", "tickets.id", primary_key=True),
    sa.Column("kind", sa.Text, primary_key=True),
    ref("other_id", "tickets.id"),
    instant("at"),
)
sa.Index("ix_links_other", links.c.other_id, links.c.kind, links.c.ticket_id)


class Link(StrEnum):
    """What the other ticket is to this one."""

    PROBLEM = "problem"
    INCIDENT = "incident"
    PARENT = "parent"
    CHILD = "child"
    ORIGIN = "origin"
    """This one was split from it."""
    SPLIT = "split"


SIDES = {Link.PROBLEM: Link.INCIDENT, Link.PARENT: Link.CHILD, Link.ORIGIN: Link.SPLIT}
"""What a row's kind says of its other side, and what of its own."""

_of = Prepared(
    sa.select(links.c.other_id).where(
        links.c.ticket_id == sa.bindparam("of"), links.c.kind == sa.bindparam("is")
    )
)  # fmt: skip


def other(conn: sa.Connection, ticket: TicketId, kind: Link) -> TicketId | None:
    row: Any = _of.first(conn, {"of": ticket, "is": kind.value})
    return None if row is None else TicketId(row.other_id)


def put(unit: Unit, ticket: TicketId, kind: Link, to: TicketId | None) -> None:
    """Instead of what was there."""
    unit.conn.execute(links.delete().where(links.c.ticket_id == ticket, links.c.kind == kind.value))
    if to is not None:
        unit.conn.execute(links.insert().values(ticket_id=ticket, kind=kind.value, other_id=to, at=unit.now))


def below(ticket: TicketId, kind: Link) -> sa.Select[tuple[int]]:
    """Everything to which a ticket is that, as a part of another question."""
    return sa.select(links.c.ticket_id).where(links.c.other_id == ticket, links.c.kind == kind.value)


def above(conn: sa.Connection, ticket: TicketId | None) -> list[TicketId]:
    """A ticket, its parent, and so on upwards."""
    found: list[TicketId] = []
    while ticket is not None and ticket not in found:
        found.append(ticket)
        ticket = other(conn, ticket, Link.PARENT)
    return found
