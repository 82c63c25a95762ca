"""Who somebody is to the desk. One person may come through many doors."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Self

from core.kinds import Door, PersonId


class Role(StrEnum):
    """Access levels (E11). A person holds them everywhere or on a service and those below it (A2)."""

    BLOCKED = "blocked"
    GUEST = "guest"
    """At the door, and not let in yet (A5)."""
    CLIENT = "client"
    DEMO = "demo"
    """Sees everything and changes nothing."""
    AGENT = "agent"
    DISPATCHER = "dispatcher"
    """An agent who hands out work."""
    ADMINISTRATOR = "administrator"


STAFF = frozenset({Role.AGENT, Role.DISPATCHER, Role.ADMINISTRATOR})
INSIDE = STAFF | {Role.DEMO}
NO_CLIENTS = INSIDE | {Role.BLOCKED}
"""Whom no proof makes one with a customer, and no customer may name, or learn of."""
EVERYWHERE = ""
"""The service of a grant that holds on all of them."""


class Proof(StrEnum):
    """How it is known that an identity is this person's."""

    CHANNEL = "channel"
    """The channel itself vouches for the id; nothing links it to anybody else yet."""
    WORKSPACE = "workspace"
    """The Slack workspace vouches for the address."""
    CODE = "code"
    """A code that was mailed to the address came back."""
    LINK = "link"
    """A signed link that was mailed to the address was used (A5)."""
    APPROVED = "approved"
    """An agent has said that whoever asked to be let in is somebody known (A5)."""
    INVITED = "invited"
    """An invitation came back from there, which somebody of the desk had handed to them."""
    PHONE = "phone"
    """The channel vouches for a number, and the customers' list knows whose it is."""
    NAMED = "named"
    """Somebody has named the address, for an observer: nobody has proved anything (A4)."""


class Stands(StrEnum):
    """How a stranger's request to be let in stands (A5)."""

    WAITING = "waiting"
    APPROVED = "approved"
    DECLINED = "declined"
    WITHDRAWN = "withdrawn"


class Ways(StrEnum):
    """How a person wants to hear of things, as far as the desk lets them choose (X4)."""

    BOTH = "both"
    CHAT = "chat"
    MAIL = "mail"


@dataclass(frozen=True, slots=True)
class Person:
    """`roles` are those held anywhere; `grants` say where, as pairs of a role and a service."""

    id: PersonId
    name: str
    email: str | None
    language: str
    roles: frozenset[Role]
    ways: Ways = Ways.BOTH
    grants: frozenset[tuple[Role, str]] = frozenset()
    zone: str | None = None
    quiet: str = ""
    """Hours without letters, as `core.people.quiet` reads them."""
    digest: str = ""

    @property
    def staff(self) -> bool:
        """Somebody of the desk, though perhaps not for every service."""
        return Role.BLOCKED not in self.roles and bool(self.roles & STAFF)

    @property
    def stranger(self) -> bool:
        """Nobody has let them in yet, in any way (A5)."""
        return self.roles == {Role.GUEST}

    @property
    def inside(self) -> bool:
        """Who is shown the desk from within: its people, and whoever may only look (E11)."""
        return self.staff or (Role.DEMO in self.roles and Role.BLOCKED not in self.roles)

    def outside(self) -> Self:
        """The same person without what they are to the desk: whoever it is must not speak as its people (faults F4)."""
        roles = self.roles - INSIDE or frozenset({Role.CLIENT})
        return replace(self, roles=roles, grants=frozenset(one for one in self.grants if one[0] not in INSIDE))

    def roles_on(self, services: Iterable[str]) -> frozenset[Role]:
        """What holds on the innermost of some services, of which each stands in the one before (A2)."""
        if not self.grants:
            return self.roles
        there = {EVERYWHERE, *services}
        return frozenset(role for role, service in self.grants if service in there)


@dataclass(frozen=True, slots=True)
class Member:
    """An agent, as the workspace describes them. `channels` are those of the profile's where they sit."""

    external_id: str
    name: str
    email: str | None
    language: str = ""
    zone: str = ""
    channels: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Newcomer:
    """What is known of a caller whose ticket an agent takes down; what is not is empty (C1)."""

    name: str
    email: str = ""
    phone: str = ""


@dataclass(frozen=True, slots=True)
class Caller:
    """A person at a door: who acts, and whence. No door: the product itself."""

    person: Person
    door: Door | None
