"""How a group chat stands with the desk, for whoever asks from there (X1)."""

from dataclasses import dataclass

import sqlalchemy as sa

from core.customers import reading
from core.errors import Code, Refusal
from core.kinds import Door
from core.people import group_chats, rights
from core.people.group_chats import GroupChat
from core.people.person import Person
from core.people.rules import Standing
from core.profile.schema import Profile
from core.views.chats import GroupCard
from core.views.queries import Query


@dataclass(frozen=True, slots=True)
class GroupStand:
    """`now` is one of off, unknown, waiting, bound, ended; `asked` what it becomes if the viewer asks. `company` is
    the row of the one that the viewer speaks for.
    """

    now: str
    asked: str
    company: int | None = None
    language: str = ""


@dataclass(frozen=True, slots=True)
class ListGroupChats(Query[tuple[GroupCard, ...]]):
    """For administrators. One line more than a page says that there are others; `only` one of them."""

    after: int = 0
    most: int = 9
    only: int | None = None


@dataclass(frozen=True, slots=True)
class ReadGroupChat(Query[GroupStand]):
    door: Door
    chat: str


def read_group_chat(conn: sa.Connection, profile: Profile, by: Person, query: ReadGroupChat) -> GroupStand:
    chat = group_chats.find(conn, query.door, query.chat)
    now, asked = group_chats.stand(profile, chat), group_chats.becomes(profile, chat, by)
    return GroupStand(now, asked, group_chats.spoken_for(conn, by), chat.language if chat else "")


def list_group_chats(
    conn: sa.Connection, profile: Profile, by: Person, query: ListGroupChats
) -> tuple[GroupCard, ...]:  # fmt: skip
    """Those that wait first, then the newest. Raises Refusal(ROLE, MISSING)."""
    rights.demand("read group chats", by, Standing())
    if query.only is not None:
        found = [one for one in group_chats.every(conn) if one.id == query.only]
        if not found:
            raise Refusal(Code.MISSING)
    else:
        found = group_chats.page(conn, query.after, query.most)
    return tuple(group_card(conn, one) for one in found)


def group_card(conn: sa.Connection, chat: GroupChat) -> GroupCard:
    company = reading.company(conn, chat.company) if chat.company else None
    named = (company.number, company.name) if company else None
    return GroupCard(chat.id, chat.door, chat.key, chat.title, chat.state, named, chat.language, chat.at)
