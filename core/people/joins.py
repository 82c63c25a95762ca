"""Invitations, and who was found to be one person with whom: with everything that moved, so that it can be undone."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa

from core.clock import DAY
from core.kinds import Instant, PersonId
from core.people.person import Proof
from core.storage.schema import instant, json, key, metadata, ref, text
from core.storage.unit import Unit

VALID = 14 * DAY
"""So long an invitation can be taken."""
UNDO = 30 * DAY
"""So long two can be parted again."""
DEEP = 5
"""So many joinings are followed."""

invitations = sa.Table(
    "invitations",
    metadata,
    key(),
    ref("person_id", "persons.id", index=True),
    ref("made_by", "persons.id", nullable=True),
    instant("made_at"),
    instant("taken_at", nullable=True),
)

joins = sa.Table(
    "joins",
    metadata,
    key(),
    ref("before_id", "persons.id", index=True),
    ref("into_id", "persons.id", index=True),
    text("proof"),
    instant("at"),
    json("moved"),
    instant("parted_at", nullable=True),
)
"""`moved` holds ids of rows by their tables, and no words."""


@dataclass(frozen=True, slots=True)
class Join:
    id: int
    before: PersonId
    into: PersonId
    at: Instant
    moved: Mapping[str, Any]
    parted: bool
    proof: str


def invite(unit: Unit, person: PersonId, by: PersonId | None) -> int:
    """An earlier one that nobody has taken is worth nothing from now on."""
    void(unit, person)
    made = invitations.insert().values(person_id=person, made_by=by, made_at=unit.now)
    return int(unit.conn.execute(made.returning(invitations.c.id)).scalar_one())


def void(unit: Unit, person: PersonId) -> None:
    """The rows stay: SQLite would give their ids again, and an old link would be another's invitation."""
    open_ = sa.and_(invitations.c.person_id == person, invitations.c.taken_at.is_(None))
    unit.conn.execute(invitations.update().where(open_).values(taken_at=unit.now))


def invited(unit: Unit, id: int) -> tuple[PersonId, bool] | None:
    """Whom it is for, and whether it can still be taken. The row is this unit's from here on."""
    row = unit.conn.execute(sa.select(invitations).where(invitations.c.id == id).with_for_update()).first()
    if row is None:
        return None
    return PersonId(row.person_id), row.taken_at is None and unit.now <= row.made_at + VALID


def take(unit: Unit, id: int) -> None:
    unit.conn.execute(invitations.update().where(invitations.c.id == id).values(taken_at=unit.now))


def keep(unit: Unit, before: PersonId, into: PersonId, proof: str, moved: Mapping[str, Any]) -> int:
    values = {"before_id": before, "into_id": into, "proof": proof, "at": unit.now, "moved": moved}
    return int(unit.conn.execute(joins.insert().values(values).returning(joins.c.id)).scalar_one())


def find(unit: Unit, id: int) -> Join | None:
    row = unit.conn.execute(sa.select(joins).where(joins.c.id == id).with_for_update()).first()
    return None if row is None else _join(row)


def undoable(conn: sa.Connection, at: Instant, most: int) -> list[Join]:
    """Newest first."""
    still = sa.and_(joins.c.parted_at.is_(None), joins.c.at >= at - UNDO)
    return [_join(row) for row in conn.execute(sa.select(joins).where(still).order_by(joins.c.id.desc()).limit(most))]


def _join(row: Any) -> Join:
    before, into = PersonId(row.before_id), PersonId(row.into_id)
    return Join(row.id, before, into, row.at, row.moved, row.parted_at is not None, row.proof)


def approved(conn: sa.Connection, into: PersonId, at: Instant) -> int | None:
    """The joining that an approval has made, and that is not undone: both were written in the same unit."""
    made = sa.and_(joins.c.into_id == into, joins.c.at == at, joins.c.proof == Proof.APPROVED.value)
    query = sa.select(joins.c.id).where(made, joins.c.parted_at.is_(None)).limit(1)
    found = conn.execute(query).scalar_one_or_none()
    return None if found is None else int(found)


def parted(unit: Unit, id: int) -> None:
    unit.conn.execute(joins.update().where(joins.c.id == id).values(parted_at=unit.now))


def now(conn: sa.Connection, id: PersonId) -> PersonId:
    """Who somebody is by now: a link that was made for one of two is the other's, too, for as long as they are one."""
    for _ in range(DEEP):
        query = sa.select(joins.c.into_id).where(joins.c.before_id == id, joins.c.parted_at.is_(None))
        found = conn.execute(query.order_by(joins.c.id.desc()).limit(1)).scalar_one_or_none()
        if found is None:
            break
        id = PersonId(found)
    return id


def forget(unit: Unit, id: PersonId) -> None:
    """Nothing can be undone of somebody who is forgotten, and nobody be invited as them."""
    theirs = sa.or_(joins.c.before_id == id, joins.c.into_id == id)
    unit.conn.execute(joins.update().where(theirs).values(moved={}, parted_at=unit.now))
    void(unit, id)
