"""Who speaks for the same company as somebody: whom they may name, and learn of (A4, faults F3)."""

import sqlalchemy as sa

from core.customers import reading
from core.kinds import PersonId
from core.people import store as people
from core.people.person import NO_CLIENTS


def fellows(conn: sa.Connection, one: PersonId, other: PersonId) -> bool:
    """Whether two speak for the same company, and the other is let in and not of the desk."""
    person = people.person(conn, other)
    if one == other or person is None or person.stranger or person.roles & NO_CLIENTS:
        return False
    mine = {company.id for company in reading.companies_of(conn, one)}
    return any(company.id in mine for company in reading.companies_of(conn, other))
