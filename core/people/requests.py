"""Requests of strangers to be let in (A5): who asks, through which door, what they say of themselves, what came of it.

One waits per person at most; it is changed in place. A decided one stays as the record of who decided, and why.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa

from core.kinds import Door, Instant, PersonId, RegistrationId
from core.people.particulars import digits
from core.people.person import Stands
from core.people.store import persons
from core.storage.schema import instant, json, key, metadata, ref, text
from core.storage.unit import Unit
from core.texts import clean, shorten

WORDS = 1000


registrations = sa.Table(
    "registrations",
    metadata,
    key(),
    ref("person_id", "persons.id", index=True),
    text("door"),
    text("address"),
    text("state"),
    json("particulars"),
    text("email", default="", index=True),
    text("phone", default="", index=True),
    text("words", default=""),
    sa.Column("proved", sa.Boolean, nullable=False),
    instant("asked_at"),
    ref("decided_by", "persons.id", nullable=True),
    instant("decided_at", nullable=True),
    text("reason", default=""),
    sa.Column("told", sa.Boolean, nullable=False),
)
_waits = registrations.c.state == Stands.WAITING.value
sa.Index(
    "uq_registrations_waiting", registrations.c.person_id, unique=True, sqlite_where=_waits, postgresql_where=_waits
)
"""`email` and `phone` repeat the particulars so that people are found by them; of the phone only what tells it."""


@dataclass(frozen=True, slots=True)
class Request:
    """`address` is the asker's id at the door; `proved`, that they hold what was mailed there."""

    id: RegistrationId
    person: PersonId
    door: Door
    address: str
    state: Stands
    particulars: Mapping[str, str]
    words: str
    proved: bool
    asked_at: Instant
    decided_by: PersonId | None
    decided_at: Instant | None
    reason: str
    told: bool

    @property
    def email(self) -> str:
        return self.particulars.get("email", "")

    @property
    def phone(self) -> str:
        return digits(self.particulars.get("phone", ""))


def lock(unit: Unit, person: PersonId) -> None:
    """Every unit that touches somebody's being let in begins with this, so that they come one after the other."""
    unit.conn.execute(sa.select(persons.c.id).where(persons.c.id == person).with_for_update())


def find(conn: sa.Connection, id: RegistrationId) -> Request | None:
    row = conn.execute(sa.select(registrations).where(registrations.c.id == id)).first()
    return None if row is None else _request(row)


def latest(conn: sa.Connection, person: PersonId) -> Request | None:
    """The one that waits, else the one that was asked last."""
    mine = sa.select(registrations).where(registrations.c.person_id == person)
    row = conn.execute(mine.order_by(_waits.desc(), registrations.c.id.desc())).first()
    return None if row is None else _request(row)


def put(
    unit: Unit, before: Request | None, person: PersonId, door: Door, address: str, said: Mapping[str, str], words: str,
    *, proved: bool,
) -> RegistrationId:  # fmt: skip
    """A new one, or what `before` says from now on. Words that are not said again stay."""
    values = {
        "person_id": person, "door": door.value, "address": address, "state": Stands.WAITING.value,
        "particulars": dict(said), "email": said.get("email", ""), "phone": digits(said.get("phone", "")),
        "words": shorten(clean(words), WORDS) or (before.words if before else ""), "proved": proved,
        "asked_at": unit.now, "decided_by": None, "decided_at": None, "reason": "", "told": False,
    }  # fmt: skip
    if before is None:
        made = registrations.insert().values(values).returning(registrations.c.id)
        return RegistrationId(unit.conn.execute(made).scalar_one())
    unit.conn.execute(registrations.update().where(registrations.c.id == before.id).values(values))
    return before.id


def decide(
    unit: Unit, id: RegistrationId, state: Stands, by: PersonId | None, reason: str = "", *, told: bool = False
) -> None:
    values = {"state": state.value, "decided_by": by, "decided_at": unit.now, "reason": reason, "told": told}
    unit.conn.execute(registrations.update().where(registrations.c.id == id).values(values))


def hand_on(unit: Unit, before: PersonId, after: PersonId) -> None:
    unit.conn.execute(
        registrations.update().where(registrations.c.person_id == before, ~_waits).values(person_id=after)
    )


def reopen(unit: Unit, person: PersonId, at: Instant, whose: PersonId) -> list[RegistrationId]:
    """What was approved in the unit of that moment waits again, and is that one's who had asked."""
    approved = registrations.c.state == Stands.APPROVED.value
    then = sa.and_(registrations.c.person_id == person, registrations.c.decided_at == at, approved)
    again = {"person_id": whose, "state": Stands.WAITING.value, "decided_by": None, "decided_at": None}
    changed = registrations.update().where(then).values(again).returning(registrations.c.id)
    return [RegistrationId(id) for id in unit.conn.execute(changed).scalars()]


def approved_like(conn: sa.Connection, email: str, phone: str) -> Sequence[PersonId]:
    """Who was let in with the same e-mail or phone."""
    same = [registrations.c.email == email] if email else []
    same += [registrations.c.phone == phone] if phone else []
    if not same:
        return ()
    let_in = sa.select(registrations.c.person_id).where(
        registrations.c.state == Stands.APPROVED.value, sa.or_(*same)
    )  # fmt: skip
    return [PersonId(id) for id in conn.execute(let_in.distinct().order_by(registrations.c.person_id)).scalars()]


def _request(row: Any) -> Request:
    return Request(
        RegistrationId(row.id), PersonId(row.person_id), Door(row.door), row.address, Stands(row.state),
        row.particulars, row.words, row.proved, row.asked_at, row.decided_by, row.decided_at, row.reason, row.told,
    )  # fmt: skip
