"""Chats in which several people of a customer write: which of them the desk serves, and for which company (X1).

A group is nobody's own address: what is said there is read by all of it.
"""

from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa

from core.customers import reading
from core.customers.tables import companies
from core.errors import Code, Refusal
from core.kinds import Door, Instant, Outcome, Prompt
from core.people import registration
from core.people.group_commands import AskGroupChat, BindGroupChat, EndGroupChat
from core.people.person import Caller, Person, Role
from core.profile.schema import Profile
from core.storage.deeds import Deed
from core.storage.schema import instant, key, metadata, ref, text
from core.storage.unit import Unit
from core.texts import one_line, shorten

OFF, UNKNOWN, WAITING, BOUND, ENDED = "off", "unknown", "waiting", "bound", "ended"
"""How a group stands: the desk serves none; nobody has asked; approval is awaited; tickets are made; no longer."""
TITLE = 200
KIND = "group-chat"

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
    text("language", default=""),
    sa.UniqueConstraint("door", "key"),
)
"""`company_id`, as long as approval is awaited, is whom the asker speaks for; `language` what it is told things in."""


@dataclass(frozen=True, slots=True)
class GroupChat:
    id: int
    door: Door
    key: str
    title: str
    state: str
    company: int | None
    language: str = ""
    at: Instant = 0


def find(conn: sa.Connection, door: Door, chat: str) -> GroupChat | None:
    row = conn.execute(_at(sa.select(group_chats), door, chat)).first()
    return None if row is None else _chat(row)


def by_id(conn: sa.Connection, id: int) -> GroupChat:
    return _chat(conn.execute(sa.select(group_chats).where(group_chats.c.id == id)).one())


def every(conn: sa.Connection) -> list[GroupChat]:
    return [_chat(row) for row in conn.execute(sa.select(group_chats).order_by(group_chats.c.id))]


def page(conn: sa.Connection, after: int, most: int) -> list[GroupChat]:
    """Those that wait before all others; then the newest. `after` is how many were shown."""
    waits = sa.case((group_chats.c.state == WAITING, 0), else_=1)
    query = sa.select(group_chats).order_by(waits, group_chats.c.id.desc()).offset(after).limit(most)
    return [_chat(row) for row in conn.execute(query)]


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
    """A group that is served stays as it is; where the desk serves none, nothing is kept.

    Where the door asks for it, whom the asker speaks for is what the door was told of them, and binds nothing yet.
    """
    chat = find(unit.conn, command.door, command.chat)
    state = becomes(profile, chat, by.person)
    if state == OFF or (chat and chat.state == state):
        return Outcome()
    company = spoken_for(unit.conn, by.person) if state == BOUND else command.company
    put(unit, command.door, command.chat, command.title, state, company, language=_spoken(profile, command.language))
    return Outcome()


def spoken_for(conn: sa.Connection, person: Person) -> int | None:
    """Whose contact somebody is, where there is but one such company."""
    mine = reading.companies_of(conn, person.id) if person.id > 0 else []
    return mine[0].id if len(mine) == 1 else None


def _spoken(profile: Profile, hint: str) -> str:
    return registration.language(hint, profile) if hint else ""


def bind_group_chat(unit: Unit, command: BindGroupChat, by: Caller, profile: Profile) -> Outcome:
    """Raises Refusal(MISSING) for a group in which nobody has asked, RECORD for a company that there is not.

    The group is told once it is served.
    """
    chat = find(unit.conn, command.door, command.chat)
    if chat is None or profile.telegram.groups == OFF:
        raise Refusal(Code.MISSING)
    company = _company(unit.conn, command.company)
    now = put(
        unit, chat.door, chat.key, chat.title, BOUND, company, language=_spoken(profile, command.language)
    )  # fmt: skip
    _note(unit, chat, now)
    if chat.state != BOUND:
        told = {"screen": "group-served"}
        unit.tidings.append(Prompt(chat.door, chat.key, told, f"group:{chat.door.value}:{chat.key}:{unit.now}"))
    return Outcome()


def _company(conn: sa.Connection, said: str) -> int | None:
    """By its number, or by its name where only one has it."""
    wanted = one_line(said)
    if not wanted:
        return None
    for column in (companies.c.number, companies.c.name):
        found = conn.execute(sa.select(companies.c.id).where(column == wanted).limit(2)).scalars().all()
        if len(found) == 1:
            return int(found[0])
    raise Refusal(Code.RECORD, field="company", problem="unknown", value=shorten(wanted, 100))


def end_group_chat(unit: Unit, command: EndGroupChat, by: Caller, profile: Profile) -> Outcome:
    """A second time changes nothing."""
    chat = find(unit.conn, command.door, command.chat)
    if chat is not None and chat.state != ENDED:
        now = put(unit, chat.door, chat.key, chat.title, ENDED, chat.company)
        unit.given_up.append((chat.door, chat.key))
        if not command.put_out:
            _note(unit, chat, now)
    return Outcome()


def _note(unit: Unit, old: GroupChat, new: GroupChat) -> None:
    """A line of the audit, if anything has changed."""

    def was(one: GroupChat) -> dict[str, str]:
        company = reading.company(unit.conn, one.company).number if one.company else ""
        return {"chat_state": one.state, "company": company, "language": one.language}

    before, after = was(old), was(new)
    if changes := {name: (before[name], after[name]) for name in before if before[name] != after[name]}:
        unit.deeds.append(Deed(KIND, new.title or new.key, changes))


def put(
    unit: Unit, door: Door, chat: str, title: str, state: str, company: int | None, *, language: str = "",
    shown: bool = True,
) -> GroupChat:  # fmt: skip
    """How it stands from now on, whether it was known or not; and the agents see that."""
    now: dict[str, object] = {"state": state, "company_id": company, "at": unit.now}
    now |= {"language": language} if language else {}
    if unit.conn.execute(_at(group_chats.update(), door, chat).values(**now)).rowcount == 0:
        named = shorten(one_line(title), TITLE)
        unit.conn.execute(group_chats.insert().values(door=door.value, key=chat, title=named, **now))
    found = find(unit.conn, door, chat)
    assert found is not None
    if shown:
        unit.chats.append(found.id)
    return found


def _at(of: Any, door: Door, chat: str) -> Any:
    return of.where(group_chats.c.door == door.value, group_chats.c.key == chat)


def _chat(row: Any) -> GroupChat:
    return GroupChat(row.id, Door(row.door), row.key, row.title, row.state, row.company_id, row.language, row.at)
