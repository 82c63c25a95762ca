"""Keys of commands that were already carried out, with what came of them: a repeat returns the first outcome."""

from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa

from core.errors import Code, Refusal
from core.kinds import Instant, Outcome, TicketId
from core.storage.prepared import Prepared
from core.storage.schema import instant, json, metadata
from core.storage.unit import Unit

seen = sa.Table(
    "seen",
    metadata,
    sa.Column("key", sa.Text, primary_key=True),
    instant("at", index=True),
    json("outcome"),
)

_find = Prepared(sa.select(seen.c.outcome).where(seen.c.key == sa.bindparam("wanted")))
_insert = Prepared(seen.insert())


@dataclass(frozen=True, slots=True)
class Remembered:
    outcome: Outcome | None
    refusal: Refusal | None


def find(unit: Unit, key: str) -> Remembered | None:
    row = _find.first(unit.conn, {"wanted": key})
    return None if row is None else _read(row.outcome)


def record(unit: Unit, key: str, result: Outcome | Refusal) -> None:
    _insert.run(unit.conn, {"key": key, "at": unit.now, "outcome": _written(result)})


def forgive(unit: Unit, key: str) -> None:
    """Forgets what was refused under a key, or under one of those that follow it: somebody has it tried again.

    What was carried out stays remembered, and is not done twice.
    """
    numbered = seen.c.key.startswith(f"{key}:", autoescape=True)
    rows = unit.conn.execute(sa.select(seen).where(sa.or_(seen.c.key == key, numbered))).all()
    refused = [row.key for row in rows if "refusal" in row.outcome]
    if refused:
        unit.conn.execute(seen.delete().where(seen.c.key.in_(refused)))


def forget(unit: Unit, before: Instant) -> int:
    """Drops keys older than any redelivery could be (Slack an hour, Telegram a day, mail by its own table)."""
    return unit.conn.execute(seen.delete().where(seen.c.at < before)).rowcount


def _written(result: Outcome | Refusal) -> dict[str, Any]:
    if isinstance(result, Refusal):
        return {"refusal": result.code.value, "params": result.params}
    return {"ticket": result.ticket, "number": result.number}


def _read(row: dict[str, Any]) -> Remembered:
    if "refusal" in row:
        params = {name: tuple(value) if isinstance(value, list) else value for name, value in row["params"].items()}
        return Remembered(None, Refusal(Code(row["refusal"]), **params))
    ticket = row["ticket"]
    return Remembered(Outcome(None if ticket is None else TicketId(ticket), row["number"], repeated=True), None)
