"""From a visitor at a door to a person, and from a channel's members to agents."""

from core.errors import Code, Refusal
from core.kinds import Actor, Door, Holder, Outcome, PersonId, System, Visitor
from core.people import store
from core.people.commands import SetLanguage, SyncStaff
from core.people.person import Caller, Member, Person, Proof, Role
from core.profile.schema import Profile
from core.storage.unit import Unit

SLACK = "slack"
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
        return Caller(store.person(unit.conn, actor.person) or NOBODY, actor.door)
    known = store.recognise(unit.conn, actor)
    if actor.door is Door.SLACK and (known is None or not known.staff):
        raise Refusal(Code.STRANGER)
    return Caller(known or _taken_in(unit, actor, profile), actor.door)


def _taken_in(unit: Unit, visitor: Visitor, profile: Profile) -> Person:
    id = store.add(unit, visitor.name, language(visitor.language, profile))
    store.link(unit, id, visitor.door, visitor.external_id, Proof.CHANNEL)
    return Person(id, visitor.name, None, language(visitor.language, profile), frozenset({Role.CLIENT}))


def language(hint: str, profile: Profile) -> str:
    """The desk's language nearest to a hint such as `en-GB`; the desk's first where none is near."""
    short = hint.lower().replace("_", "-").split("-")[0]
    return short if short in profile.languages else profile.languages[0]


def set_language(unit: Unit, command: SetLanguage, by: Caller, profile: Profile) -> Outcome:
    store.change(unit, by.person.id, language=language(command.language, profile))
    return Outcome()


def sync_staff(unit: Unit, command: SyncStaff, by: Caller, profile: Profile) -> Outcome:
    """Members become agents, matched by e-mail to a person who is known already; who has left loses the role."""
    before = store.holders(unit.conn, Role.AGENT, SLACK, Door.SLACK)
    for member in command.members:
        store.grant(unit, _member(unit, member, profile), Role.AGENT, SLACK)
    for external_id in before.keys() - {member.external_id for member in command.members}:
        store.revoke(unit, before[external_id], Role.AGENT, SLACK)
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
    if known.name != store.presentable(member.name):
        store.change(unit, known.id, name=store.presentable(member.name))
    return known.id


def _joined(unit: Unit, member: Member, profile: Profile) -> PersonId:
    same = store.by_email(unit.conn, member.email) if member.email else None
    id = same.id if same else store.add(unit, member.name, language(member.language, profile), member.email)
    if same:
        store.change(unit, id, name=store.presentable(member.name))
    store.link(unit, id, Door.SLACK, member.external_id, Proof.WORKSPACE)
    return id
