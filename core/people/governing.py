"""People, their roles and groups, as administrators keep them (E11). Every change is a line of the audit."""

import hashlib
from collections.abc import Callable, Mapping
from typing import Any
from zoneinfo import ZoneInfo

import sqlalchemy as sa

from core.errors import Code, Refusal
from core.kinds import Command, Door, Outcome, PersonId
from core.people import groups, mailing, store
from core.people.offices import (
    AddPerson,
    BlockPerson,
    ChangePerson,
    GrantRole,
    JoinGroup,
    LeaveGroup,
    RevokeRole,
    UnblockPerson,
)
from core.people.person import EVERYWHERE, Caller, Person, Role
from core.people.registration import DOOR, language
from core.people.store import grants, persons
from core.profile.schema import Profile
from core.storage.deeds import Deed
from core.storage.unit import Unit

COMMAND = "command"
KIND = "person"
GIVEN = (Role.CLIENT, Role.DEMO, Role.AGENT, Role.DISPATCHER, Role.ADMINISTRATOR)
"""What can be given: blocking is a deed of its own, and guests are made at the door."""
SAID = ("name", "email", "zone", "language")


def mark(person: Person) -> str:
    """What somebody was when they were looked at."""
    said = "\0".join(str(getattr(person, name) or "") for name in SAID)
    return hashlib.sha256(said.encode()).hexdigest()[:12]


def add_person(unit: Unit, command: AddPerson, by: Caller, profile: Profile) -> Outcome:
    """Raises Refusal(EMPTY, ADDRESS, KNOWN, RECORD)."""
    email = mailing.address(command.email)
    if store.by_email(unit.conn, email) is not None:
        raise Refusal(Code.KNOWN)
    said = _said({"name": command.name, "zone": command.zone})
    id = store.add(unit, said["name"], language(command.language, profile), email)
    if said["zone"]:
        store.change(unit, id, zone=said["zone"])
    _note(unit, id, {"name": ("", said["name"]), "email": ("", email)})
    return Outcome()


def change_person(unit: Unit, command: ChangePerson, by: Caller, profile: Profile) -> Outcome:
    """Raises Refusal(MISSING, OVERTAKEN, EMPTY, ADDRESS, ADDRESS_TAKEN, RECORD)."""
    known = _locked(unit, command.person)
    if command.seen and command.seen != mark(known):
        raise Refusal(Code.OVERTAKEN)
    wanted = {name: value for name in SAID if (value := getattr(command, name)) is not None}
    if "email" in wanted:
        wanted["email"] = mailing.address(wanted["email"])
        other = store.by_email(unit.conn, wanted["email"])
        if other is not None and other.id != known.id:
            raise Refusal(Code.ADDRESS_TAKEN)
    if "language" in wanted:
        wanted["language"] = language(wanted["language"], profile)
    changed = {name: value for name, value in _said(wanted).items() if value != (getattr(known, name) or "")}
    if "name" in changed and store.external_ids(unit.conn, known.id, Door.SLACK):
        raise Refusal(Code.RECORD, field="person", problem="fixed", value=known.name)
    if changed:
        store.change(unit, known.id, **{name: value or None for name, value in changed.items()})
        _note(unit, known.id, {name: (getattr(known, name) or "", value) for name, value in changed.items()})
    return Outcome()


def grant_role(unit: Unit, command: GrantRole, by: Caller, profile: Profile) -> Outcome:
    """Raises Refusal(MISSING, CHOICE, SERVICE). What they have already is no error. Whoever was a guest is let in."""
    known, role = _locked(unit, command.person), _role(command.role)
    if command.service and profile.service(command.service) is None:
        raise Refusal(Code.SERVICE)
    if store.grant(unit, known.id, role, COMMAND, command.service):
        store.revoke(unit, known.id, Role.GUEST, DOOR)
        _note(unit, known.id, {_at(role, command.service): ("", "+")})
    return Outcome()


def revoke_role(unit: Unit, command: RevokeRole, by: Caller, profile: Profile) -> Outcome:
    """Raises Refusal(MISSING, CHOICE, LAST_ADMINISTRATOR), INHERITED for what nobody gave by command."""
    known, role = _locked(unit, command.person), _role(command.role)
    if store.revoke(unit, known.id, role, COMMAND, command.service):
        _note(unit, known.id, {_at(role, command.service): ("+", "")})
        _still_led(unit)
    elif (role, command.service) in known.grants:
        raise Refusal(Code.INHERITED)
    return Outcome()


def join_group(unit: Unit, command: JoinGroup, by: Caller, profile: Profile) -> Outcome:
    """Raises Refusal(MISSING, CHOICE, LAST_ADMINISTRATOR)."""
    known = _locked(unit, command.person)
    if profile.group(command.group) is None:
        raise Refusal(Code.CHOICE, aspect="group")
    if groups.join(unit, profile, known.id, command.group):
        _note(unit, known.id, {f"group:{command.group}": ("", "+")})
        _still_led(unit)
    return Outcome()


def leave_group(unit: Unit, command: LeaveGroup, by: Caller, profile: Profile) -> Outcome:
    """Raises Refusal(MISSING, LAST_ADMINISTRATOR), INHERITED for whom the profile itself names."""
    known, group = _locked(unit, command.person), profile.group(command.group)
    if group is not None and known.email in group.members:
        raise Refusal(Code.INHERITED)
    if groups.leave(unit, known.id, command.group):
        _note(unit, known.id, {f"group:{command.group}": ("+", "")})
        _still_led(unit)
    return Outcome()


def block_person(unit: Unit, command: BlockPerson, by: Caller, profile: Profile) -> Outcome:
    """Raises Refusal(MISSING, LAST_ADMINISTRATOR)."""
    known = _locked(unit, command.person)
    if store.grant(unit, known.id, Role.BLOCKED, COMMAND):
        _note(unit, known.id, {Role.BLOCKED.value: ("", "+")})
        _still_led(unit)
    return Outcome()


def unblock_person(unit: Unit, command: UnblockPerson, by: Caller, profile: Profile) -> Outcome:
    """Raises Refusal(MISSING), INHERITED where a group closes it to them."""
    known = _locked(unit, command.person)
    if store.revoke(unit, known.id, Role.BLOCKED, COMMAND):
        _note(unit, known.id, {Role.BLOCKED.value: ("+", "")})
    elif Role.BLOCKED in known.roles:
        raise Refusal(Code.INHERITED)
    return Outcome()


HANDLERS: Mapping[type[Command], Callable[[Unit, Any, Caller, Profile], Outcome]] = {
    AddPerson: add_person,
    ChangePerson: change_person,
    GrantRole: grant_role,
    RevokeRole: revoke_role,
    JoinGroup: join_group,
    LeaveGroup: leave_group,
    BlockPerson: block_person,
    UnblockPerson: unblock_person,
}


def _locked(unit: Unit, id: PersonId) -> Person:
    """Administrators come one after the other, so that two of them cannot take the last right from each other."""
    leads = sa.select(grants.c.person_id).where(grants.c.role == Role.ADMINISTRATOR.value)
    theirs = sa.or_(persons.c.id == id, persons.c.id.in_(leads))
    unit.conn.execute(sa.select(persons.c.id).where(theirs).order_by(persons.c.id).with_for_update())
    found = store.person(unit.conn, id)
    if found is None:
        raise Refusal(Code.MISSING)
    return found


def _still_led(unit: Unit) -> None:
    """Somebody must be left who keeps the desk: nobody else could give the role again from Slack."""
    leads = [store.person(unit.conn, id) for id in store.with_role(unit.conn, Role.ADMINISTRATOR)]
    if not any(one and one.staff and Role.ADMINISTRATOR in one.roles_on(()) for one in leads):
        raise Refusal(Code.LAST_ADMINISTRATOR)


def _role(id: str) -> Role:
    if id not in GIVEN:
        raise Refusal(Code.CHOICE, aspect="role")
    return Role(id)


def _said(wanted: dict[str, str]) -> dict[str, str]:
    """Raises Refusal(RECORD)."""
    if "name" in wanted:
        wanted = wanted | {"name": store.presentable(wanted["name"])}
        if wanted["name"] == "?":
            raise Refusal(Code.RECORD, field="person", problem="empty", value="")
    if wanted.get("zone"):
        try:
            wanted = wanted | {"zone": ZoneInfo(wanted["zone"].strip()).key}
        except (OSError, KeyError, ValueError):
            raise Refusal(Code.RECORD, field="zone", problem="zone", value=wanted["zone"][:50]) from None
    return wanted


def _at(role: Role, service: str) -> str:
    return role.value if service == EVERYWHERE else f"{role.value}@{service}"


def _note(unit: Unit, id: PersonId, changes: dict[str, tuple[str, str]]) -> None:
    known = store.person(unit.conn, id)
    unit.deeds.append(Deed(KIND, known.name if known else "?", changes, id))
