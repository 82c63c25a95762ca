"""Persons, how they are recognised, and what they were granted."""

from collections.abc import Sequence
from typing import Any

import sqlalchemy as sa

from core.kinds import Door, Instant, PersonId, Visitor
from core.people.person import Person, Proof, Role, Ways
from core.storage import renamed, writing
from core.storage.prepared import Prepared
from core.storage.schema import instant, key, metadata, partial_index, ref, text
from core.storage.unit import Unit
from core.texts import one_line, shorten

NAME_LIMIT = 300

persons = sa.Table(
    "persons",
    metadata,
    key(),
    text("name"),
    text("email", nullable=True, unique=True),
    text("language"),
    text("zone", nullable=True),
    instant("made_at"),
    text("ways", default="both"),
    text("quiet", default=""),
    text("digest", default=""),
    text("phone", default=""),
)
"""`phone` is what somebody was called back by when an agent took their ticket down; a contact's is with the contact."""

identities = sa.Table(
    "identities",
    metadata,
    key(),
    text("door"),
    text("external_id"),
    ref("person_id", "persons.id", index=True),
    text("proof"),
    instant("made_at"),
    text("handle", default=""),
    instant("handle_at", nullable=True),
    sa.UniqueConstraint("door", "external_id"),
)
"""`handle`: what they are called at the door, in small letters, as last seen; it proves nothing."""
partial_index("ix_identities_handle", identities.c.handle != "", identities.c.handle)
grants = sa.Table(
    "grants",
    metadata,
    key(),
    ref("person_id", "persons.id"),
    text("role"),
    text("service", default=""),
    text("source"),
    sa.UniqueConstraint("person_id", "role", "service", "source"),
)
"""`source` says who gave it (settings, slack, command), so that one source can take back only its own."""

_known = Prepared(
    sa.select(persons, grants.c.role, grants.c.service)
    .select_from(identities.join(persons).outerjoin(grants, grants.c.person_id == persons.c.id))
    .where(identities.c.door == sa.bindparam("door"), identities.c.external_id == sa.bindparam("external_id"))
)
_by_id = Prepared(
    sa.select(persons, grants.c.role, grants.c.service)
    .select_from(persons.outerjoin(grants, grants.c.person_id == persons.c.id))
    .where(persons.c.id == sa.bindparam("person"))
)
_addresses = Prepared(
    sa.select(identities.c.door, identities.c.external_id)
    .where(identities.c.person_id == sa.bindparam("person"))
    .order_by(identities.c.id)
)
_at_door = Prepared(
    sa.select(identities.c.person_id, identities.c.proof).where(
        identities.c.door == sa.bindparam("door"), identities.c.external_id == sa.bindparam("external_id")
    )
)
_granted = Prepared(
    sa.select(grants.c.id).where(
        *(grants.c[name] == sa.bindparam(name) for name in ("person_id", "role", "source", "service"))
    )
)
_insert_person = Prepared(persons.insert().returning(persons.c.id))
_insert_identity = Prepared(identities.insert())


def recognise(conn: sa.Connection, visitor: Visitor) -> Person | None:
    return _person(_known.all(conn, {"door": visitor.door.value, "external_id": visitor.external_id}))


def person(conn: sa.Connection, id: PersonId) -> Person | None:
    return _person(_by_id.all(conn, {"person": id}))


_by_email = Prepared(sa.select(persons.c.id).where(persons.c.email == sa.bindparam("mail")))


def by_email(conn: sa.Connection, email: str) -> Person | None:
    found = _by_email.first(conn, {"mail": email.lower()})
    return None if found is None else person(conn, PersonId(found.id))


def at_door(conn: sa.Connection, door: Door, external_id: str, proof: Proof | None = None) -> PersonId | None:
    """Whose id that is at a door; where a proof is asked for, only if it is known by that one."""
    found = _at_door.first(conn, {"door": door.value, "external_id": external_id})
    return None if found is None or proof not in (None, found.proof) else PersonId(found.person_id)


def newcomer(conn: sa.Connection, door: Door, external_id: str, since: Instant, *proofs: Proof) -> bool:
    """Whether an id at a door is known since then only, and in no better way than these."""
    fresh = sa.and_(identities.c.proof.in_(proofs), identities.c.made_at > since)
    mine = sa.and_(identities.c.door == door.value, identities.c.external_id == external_id)
    return conn.execute(sa.select(identities.c.id).where(mine, fresh)).first() is not None


def ids(conn: sa.Connection, id: PersonId) -> list[tuple[Door, str]]:
    """The person's ids at all doors: where channels can reach them."""
    return [(Door(row.door), row.external_id) for row in _addresses.all(conn, {"person": id})]


def external_ids(conn: sa.Connection, id: PersonId, door: Door) -> list[str]:
    return [external_id for at, external_id in ids(conn, id) if at is door]


def presentable(name: str) -> str:
    """A name as it is kept, whatever a door calls somebody."""
    return shorten(one_line(name), NAME_LIMIT) or "?"


def add(unit: Unit, name: str, language: str, email: str | None = None) -> PersonId:
    values = {
        "name": presentable(name),
        "email": email.lower() if email else None,
        "language": language,
        "made_at": unit.now,
    }
    return PersonId(_insert_person.first(unit.conn, values).id)


def link(unit: Unit, id: PersonId, door: Door, external_id: str, proof: Proof) -> None:
    values = {
        "door": door.value, "external_id": external_id, "person_id": id, "proof": proof.value, "made_at": unit.now,
    }  # fmt: skip
    _insert_identity.run(unit.conn, values)


def prove(unit: Unit, door: Door, external_id: str, proof: Proof) -> None:
    """What was taken at its own word, or only named, is proved from now on."""
    weak = identities.c.proof.in_([Proof.CHANNEL.value, Proof.NAMED.value])
    mine = sa.and_(identities.c.door == door.value, identities.c.external_id == external_id, weak)
    unit.conn.execute(identities.update().where(mine).values(proof=proof.value))


def unlink(unit: Unit, id: PersonId, door: Door, proof: Proof) -> None:
    """Only what was proved that way: an identity that something else vouches for stays."""
    mine = sa.and_(identities.c.person_id == id, identities.c.door == door.value, identities.c.proof == proof.value)
    unit.conn.execute(identities.delete().where(mine))


def change(unit: Unit, id: PersonId, **values: object) -> None:
    writing.change(unit.conn, persons, {"id": id}, values)
    if values.keys() & {"name", "email"}:
        renamed.note(unit.conn, renamed.PERSON, id)


def grant(unit: Unit, id: PersonId, role: Role, source: str, service: str = "") -> bool:
    """Says whether it is new."""
    row = {"person_id": id, "role": role, "source": source, "service": service}
    if _granted.first(unit.conn, row):
        return False
    writing.insert(unit.conn, grants, [row])
    return True


def revoke(unit: Unit, id: PersonId, role: Role, source: str, service: str | None = None) -> bool:
    """On one service, or on all that the source has given it for."""
    gone = grants.delete().where(grants.c.person_id == id, grants.c.role == role, grants.c.source == source)
    if service is not None:
        gone = gone.where(grants.c.service == service)
    return unit.conn.execute(gone).rowcount > 0


def with_role(conn: sa.Connection, role: Role) -> list[PersonId]:
    query = sa.select(grants.c.person_id).where(grants.c.role == role).distinct().order_by(grants.c.person_id)
    return [PersonId(id) for id in conn.execute(query).scalars()]


def holders(conn: sa.Connection, role: Role, source: str, door: Door) -> dict[str, PersonId]:
    """Who holds a role from one source, by their id at a door."""
    query = (
        sa.select(identities.c.external_id, identities.c.person_id)
        .join(grants, grants.c.person_id == identities.c.person_id)
        .where(grants.c.role == role, grants.c.source == source, identities.c.door == door)
    )
    return {row.external_id: PersonId(row.person_id) for row in conn.execute(query)}


def granted(conn: sa.Connection) -> list[Person]:
    """Everybody with a role of their own, for `zayavka people list`."""
    ids = conn.execute(sa.select(grants.c.person_id).distinct().order_by(grants.c.person_id)).scalars()
    return [found for id in ids if (found := person(conn, PersonId(id)))]


def _person(rows: Sequence[Any]) -> Person | None:
    if not rows:
        return None
    first = rows[0]
    held = frozenset((Role(row.role), row.service) for row in rows if row.role)
    roles = frozenset(role for role, _ in held) or frozenset({Role.CLIENT})
    return Person(
        PersonId(first.id), first.name, first.email, first.language, roles, Ways(first.ways), held, first.zone,
        first.quiet, first.digest,
    )  # fmt: skip
