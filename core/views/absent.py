"""That somebody of the desk is away, or soon will be, as others are shown it."""

import sqlalchemy as sa

from core.kinds import PersonId
from core.people import absences
from core.people import store as people
from core.views.parts import Away


def gone(conn: sa.Connection, id: PersonId) -> Away | None:
    found = absences.of(conn, id)
    cover = people.person(conn, found.cover) if found and found.cover else None
    return Away(found.first, found.last, cover.name if cover else "") if found else None
