"""Names that people have at a door, and may give up: kept as they were last seen with their owners (A4).

A name proves nobody. It only says whom somebody may mean, for as long as it was seen lately, and with one alone.
"""

import sqlalchemy as sa

from core.clock import DAY
from core.kinds import Door, Instant, PersonId, Visitor
from core.people.store import identities
from core.storage.prepared import Prepared
from core.storage.unit import Unit

RECENT = 7 * DAY
"""So long a name that was seen is believed to be still theirs."""
FRESH = DAY
"""So often it is written down that it still is."""

_seen = Prepared(
    identities.update()
    .where(
        identities.c.door == sa.bindparam("at_door"),
        identities.c.external_id == sa.bindparam("who"),
        sa.or_(
            identities.c.handle != sa.bindparam("called"),
            identities.c.handle_at.is_(None),
            identities.c.handle_at < sa.bindparam("before"),
        ),
    )
    .values(handle=sa.bindparam("called"), handle_at=sa.bindparam("now"))
)


def seen(unit: Unit, visitor: Visitor) -> None:
    """What they are called now. Whoever was called so before is not any more."""
    if visitor.handle is None:
        return
    called = visitor.handle.lower()
    told = {"at_door": visitor.door.value, "who": visitor.external_id, "called": called}
    if _seen.run(unit.conn, told | {"before": unit.now - FRESH, "now": unit.now}) and called:
        others = sa.and_(
            identities.c.door == visitor.door.value, identities.c.handle == called,
            identities.c.external_id != visitor.external_id,
        )  # fmt: skip
        unit.conn.execute(identities.update().where(others).values(handle=""))


def called(conn: sa.Connection, door: Door, handle: str, now: Instant) -> PersonId | None:
    """Who was seen by that name lately."""
    lately = sa.and_(identities.c.handle_at.is_not(None), identities.c.handle_at >= now - RECENT)
    mine = sa.and_(identities.c.door == door.value, identities.c.handle == handle.lower(), lately)
    found = conn.execute(sa.select(identities.c.person_id).where(mine)).scalars().all() if handle else []
    return PersonId(found[0]) if len(found) == 1 else None
