"""Groups of the profile: who belongs to which, and what they inherit (E11, E7).

What a group's members may do is written as grants of their own, whose source names the group: so rights are read in one
place, and taken back when somebody leaves or the profile changes.
"""

from collections.abc import Iterable

import sqlalchemy as sa

from core.kinds import PersonId
from core.people import store
from core.people.person import EVERYWHERE, STAFF, Role
from core.people.store import grants
from core.profile.queues import lineage
from core.profile.schema import Profile
from core.storage.prepared import Prepared
from core.storage.schema import metadata, ref, text
from core.storage.unit import Unit

ROLES = {"closed": Role.BLOCKED}
COMMAND, NAMED = "command", "profile"

memberships = sa.Table(
    "memberships",
    metadata,
    ref("person_id", "persons.id", primary_key=True),
    sa.Column("group_id", sa.Text, primary_key=True),
    text("source", default=COMMAND),
)
"""Who belongs to which of the profile's groups. `source` says who put them there, the profile or a command."""

_who: sa.BindParameter[int] = sa.bindparam("who")
_mine = sa.select(memberships.c.group_id).where(memberships.c.person_id == _who)
_of_person = Prepared(_mine.order_by(memberships.c.group_id))
_theirs = sa.select(memberships.c.group_id, memberships.c.person_id).where(memberships.c.group_id.in_(_mine))
_circle = Prepared(_theirs.order_by(memberships.c.person_id, memberships.c.group_id))


def members(conn: sa.Connection, group: str) -> list[PersonId]:
    query = sa.select(memberships.c.person_id).where(memberships.c.group_id == group)
    return [PersonId(id) for id in conn.execute(query.order_by(memberships.c.person_id)).scalars()]


def of_person(conn: sa.Connection, id: PersonId) -> list[str]:
    return [row.group_id for row in _of_person.all(conn, {"who": id})]


def colleagues(conn: sa.Connection, id: PersonId) -> list[PersonId]:
    """All members of the groups that somebody belongs to (E7)."""
    return circle(conn, id)[1]


def circle(conn: sa.Connection, id: PersonId) -> tuple[list[str], list[PersonId]]:
    """The groups that somebody belongs to, and all their members."""
    rows = _circle.all(conn, {"who": id})
    mine = [row.group_id for row in rows if row.person_id == id]
    return mine, [PersonId(one) for one in dict.fromkeys(row.person_id for row in rows)]


def join(unit: Unit, profile: Profile, id: PersonId, group: str, source: str = COMMAND) -> bool:
    """Says whether it is new. Whom a command puts there stays, whatever the profile says of them."""
    if id in members(unit.conn, group):
        mine = sa.and_(memberships.c.person_id == id, memberships.c.group_id == group)
        if source == COMMAND:
            unit.conn.execute(memberships.update().where(mine).values(source=source))
        return False
    unit.conn.execute(memberships.insert().values(person_id=id, group_id=group, source=source))
    for role, service in inherited(profile, group):
        store.grant(unit, id, role, _source(group), service)
    return True


def leave(unit: Unit, id: PersonId, group: str) -> bool:
    mine = sa.and_(memberships.c.person_id == id, memberships.c.group_id == group)
    unit.conn.execute(grants.delete().where(grants.c.person_id == id, grants.c.source == _source(group)))
    return unit.conn.execute(memberships.delete().where(mine)).rowcount > 0


def agree(unit: Unit, profile: Profile) -> None:
    """At the start: whom the profile names is in, and whom it names no longer is out, but for those who joined.

    Everybody in a group has what it gives now, and no more.
    """
    named = {(_at(unit, email, profile), group.id) for group in profile.groups for email in group.members}
    for row in unit.conn.execute(sa.select(memberships).where(memberships.c.source == NAMED)).all():
        if (row.person_id, row.group_id) not in named:
            leave(unit, row.person_id, row.group_id)
    for id, of in sorted(named):
        join(unit, profile, id, of, NAMED)
    wanted = {
        (row.person_id, role.value, service, _source(row.group_id))
        for row in unit.conn.execute(sa.select(memberships))
        for role, service in inherited(profile, row.group_id)
    }
    given = unit.conn.execute(sa.select(grants).where(grants.c.source.like("group:%"))).all()
    for row in given:
        if (row.person_id, row.role, row.service, row.source) not in wanted:
            unit.conn.execute(grants.delete().where(grants.c.id == row.id))
    _give(unit, wanted - {(row.person_id, row.role, row.service, row.source) for row in given})


def _at(unit: Unit, email: str, profile: Profile) -> PersonId:
    """Perhaps somebody who is yet to come."""
    known = store.by_email(unit.conn, email)
    return known.id if known else store.add(unit, email, profile.languages[0], email)


def inherited(profile: Profile, group: str) -> set[tuple[Role, str]]:
    """Roles and where they hold: the group's own, and those of the groups that it belongs to."""
    return {
        (Role(ROLES.get(one.role, one.role)), service)
        for one in lineage(profile, group)
        if one.role
        for service in one.services or (EVERYWHERE,)
    }


def works(profile: Profile, id: str) -> bool:
    """Whether tickets can be a group's: it is of the desk's own people, and not of customers of one standing."""
    roles = {role for role, _ in inherited(profile, id)}
    return bool(roles & STAFF) if roles else not any(one.level for one in lineage(profile, id))


def _give(unit: Unit, rows: Iterable[tuple[int, str, str, str]]) -> None:
    names = ("person_id", "role", "service", "source")
    if fresh := [dict(zip(names, row, strict=True)) for row in sorted(rows)]:
        unit.conn.execute(grants.insert(), fresh)


def _source(group: str) -> str:
    return f"group:{group}"
