"""Where somebody gets their letters, for whoever holds one of these (X4)."""

from dataclasses import dataclass

import sqlalchemy as sa

from core.kinds import Door, PersonId
from core.people import erasures, joins, store
from core.people.person import Person
from core.profile.schema import Profile
from core.views.queries import Query


@dataclass(frozen=True, slots=True)
class MailedTo(Query[str | None]):
    """The door has seen that the link is one of ours. Nothing, where there is no such address any more."""

    person: PersonId


def mailed_to(conn: sa.Connection, profile: Profile, by: Person, query: MailedTo) -> str | None:
    id = joins.now(conn, query.person)
    person = None if erasures.forgotten(conn, id) else store.person(conn, id)
    if person is None or person.inside:
        return None
    return next(iter(store.external_ids(conn, id, Door.MAIL)), person.email)
