"""When a letter goes to somebody: at once, after their quiet hours, or with others in a digest (E7, X4)."""

from dataclasses import dataclass

from core.kinds import Door, Instant
from core.outbox import digest
from core.outbox.model import Address
from core.people import quiet
from core.people import store as people
from core.people.person import Person
from core.people.zones import zone_of
from core.storage.unit import Unit


@dataclass(frozen=True, slots=True)
class When:
    """`instead` says why it never goes by itself."""

    due_at: Instant | None = None
    instead: str | None = None


AT_ONCE = When()


def when(unit: Unit, to: Address, zone: str) -> When:
    """Of a notice to an address; a chat is told at once, whatever the hour."""
    reader = people.person(unit.conn, to.person) if to.person and to.door is Door.MAIL else None
    if reader is None or not (reader.quiet or reader.digest):
        return AT_ONCE
    return of(unit, reader, zone_of(unit.conn, reader, zone))


def of(unit: Unit, reader: Person, zone: str) -> When:
    """Whoever reads digests has this one in the next."""
    hours = quiet.hours(reader.quiet)
    due = quiet.over(hours, reader.zone or zone, unit.now) if hours else None
    if reader.digest:
        digest.wait(unit, reader, zone)
    return When(due, digest.kept(reader))
