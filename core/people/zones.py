"""By whose clock on the wall somebody is told a time: their own, their company's, else the desk's (house.md)."""

from collections.abc import Iterator
from datetime import date
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import sqlalchemy as sa

from core.calendar.wall import local
from core.customers import reading
from core.kinds import Instant
from core.people.person import Person


def zone_of(conn: sa.Connection, person: Person | None, desk: str) -> str:
    """The first of them that there is: what others call a zone, such as a workspace, need not be one."""
    return next((zone for zone in _theirs(conn, person) if _known(zone)), desk)


def today(conn: sa.Connection, person: Person | None, desk: str, now: Instant) -> date:
    """The day on their own calendar."""
    return local(ZoneInfo(zone_of(conn, person, desk)), now).date()


def _theirs(conn: sa.Connection, person: Person | None) -> Iterator[str]:
    if person is not None:
        yield person.zone or ""
        yield from (company.zone for company in reading.companies_of(conn, person.id))


def _known(zone: str) -> bool:
    try:
        return bool(zone and ZoneInfo(zone))
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return False
