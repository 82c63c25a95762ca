"""Why a ticket is set aside, for as long as it is: the words of a letter stand here and not in its history."""

from typing import Any

import sqlalchemy as sa

from core.kinds import TicketId
from core.spam.model import Judge, Verdict, Weighed
from core.storage.prepared import Prepared
from core.storage.schema import instant, json, metadata, ref, text
from core.storage.unit import Unit

verdicts = sa.Table(
    "spam_verdicts",
    metadata,
    ref("ticket_id", "tickets.id", primary_key=True),
    text("judge"),
    text("header", nullable=True),
    sa.Column("score", sa.Float, nullable=True),
    json("words"),
    instant("at"),
)
_find = Prepared(sa.select(verdicts).where(verdicts.c.ticket_id == sa.bindparam("of")))
_forget = Prepared(verdicts.delete().where(verdicts.c.ticket_id == sa.bindparam("of")))
_insert = Prepared(verdicts.insert())


def find(conn: sa.Connection, ticket: TicketId) -> Verdict | None:
    row = _find.first(conn, {"of": ticket})
    return None if row is None else read(row)


def read(row: Any) -> Verdict:
    """Of a row with the columns of the table."""
    words = tuple(Weighed(word, weight) for word, weight in row.words)
    return Verdict(Judge(row.judge), row.header, row.score, words)


def keep(unit: Unit, ticket: TicketId, verdict: Verdict) -> None:
    forget(unit, ticket)
    words = [[one.word, one.weight] for one in verdict.words]
    row = {"ticket_id": ticket, "judge": verdict.judge.value, "header": verdict.header, "score": verdict.score}
    _insert.run(unit.conn, row | {"words": words, "at": unit.now})


def forget(unit: Unit, ticket: TicketId) -> None:
    _forget.run(unit.conn, {"of": ticket})
