"""Whom a requester may name as an observer, and the link that they pass on (A4)."""

from dataclasses import dataclass

import sqlalchemy as sa

from core.errors import Code, Refusal
from core.kinds import Instant
from core.people.person import Person
from core.profile.schema import Profile
from core.tickets import following
from core.tickets.following import CopyLink
from core.views import card as cards
from core.views.parts import Who
from core.views.queries import Query


@dataclass(frozen=True, slots=True)
class FindFellow(Query[Who | None]):
    """By `@name` or the id of an account at the chat's door."""

    account: str


@dataclass(frozen=True, slots=True)
class ReadCopyLink(Query[CopyLink | None]):
    nonce: str


@dataclass(frozen=True, slots=True)
class WhereLeads(Query[CopyLink]):
    """For whoever holds a link that the door has read: what they come into copy of. Raises Refusal(INVITATION)."""

    link: int


def find_fellow(conn: sa.Connection, profile: Profile, by: Person, query: FindFellow, now: Instant) -> Who | None:
    found = following.colleague(conn, by, query.account, now)
    return None if found is None else cards.who(conn, found)


def read_copy_link(conn: sa.Connection, profile: Profile, by: Person, query: ReadCopyLink) -> CopyLink | None:
    return following.made(conn, query.nonce, by.id)


def where_leads(conn: sa.Connection, profile: Profile, by: Person, query: WhereLeads) -> CopyLink:
    found = following.by_id(conn, query.link)
    if found is None:
        raise Refusal(Code.INVITATION)
    return found
