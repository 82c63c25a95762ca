"""What somebody reads together, once a day, instead of one letter for each thing (E7, X4)."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa

from core.kinds import Command, Door, Instant, Outcome, PersonId, Prompt, TicketId
from core.outbox.addresses import addresses
from core.outbox.model import Kind
from core.outbox.store import outbox
from core.outbox.ways import kind_of
from core.people import quiet
from core.people import store as people
from core.people.person import Caller, Person
from core.profile.schema import Profile
from core.storage.schema import instant, metadata, ref
from core.storage.unit import Unit
from core.tickets import history, observers
from core.tickets import store as tickets

WAITS, TOLD, UNWANTED = "digest", "told in a digest", "no digest wanted"
"""Reasons of rows that never leave by themselves."""
MOST = 50

digests = sa.Table(
    "digests", metadata, ref("person_id", "persons.id", primary_key=True), instant("due_at", index=True)
)  # fmt: skip
"""Who has something to read, and when it is to be sent."""


@dataclass(frozen=True, slots=True)
class DigestDue(Command):
    """The time of somebody's digest has come. `due` guards against a time that was set anew meanwhile."""

    person: PersonId
    due: Instant


def kept(person: Person) -> str | None:
    """Why no letter of its own goes to somebody who reads digests, or wanted no more of them."""
    if not person.digest:
        return None
    return UNWANTED if person.digest == quiet.OFF else WAITS


def wait(unit: Unit, person: Person, zone: str) -> None:
    """Something more to read at the next time that they chose."""
    at = quiet.moment(person.digest)
    waits = sa.select(digests.c.due_at).where(digests.c.person_id == person.id)
    if at is not None and unit.conn.execute(waits).first() is None:
        due = quiet.following(at, person.zone or zone, unit.now)
        unit.conn.execute(digests.insert().values(person_id=person.id, due_at=due))


def hold(unit: Unit, id: PersonId, until: Instant) -> None:
    """They are away: whatever waits for them is sent when they are back."""
    unit.conn.execute(digests.delete().where(digests.c.person_id == id))
    unit.conn.execute(digests.insert().values(person_id=id, due_at=until))


def put_off(unit: Unit, id: PersonId, until: Instant) -> None:
    """What waits for them, if anything does, is sent at another time."""
    unit.conn.execute(digests.update().where(digests.c.person_id == id).values(due_at=until))


def digest_due(unit: Unit, command: DigestDue, by: Caller, profile: Profile) -> Outcome:
    """One letter about everything since the last, ticket by ticket. Who has left the desk meanwhile reads nothing."""
    mine = sa.and_(digests.c.person_id == command.person, digests.c.due_at == command.due)
    if unit.conn.execute(digests.delete().where(mine)).rowcount != 1:
        return Outcome()
    rows = list(unit.conn.execute(_waiting(command.person)))
    told = outbox.update().where(outbox.c.id.in_([row.id for row in rows]))
    unit.conn.execute(told.values(reason=TOLD))
    reader = people.person(unit.conn, command.person)
    if reader is None or not reader.staff:
        rows = [row for row in rows if reader is not None and not row.called and _theirs(unit, row, reader)]
    if rows and reader is not None:
        content = {
            "letter": "digest", "language": reader.language, "client": not reader.staff, **_content(unit, rows),
        }  # fmt: skip
        unit.prompts.append(Prompt(Door.MAIL, rows[-1].key, content, f"digest:{command.person}:{command.due}"))
    return Outcome()


def _theirs(unit: Unit, row: Any, reader: Person) -> bool:
    """Whoever is in copy no more hears no more."""
    ticket = tickets.find(unit.conn, row.ticket_id)
    return ticket is not None and (
        ticket.requester == reader.id or observers.observes(unit.conn, ticket.id, reader.id)
    )  # fmt: skip


def due(conn: sa.Connection, now: Instant, most: int) -> list[tuple[PersonId, Instant]]:
    query = sa.select(digests).where(digests.c.due_at <= now).order_by(digests.c.due_at).limit(most)
    return [(PersonId(row.person_id), row.due_at) for row in conn.execute(query)]


def _waiting(person: PersonId) -> sa.Select[tuple[int, int, int, str, bool]]:
    theirs = sa.and_(addresses.c.person_id == person, addresses.c.door == Door.MAIL.value)
    kinds = (Kind.CALL.value, Kind.NOTICE.value)
    waits = sa.and_(outbox.c.kind.in_(kinds), outbox.c.state == "suppressed", outbox.c.reason == WAITS)
    called = (outbox.c.kind == Kind.CALL.value).label("called")
    found = sa.select(outbox.c.id, outbox.c.ticket_id, outbox.c.event_id, addresses.c.key, called)
    return found.join(addresses, addresses.c.id == outbox.c.address_id).where(theirs, waits).order_by(outbox.c.id)


def _content(unit: Unit, rows: Iterable[Any]) -> dict[str, object]:
    """Newest tickets last; what happened to each, in order and without repeats."""
    happened: dict[TicketId, list[str]] = {}
    for row in rows:
        recorded = history.find(unit.conn, row.event_id)
        kinds = happened.setdefault(TicketId(row.ticket_id), [])
        if recorded is not None and (kind := kind_of(recorded.event)) not in kinds:
            kinds.append(kind)
    shown = list(happened)[-MOST:]
    found = [(tickets.find(unit.conn, id), happened[id]) for id in shown]
    lines = [{"number": one.number, "subject": one.subject, "happened": kinds} for one, kinds in found if one]
    return {"tickets": lines, "more": len(happened) - len(shown)}
