"""Who acts, held until their unit ends: on PostgreSQL others may join or forget them while it is under way (X6)."""

import sqlalchemy as sa

from core.errors import Code, Refusal
from core.kinds import Actor, Holder
from core.people import erasures, registration
from core.people.person import Caller
from core.people.store import persons
from core.profile.schema import Profile
from core.storage.prepared import Prepared
from core.storage.unit import Unit

_hold = Prepared(
    sa.select(persons.c.id).where(persons.c.id == sa.bindparam("held")).with_for_update(read=True, key_share=True)
)
"""Joining and forgetting begin with a lock of the same row (`requests.lock`)."""


def held(unit: Unit, actor: Actor, by: Caller, profile: Profile) -> Caller:
    """Whoever was joined to another, or forgotten, while the unit began is looked up again, so that nothing new is
    theirs who were before. On SQLite no two units are under way at once.

    Raises Refusal(MISSING) for a link of somebody who is forgotten by now.
    """
    while unit.on_postgres and by.person.id > 0:
        _hold.first(unit.conn, {"held": by.person.id})
        if isinstance(actor, Holder) and erasures.forgotten(unit.conn, by.person.id):
            raise Refusal(Code.MISSING)
        known = registration.identify(unit, actor, profile)
        if known.person.id == by.person.id:
            return known
        by = known
    return by
