"""A stranger's request as the agents see it (A5): frozen, complete, and free of rows."""

from collections.abc import Mapping
from dataclasses import dataclass

from core.kinds import Door, Instant, PersonId, RegistrationId
from core.people.person import Stands


@dataclass(frozen=True, slots=True)
class Acquainted:
    """Whom a stranger may be, for an agent to say: somebody known by the same e-mail or phone."""

    person: PersonId
    name: str
    email: str | None
    company: int | None = None
    company_name: str = ""


@dataclass(frozen=True, slots=True)
class RegistrationCard:
    """A stranger's request as the agents see it (A5). `name` and `address` are those at the door they came by.

    `letters` wait for its approval; `decided_by` is empty where an operator let them in on the machine itself.
    """

    id: RegistrationId
    name: str
    door: Door
    address: str
    proved: bool
    state: Stands
    particulars: Mapping[str, str]
    words: str
    letters: int
    asked_at: Instant
    known: tuple[Acquainted, ...] = ()
    decided_by: str | None = None
    decided_at: Instant | None = None
    reason: str = ""
    told: bool = False
    joined: int | None = None
    """By what number it is undone that they were let in as somebody known."""
