"""Who was forgotten, and when: the record that it was done. While something is left to go, it says what."""

from collections.abc import Mapping
from typing import Any

import sqlalchemy as sa

from core.kinds import Door, PersonId
from core.storage.schema import instant, json, key, metadata, number, ref, text
from core.storage.unit import Unit

erasures = sa.Table(
    "erasures",
    metadata,
    key(),
    ref("person_id", "persons.id"),
    text("door"),
    instant("at"),
    number("tickets"),
    text("state"),
    json("rest", nullable=True),
)
"""`state` is `open` only inside the unit that erases: the history of tickets lets itself be changed for as long.
Then `rest`, and `done`, where nothing is left and `rest` is empty.
"""


def begin(unit: Unit, person: PersonId, door: Door | None) -> int:
    values = {"person_id": person, "door": door.value if door else "", "at": unit.now, "state": "open"}
    return int(unit.conn.execute(erasures.insert().values(values).returning(erasures.c.id)).scalar_one())


def leave(unit: Unit, id: int, tickets: int, rest: Mapping[str, Any]) -> None:
    mine = erasures.update().where(erasures.c.id == id)
    unit.conn.execute(mine.values(tickets=tickets, state="rest", rest=dict(rest)))


def locked(unit: Unit, id: int) -> tuple[Mapping[str, Any], int] | None:
    """What is left, and the instant before which it came; nothing where it is done."""
    query = sa.select(erasures).where(erasures.c.id == id, erasures.c.state == "rest").with_for_update()
    row = unit.conn.execute(query).first()
    return None if row is None else (row.rest, row.at)


def change(unit: Unit, id: int, rest: Mapping[str, Any] | None) -> None:
    """Less is left, or nothing."""
    state = "done" if rest is None else "rest"
    unit.conn.execute(erasures.update().where(erasures.c.id == id).values(state=state, rest=rest and dict(rest)))


def forgotten(conn: sa.Connection, person: PersonId) -> bool:
    return conn.execute(sa.select(erasures.c.id).where(erasures.c.person_id == person).limit(1)).first() is not None


def waiting(conn: sa.Connection) -> list[tuple[int, Mapping[str, Any]]]:
    query = sa.select(erasures.c.id, erasures.c.rest).where(erasures.c.state == "rest").order_by(erasures.c.id)
    return [(int(row.id), row.rest) for row in conn.execute(query)]
