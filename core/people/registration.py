"""From a visitor at a door to a person, and from a channel's members to agents."""

import sqlalchemy as sa

from core.errors import Code, Refusal
from core.kinds import Actor, Door, Holder, Outcome, PersonId, System, Visitor
from core.people import erasures, handles, joins, quiet, seats, store
from core.people.commands import SetLanguage, SetQuiet, StopDigests, SyncStaff
from core.people.person import Caller, Member, Person, Proof, Role
from core.profile.schema import Profile
from core.storage.unit import Unit

SLACK = "slack"
DOOR = "door"
SETTINGS = "settings"
HOUSE = Person(PersonId(0), "zayavka", None, "en", frozenset())
"""Stands for the product itself where a person is asked for; it has no row."""
NOBODY = Person(PersonId(-1), "?", None, "en", frozenset({Role.BLOCKED}))
"""Stands for a person who is no longer there; they may do nothing."""


def identify(unit: Unit, actor: Actor, profile: Profile) -> Caller:
    """Who acts. A stranger at an open door becomes a client; at the agents' door nobody does without membership."""
    if isinstance(actor, System):
        return Caller(HOUSE, None)
    if isinstance(actor, Holder):
        theirs = holder(unit.conn, actor)
        return Caller(NOBODY if erasures.forgotten(unit.conn, theirs.id) else theirs, actor.door)
    known = recognised(unit.conn, actor)
    if actor.door is Door.SLACK and (known is None or not known.inside):
        raise Refusal(Code.STRANGER)
    if known is not None and actor.door is Door.MAIL and store.recognise(unit.conn, actor) is None:
        store.link(unit, known.id, Door.MAIL, actor.external_id, Proof.NAMED)
    known = known or _taken_in(unit, actor, profile)
    handles.seen(unit, actor)
    return Caller(known, actor.door)


def holder(conn: sa.Connection, actor: Holder) -> Person:
    return store.person(conn, joins.now(conn, actor.person)) or NOBODY


def recognised(conn: sa.Connection, visitor: Visitor) -> Person | None:
    """A letter is known by a registered address too (A6). It proves nothing, so it gives nobody a right of staff."""
    known = store.recognise(conn, visitor)
    if visitor.door is not Door.MAIL:
        return known
    known = known or store.by_email(conn, visitor.external_id)
    return known.outside() if known else None


def _taken_in(unit: Unit, visitor: Visitor, profile: Profile) -> Person:
    id = added(unit, visitor.name, language(visitor.language, profile), profile)
    store.link(unit, id, visitor.door, visitor.external_id, Proof.CHANNEL)
    role = unknown(profile)
    return Person(id, visitor.name, None, language(visitor.language, profile), frozenset({role}))


def added(unit: Unit, name: str, language: str, profile: Profile, email: str | None = None) -> PersonId:
    """Somebody whom nobody has let in: a guest, unless strangers are welcome (A5)."""
    id = store.add(unit, name, language, email)
    if unknown(profile) is Role.GUEST:
        store.grant(unit, id, Role.GUEST, DOOR)
    return id


def unknown(profile: Profile) -> Role:
    """What somebody is whom nobody has let in: a client, where strangers are welcome (A5, C1)."""
    return Role.CLIENT if profile.access.strangers == "welcome" else Role.GUEST


def language(hint: str, profile: Profile) -> str:
    """The desk's language nearest to a hint such as `en-GB`; the desk's first where none is near."""
    short = hint.lower().replace("_", "-").split("-")[0]
    return short if short in profile.languages else profile.languages[0]


def set_language(unit: Unit, command: SetLanguage, by: Caller, profile: Profile) -> Outcome:
    store.change(unit, by.person.id, language=language(command.language, profile))
    return Outcome()


def set_quiet(unit: Unit, command: SetQuiet, by: Caller, profile: Profile) -> Outcome:
    """Raises Refusal(HOURS) for what is no time."""
    quiet.hours(command.hours)
    quiet.moment(command.digest)
    store.change(unit, by.person.id, quiet=command.hours.strip(), digest=command.digest.strip())
    return Outcome()


def stop_digests(unit: Unit, command: StopDigests, by: Caller, profile: Profile) -> Outcome:
    if by.person.digest:
        store.change(unit, by.person.id, digest=quiet.OFF)
    return Outcome()


def sync_staff(unit: Unit, command: SyncStaff, by: Caller, profile: Profile) -> Outcome:
    """Members become agents, matched by e-mail to a person who is known already; who has left loses role and seats."""
    before = store.holders(unit.conn, Role.AGENT, SLACK, Door.SLACK)
    known = {_member(unit, member, profile): member.channels for member in command.members}
    for id in known:
        store.grant(unit, id, Role.AGENT, SLACK)
    for external_id in before.keys() - {member.external_id for member in command.members}:
        store.revoke(unit, before[external_id], Role.AGENT, SLACK)
    seats.seat(unit, known)
    return Outcome()


def appoint(unit: Unit, emails: tuple[str, ...], profile: Profile) -> None:
    """Gives the administrators named in the settings their role, before they have come through any door."""
    for email in emails:
        known = store.by_email(unit.conn, email)
        id = known.id if known else store.add(unit, email, profile.languages[0], email)
        store.grant(unit, id, Role.ADMINISTRATOR, SETTINGS)


def _member(unit: Unit, member: Member, profile: Profile) -> PersonId:
    known = store.recognise(unit.conn, Visitor(Door.SLACK, member.external_id))
    if known is None:
        return _joined(unit, member, profile)
    now = {"name": store.presentable(member.name), "zone": member.zone or known.zone}
    if now != {"name": known.name, "zone": known.zone}:
        store.change(unit, known.id, **now)
    return known.id


def _joined(unit: Unit, member: Member, profile: Profile) -> PersonId:
    same = store.by_email(unit.conn, member.email) if member.email else None
    id = same.id if same else store.add(unit, member.name, language(member.language, profile), member.email)
    store.change(unit, id, name=store.presentable(member.name), zone=member.zone or None)
    store.link(unit, id, Door.SLACK, member.external_id, Proof.WORKSPACE)
    return id
