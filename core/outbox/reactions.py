"""Emoji that people have put on what stands in a chat, and that were acted upon: each once (B8; decision 0033).

A chat tells when one is put and when it is taken off; of which it told nothing it shows only what is there now.
"""

from collections.abc import Sequence

import sqlalchemy as sa

from core.kinds import Door, Instant, Reaction
from core.storage.schema import instant, key, metadata, text
from core.storage.unit import Unit

reactions = sa.Table(
    "reactions",
    metadata,
    key(),
    text("door"),
    text("place"),
    text("ref"),
    text("name"),
    text("who"),
    instant("at"),
    sa.Column("there", sa.Boolean, nullable=False),
    sa.UniqueConstraint("door", "place", "ref", "name", "who"),
)


def put(unit: Unit, one: Reaction) -> None:
    """The latest wins, in whatever order they are told of. What bears no time was seen just now."""
    mine = sa.and_(
        reactions.c.door == one.door.value, reactions.c.place == one.place, reactions.c.ref == one.ref,
        reactions.c.name == one.name, reactions.c.who == one.who,
    )  # fmt: skip
    at = one.at or unit.now
    known = unit.conn.execute(sa.select(reactions.c.at).where(mine)).first()
    if known is None:
        values = {"door": one.door.value, "place": one.place, "ref": one.ref, "name": one.name, "who": one.who}
        unit.conn.execute(reactions.insert().values(**values, at=at, there=one.there))
    elif at >= known.at:
        unit.conn.execute(reactions.update().where(mine).values(at=at, there=one.there))


def on(conn: sa.Connection, door: Door, place: str, refs: Sequence[str]) -> tuple[Reaction, ...]:
    """Those on some messages of a chat, and those that were taken off again."""
    mine = sa.and_(reactions.c.door == door.value, reactions.c.place == place, reactions.c.ref.in_(refs))
    rows = conn.execute(sa.select(reactions).where(mine).order_by(reactions.c.id))
    return tuple(Reaction(door, place, row.ref, row.name, row.who, row.at, there=row.there) for row in rows)


def forget(unit: Unit, door: Door, who: str) -> None:
    unit.conn.execute(reactions.delete().where(reactions.c.door == door.value, reactions.c.who == who))


def begin(unit: Unit) -> None:
    """The first row names no message, and says since when they are remembered: what was put before has been seen to."""
    if since(unit.conn) == 0:
        none = {"door": "", "place": "", "ref": "", "name": "", "who": ""}
        unit.conn.execute(reactions.insert().values(**none, at=unit.now, there=True))


def since(conn: sa.Connection) -> Instant:
    """What was put on messages older than this is not known: nothing was remembered then."""
    first = sa.select(reactions.c.at).where(reactions.c.door == "")
    return conn.execute(first).scalar() or 0
