"""How a group chat stands with the desk, for whoever asks from there (X1)."""

from dataclasses import dataclass

import sqlalchemy as sa

from core.kinds import Door
from core.people import group_chats
from core.people.person import Person
from core.profile.schema import Profile
from core.views.queries import Query


@dataclass(frozen=True, slots=True)
class GroupStand:
    """`now` is one of off, unknown, waiting, bound, ended; `asked` what it becomes if the viewer asks."""

    now: str
    asked: str


@dataclass(frozen=True, slots=True)
class ReadGroupChat(Query[GroupStand]):
    door: Door
    chat: str


def read_group_chat(conn: sa.Connection, profile: Profile, by: Person, query: ReadGroupChat) -> GroupStand:
    chat = group_chats.find(conn, query.door, query.chat)
    return GroupStand(group_chats.stand(profile, chat), group_chats.becomes(profile, chat, by))
