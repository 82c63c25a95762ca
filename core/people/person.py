"""Who somebody is to the desk. One person may come through many doors."""

from dataclasses import dataclass
from enum import StrEnum

from core.kinds import Door, PersonId


class Role(StrEnum):
    """Access levels, weakest first; the profile gives them out per service where it wants (A2, E11)."""

    BLOCKED = "blocked"
    CLIENT = "client"
    AGENT = "agent"
    ADMINISTRATOR = "administrator"


class Proof(StrEnum):
    """How it is known that an identity is this person's."""

    CHANNEL = "channel"
    """The channel itself vouches for the id; nothing links it to anybody else yet."""
    WORKSPACE = "workspace"
    """The Slack workspace vouches for the address."""
    CODE = "code"
    """A code that was mailed to the address came back."""


class Ways(StrEnum):
    """How a person wants to hear of things, as far as the desk lets them choose (X4)."""

    BOTH = "both"
    CHAT = "chat"
    MAIL = "mail"


@dataclass(frozen=True, slots=True)
class Person:
    id: PersonId
    name: str
    email: str | None
    language: str
    roles: frozenset[Role]
    ways: Ways = Ways.BOTH

    @property
    def staff(self) -> bool:
        return Role.BLOCKED not in self.roles and bool(self.roles & {Role.AGENT, Role.ADMINISTRATOR})


@dataclass(frozen=True, slots=True)
class Member:
    """A member of the agents' channel, as the workspace describes them."""

    external_id: str
    name: str
    email: str | None
    language: str = ""
    zone: str = ""


@dataclass(frozen=True, slots=True)
class Caller:
    """A person at a door: who acts, and whence. No door: the product itself."""

    person: Person
    door: Door | None
