"""One answer for all incidents of a problem, as rows: how far it has come, and to whom it went (C5)."""

from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa

from core.kinds import Instant, MessageId, PersonId, TicketId
from core.storage.schema import instant, key, metadata, ref, text
from core.storage.unit import Unit
from core.tickets.links import Link, links

rounds = sa.Table(
    "rounds",
    metadata,
    key(),
    ref("ticket_id", "tickets.id", index=True),
    ref("person_id", "persons.id"),
    ref("message_id", "messages.id"),
    sa.Column("resolves", sa.Boolean, nullable=False),
    instant("at"),
    sa.Column("reached", sa.BigInteger, nullable=False),
    instant("done_at", nullable=True),
)
sa.Index(
    "ix_rounds_open", rounds.c.ticket_id, unique=True, sqlite_where=rounds.c.done_at.is_(None),
    postgresql_where=rounds.c.done_at.is_(None),
)  # fmt: skip
round_tickets = sa.Table(
    "round_tickets",
    metadata,
    ref("round_id", "rounds.id", primary_key=True),
    ref("ticket_id", "tickets.id", primary_key=True),
    ref("message_id", "messages.id", nullable=True),
    text("reason", nullable=True),
)
"""`message_id` is what was said to whom it was said to; `reason` why nothing was."""


@dataclass(frozen=True, slots=True)
class Round:
    """`ticket` is the problem, `message` the note that says what is answered; `reached` the last incident looked at."""

    id: int
    ticket: TicketId
    person: PersonId
    message: MessageId
    resolves: bool
    at: Instant
    reached: TicketId
    done_at: Instant | None


def begin(unit: Unit, problem: TicketId, by: PersonId, message: MessageId, *, resolves: bool) -> None:
    unit.conn.execute(
        rounds.insert().values(
            ticket_id=problem, person_id=by, message_id=message, resolves=resolves, at=unit.now, reached=0
        )
    )


def newest(conn: sa.Connection, problem: TicketId) -> Round | None:
    query = sa.select(rounds).where(rounds.c.ticket_id == problem).order_by(rounds.c.id.desc()).limit(1)
    row = conn.execute(query).first()
    return None if row is None else _round(row)


def locked(unit: Unit, id: int) -> Round | None:
    row = unit.conn.execute(sa.select(rounds).where(rounds.c.id == id).with_for_update()).first()
    return None if row is None else _round(row)


def under_way(conn: sa.Connection, most: int) -> list[Round]:
    """Those that are not over, longest under way first."""
    query = sa.select(rounds).where(rounds.c.done_at.is_(None)).order_by(rounds.c.id).limit(most)
    return [_round(row) for row in conn.execute(query)]


def waiting(unit: Unit, round: Round, most: int) -> list[TicketId]:
    """The next incidents, of those that were tied when the round began."""
    query = (
        sa.select(links.c.ticket_id)
        .where(links.c.other_id == round.ticket, links.c.kind == Link.PROBLEM.value)
        .where(links.c.ticket_id > round.reached, links.c.at <= round.at)
        .order_by(links.c.ticket_id)
        .limit(most)
    )
    return [TicketId(id) for id in unit.conn.execute(query).scalars()]


def reach(unit: Unit, round: Round, ticket: TicketId, message: MessageId | None, reason: str | None) -> None:
    """An incident has had its turn, once."""
    row = {"round_id": round.id, "ticket_id": ticket, "message_id": message, "reason": reason}
    unit.conn.execute(round_tickets.insert(), row)
    unit.conn.execute(rounds.update().where(rounds.c.id == round.id).values(reached=ticket))


def finish(unit: Unit, round: Round) -> tuple[int, int]:
    """Says how many were answered, and how many left out."""
    unit.conn.execute(rounds.update().where(rounds.c.id == round.id).values(done_at=unit.now))
    answered, all = counted(unit.conn, round.id)
    return answered, all - answered


def counted(conn: sa.Connection, id: int) -> tuple[int, int]:
    of = sa.select(sa.func.count(round_tickets.c.message_id), sa.func.count()).where(round_tickets.c.round_id == id)
    row = conn.execute(of).one()
    return int(row[0]), int(row[1])


def had(conn: sa.Connection, id: int, most: int) -> list[Any]:
    """Whom a round has come to, those first whom it left out: rows with `ticket_id`, `message_id` and `reason`."""
    query = sa.select(round_tickets).where(round_tickets.c.round_id == id)
    first = round_tickets.c.reason.is_(None)
    return list(conn.execute(query.order_by(first, round_tickets.c.ticket_id).limit(most)))


def _round(row: Any) -> Round:
    return Round(
        row.id, TicketId(row.ticket_id), PersonId(row.person_id), MessageId(row.message_id), row.resolves, row.at,
        TicketId(row.reached), row.done_at,
    )  # fmt: skip
