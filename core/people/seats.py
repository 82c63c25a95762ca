"""Who sits in which of the desk's channels, as the agents' door has told it (X2).

A channel is known here by the name that the profile gives it.
"""

from collections.abc import Iterable, Mapping

import sqlalchemy as sa

from core.kinds import PersonId
from core.profile.queues import named
from core.storage.prepared import Prepared
from core.storage.schema import metadata, ref
from core.storage.unit import Unit

seats = sa.Table(
    "seats",
    metadata,
    ref("person_id", "persons.id", primary_key=True),
    sa.Column("channel", sa.Text, primary_key=True),
)

_of_person = Prepared(sa.select(seats.c.channel).where(seats.c.person_id == sa.bindparam("who")))


def of_person(conn: sa.Connection, id: PersonId) -> frozenset[str]:
    return frozenset(row.channel for row in _of_person.all(conn, {"who": id}))


def sits(conn: sa.Connection, id: PersonId, channel: str | None) -> bool:
    """In a channel that nobody has named nobody sits."""
    return channel is not None and named(channel) in of_person(conn, id)


def seat(unit: Unit, members: Mapping[PersonId, Iterable[str]]) -> None:
    """All of them, so that whoever is missing has left. What stands there already is not written anew."""
    wanted = {(id, named(channel)) for id, channels in members.items() for channel in channels}
    there = {(PersonId(row.person_id), row.channel) for row in unit.conn.execute(sa.select(seats))}
    for id, channel in sorted(there - wanted):
        unit.conn.execute(seats.delete().where(seats.c.person_id == id, seats.c.channel == channel))
    if fresh := [{"person_id": id, "channel": channel} for id, channel in sorted(wanted - there)]:
        unit.conn.execute(seats.insert(), fresh)
