"""Whether anybody else says who somebody is: a letter, or a name in a chat, proves nothing (faults C9, G1)."""

import sqlalchemy as sa

from core.customers.tables import contacts
from core.kinds import PersonId
from core.people.person import Proof
from core.people.registration import DOOR
from core.people.store import grants, identities

PROVED = (Proof.CODE.value, Proof.WORKSPACE.value)


def registered(conn: sa.Connection, id: PersonId) -> bool:
    """The customers' list knows them, or somebody of the desk has let them in (A5, A6)."""
    listed = sa.exists().where(contacts.c.person_id == id)
    granted = sa.exists().where(grants.c.person_id == id, grants.c.source != DOOR)
    return bool(conn.execute(sa.select(sa.or_(listed, granted))).scalar_one())


def proved(conn: sa.Connection, id: PersonId) -> bool:
    """A code has come back from them, or the workspace vouches for them."""
    known = identities.c.proof.in_(PROVED)
    return conn.execute(sa.select(identities.c.id).where(identities.c.person_id == id, known)).first() is not None
