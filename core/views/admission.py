"""Strangers at the door: what they are asked, how their request stands, and what the agents see of it (A5)."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

import sqlalchemy as sa

from core.clock import DAY
from core.inbox import waiting as inbox
from core.kinds import Instant, RegistrationId
from core.people import acquaintances, joins, particulars, requests
from core.people import store as people
from core.people.person import Person, Stands
from core.profile.schema import Profile
from core.views.queries import Query
from core.views.strangers import Acquainted, RegistrationCard


@dataclass(frozen=True, slots=True)
class Asked:
    """One particular that the desk asks for."""

    id: str
    required: bool


@dataclass(frozen=True, slots=True)
class Registration:
    """`outside`: nobody has let the viewer in yet. `again_at`: when they may ask again, after a refusal.

    `answers` and `words` are what they said last; `reason`, why they were refused, where they may know it.
    """

    policy: Literal["welcome", "register", "refused"]
    outside: bool
    asked: tuple[Asked, ...] = ()
    state: Stands | None = None
    answers: Mapping[str, str] = field(default_factory=dict)
    words: str = ""
    reason: str = ""
    again_at: Instant | None = None


@dataclass(frozen=True, slots=True)
class MyRegistration(Query[Registration]):
    """How the viewer's being let in stands."""


@dataclass(frozen=True, slots=True)
class ReadParticular(Query[str]):
    """One particular as it would be kept. Raises Refusal(PARTICULAR)."""

    id: str
    said: str


def my_registration(
    conn: sa.Connection, profile: Profile, by: Person, query: MyRegistration, now: Instant
) -> Registration:
    asked = tuple(Asked(one.id, one.required) for one in profile.access.particulars)
    last = requests.latest(conn, by.id) if by.id > 0 else None
    outside, policy = by.stranger, profile.access.strangers
    if last is None:
        return Registration(policy, outside, asked)
    again = (last.decided_at or 0) + DAY if last.state is Stands.DECLINED else 0
    return Registration(
        policy, outside, asked, last.state, last.particulars, last.words, last.reason if last.told else "",
        again if again > now else None,
    )  # fmt: skip


def read_particular(conn: sa.Connection, profile: Profile, by: Person, query: ReadParticular) -> str:
    return particulars.read(profile.access.particulars, query.id, query.said)


def request_card(conn: sa.Connection, id: RegistrationId) -> RegistrationCard | None:
    """As it is now. Whom they may be is shown while somebody has to decide."""
    found = requests.find(conn, id)
    if found is None:
        return None
    asker = people.person(conn, found.person)
    by = people.person(conn, found.decided_by) if found.decided_by else None
    waits = found.state is Stands.WAITING
    known = acquaintances.acquaintances(conn, found) if waits else ()
    return RegistrationCard(
        id=found.id,
        name=asker.name if asker else "",
        door=found.door,
        address=found.address,
        proved=found.proved,
        state=found.state,
        particulars=dict(found.particulars),
        words=found.words,
        letters=inbox.put_off(conn, found.address) if waits else 0,
        asked_at=found.asked_at,
        known=tuple(Acquainted(one.person, one.name, one.email, one.company, one.company_name) for one in known),
        decided_by=by.name if by else None,
        decided_at=found.decided_at,
        reason=found.reason,
        told=found.told,
        joined=joins.approved(conn, found.person, found.decided_at) if found.decided_at else None,
    )
