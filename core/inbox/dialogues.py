"""Where each conversation stands: written by the unit of the input that moved it, so no crash can shift an answer."""

import sqlalchemy as sa

from core.kinds import Dialogue
from core.storage.prepared import Prepared
from core.storage.schema import instant, json, metadata, text
from core.storage.unit import Unit

dialogues = sa.Table(
    "dialogues",
    metadata,
    sa.Column("key", sa.Text, primary_key=True),
    text("state", nullable=True),
    json("data"),
    instant("moved_at"),
)

_find = Prepared(sa.select(dialogues).where(dialogues.c.key == sa.bindparam("wanted")))


def find(conn: sa.Connection, key: str) -> Dialogue:
    row = _find.first(conn, {"wanted": key})
    return Dialogue(key, None) if row is None else Dialogue(key, row.state, row.data)


def save(unit: Unit, dialogue: Dialogue) -> None:
    values = {"state": dialogue.state, "data": dict(dialogue.data), "moved_at": unit.now}
    mine = dialogues.c.key == dialogue.key
    if dialogue.state is None and not dialogue.data:
        unit.conn.execute(dialogues.delete().where(mine))
    elif unit.conn.execute(dialogues.update().where(mine).values(values)).rowcount == 0:
        unit.conn.execute(dialogues.insert().values(key=dialogue.key, **values))
