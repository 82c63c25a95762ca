"""Chats in which several people of a customer write: which of them the desk serves, and for which company (X1).

A group is nobody's own address: what is said there is read by all of it.
"""

from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa

from core.customers import reading
from core.customers.tables import companies
from core.errors import Code, Refusal
from core.kinds import Door, Outcome
from core.people.group_commands import AskGroupChat, BindGroupChat, EndGroupChat
from core.people.person import Caller, Person, Role
from core.profile.schema import Profile
from core.storage.schema import instant, key, metadata, ref, text
from core.storage.unit import Unit
from core.texts import one_line, shorten

OFF, UNKNOWN, WAITING, BOUND, ENDED = "off", "unknown", "waiting", "bound", "ended"
"""How a group stands: the desk serves none; nobody has asked; approval is awaited; tickets are made; no longer."""
TITLE = 200

group_chats = sa.Table(
    "group_chats",
    metadata,
    key(),
    text("door"),
    text("key"),
    text("title"),
    text("state"),
    ref("company_id", "companies.id", nullable=True, index=True),
    instant("at"),
    sa.UniqueConstraint("door", "key"),
)


@dataclass(frozen=True, slots=True)
class GroupChat:
    id: int
    door: Door
    key: str
    title: str
    state: str
    company: int | None


def find(conn: sa.Connection, door: Door, chat: str) -> GroupChat | None:
    row = conn.execute(_at(sa.select(group_chats), door, chat)).first()
    return None if row is None else _chat(row)


def by_id(conn: sa.Connection, id: int) -> GroupChat:
    return _chat(conn.execute(sa.select(group_chats).where(group_chats.c.id == id)).one())


def every(conn: sa.Connection) -> list[GroupChat]:
    return [_chat(row) for row in conn.execute(sa.select(group_chats).order_by(group_chats.c.id))]


def serves(profile: Profile, chat: GroupChat | None) -> bool:
    """Whether tickets are made and told there; a profile that says otherwise since ends all of them at once."""
    return chat is not None and chat.state == BOUND and profile.telegram.groups != OFF


def stand(profile: Profile, chat: GroupChat | None) -> str:
    if profile.telegram.groups == OFF:
        return OFF
    return chat.state if chat else UNKNOWN


def becomes(profile: Profile, chat: GroupChat | None, by: Person) -> str:
    """What asking leads to. Whoever is not let in themselves lets in no group (A5)."""
    known = stand(profile, chat)
    if known in (OFF, BOUND):
        return known
    trusted = by.id > 0 and not by.stranger and Role.BLOCKED not in by.roles
    return BOUND if profile.telegram.groups == "open" and trusted else WAITING


def ask_group_chat(unit: Unit, command: AskGroupChat, by: Caller, profile: Profile) -> Outcome:
    """A group that is served stays as it is; where the desk serves none, nothing is kept."""
    chat = find(unit.conn, command.door, command.chat)
    state = becomes(profile, chat, by.person)
    if state == OFF or (chat and chat.state == state):
        return Outcome()
    mine = reading.companies_of(unit.conn, by.person.id) if state == BOUND else []
    put(unit, command.door, command.chat, command.title, state, mine[0].id if len(mine) == 1 else None)
    return Outcome()


def bind_group_chat(unit: Unit, command: BindGroupChat, by: Caller, profile: Profile) -> Outcome:
    """Raises Refusal(MISSING) for a group in which nobody has asked, and for a company that there is not."""
    chat = find(unit.conn, command.door, command.chat)
    query = sa.select(companies.c.id).where(companies.c.number == command.company)
    company = unit.conn.execute(query).scalar_one_or_none() if command.company else None
    if chat is None or (command.company and company is None):
        raise Refusal(Code.MISSING)
    put(unit, chat.door, chat.key, chat.title, BOUND, company)
    return Outcome()


def end_group_chat(unit: Unit, command: EndGroupChat, by: Caller, profile: Profile) -> Outcome:
    """A second time changes nothing."""
    chat = find(unit.conn, command.door, command.chat)
    if chat is not None and chat.state != ENDED:
        put(unit, chat.door, chat.key, chat.title, ENDED, chat.company)
        unit.given_up.append((chat.door, chat.key))
    return Outcome()


def put(unit: Unit, door: Door, chat: str, title: str, state: str, company: int | None) -> GroupChat:
    """How it stands from now on, whether it was known or not."""
    now = {"state": state, "company_id": company, "at": unit.now}
    if unit.conn.execute(_at(group_chats.update(), door, chat).values(**now)).rowcount == 0:
        named = shorten(one_line(title), TITLE)
        unit.conn.execute(group_chats.insert().values(door=door.value, key=chat, title=named, **now))
    found = find(unit.conn, door, chat)
    assert found is not None
    return found


def _at(of: Any, door: Door, chat: str) -> Any:
    return of.where(group_chats.c.door == door.value, group_chats.c.key == chat)


def _chat(row: Any) -> GroupChat:
    return GroupChat(row.id, Door(row.door), row.key, row.title, row.state, row.company_id)
