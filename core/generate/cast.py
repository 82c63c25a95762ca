"""The people and the customers of a generated desk, as its tickets need them. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass

from core.customers.term import Standing, Term, standing
from core.kinds import Door, Instant, PersonId
from core.people.person import Person


@dataclass(frozen=True, slots=True)
class Contract:
    id: int
    term: Term
    level: str


@dataclass(frozen=True, slots=True)
class Thing:
    """A site or a piece of equipment. `number` is what a form is answered with; `site` where equipment stands."""

    id: int
    number: str
    site: int | None = None


@dataclass(frozen=True, slots=True)
class Company:
    """`contracts` stand in the order in which the core looks at them: the one that began last first."""

    id: int
    number: str
    level: str
    contracts: tuple[Contract, ...]
    sites: tuple[Thing, ...]
    equipment: tuple[Thing, ...]

    def contract(self, at: Instant) -> Contract | None:
        """The one in force, else the last that there was (B1)."""
        return self._in_force(at) or next(iter(self.contracts), None)

    def level_at(self, at: Instant) -> str:
        """That of a contract in force goes before the company's own (E9)."""
        valid = (one.level for one in self.contracts if standing(one.term, at) is Standing.IN_FORCE)
        return next((level for level in valid if level), self.level)

    def _in_force(self, at: Instant) -> Contract | None:
        return next((one for one in self.contracts if standing(one.term, at) is Standing.IN_FORCE), None)


@dataclass(frozen=True, slots=True)
class Contact:
    """`company` is a place in the cast's companies; `services` are those that they may open tickets of (A2)."""

    id: PersonId
    name: str
    language: str
    doors: tuple[Door, ...]
    company: int
    services: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Agent:
    id: PersonId
    name: str
    groups: frozenset[str]
    assigns: bool
    """Whether they may make a ticket somebody else's work."""


@dataclass(frozen=True, slots=True)
class Cast:
    """`colleagues` are places of contacts, by the place of their company. `named` are those whom routes name (E6)."""

    companies: tuple[Company, ...]
    contacts: tuple[Contact, ...]
    colleagues: Mapping[int, tuple[int, ...]]
    agents: tuple[Agent, ...]
    named: Mapping[str, Person]
