"""What the lives of a desk's tickets look up over and over, laid out once from its profile."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from core.calendar.calendar import Calendar
from core.calendar.desk import calendars
from core.calendar.reading import read_calendar
from core.generate.cast import Agent, Cast
from core.generate.phrasebook import Book, book
from core.kinds import Instant
from core.profile import tree
from core.profile.catalogue import TicketType
from core.profile.schema import Profile
from core.profile.states import Kind, Move, Party, Status
from core.sla.policy import Policy, policy_of
from core.tickets import lifecycle

OFFICE = {day: ("09:00–18:00",) for day in ("mon", "tue", "wed", "thu", "fri")}
"""When people work at a desk whose profile does not say."""


@dataclass(frozen=True, slots=True)
class Offer:
    """A place at the bottom of the catalogue; `closed` to customers without a role on one of `path` (A2)."""

    id: str
    path: frozenset[str]
    closed: bool


class Stage:
    def __init__(self, profile: Profile, cast: Cast, until: Instant) -> None:
        self.profile = profile
        self.cast = cast
        self.until = until
        self.policy: Policy = policy_of(profile)
        self.calendar = office(profile)
        self.books: Mapping[str, Book] = {language: book(language) for language in profile.languages}
        self._statuses = {status.id: status for status in profile.statuses}
        self._moves: dict[tuple[str, Party], list[Move]] = {}
        self._buttons: dict[str, frozenset[str]] = {}
        self._types: dict[tuple[str | None, bool], tuple[TicketType, ...]] = {}

    def status(self, id: str) -> Status:
        return self._statuses[id]

    def moves(self, status: str, party: Party) -> list[Move]:
        if (status, party) not in self._moves:
            self._moves[status, party] = lifecycle.moves(self.profile, status, party)
        return self._moves[status, party]

    def buttons(self, status: str) -> frozenset[str]:
        """What the requester may press."""
        if status not in self._buttons:
            self._buttons[status] = frozenset(lifecycle.requester_verbs(self.profile, status))
        return self._buttons[status]

    def kind(self, status: str) -> Kind:
        return self._statuses[status].kind

    def types(self, service: str | None, *, public: bool) -> tuple[TicketType, ...]:
        """What may be opened there; where only staff may open anything, that."""
        if (service, public) not in self._types:
            found = tree.types_of(self.profile, service, public=public)
            self._types[service, public] = found or tree.types_of(self.profile, service, public=False)
        return self._types[service, public]

    @cached_property
    def offers(self) -> tuple[Offer, ...]:
        parents = {service.parent for service in self.profile.services}
        return tuple(
            Offer(
                service.id, frozenset(one.id for one in tree.path(self.profile, service.id)),
                tree.granted_only(self.profile, service.id),
            )
            for service in self.profile.services
            if service.id not in parents
        )  # fmt: skip

    @cached_property
    def leads(self) -> tuple[Agent, ...]:
        return tuple(agent for agent in self.cast.agents if agent.assigns)

    @cached_property
    def teams(self) -> Mapping[str, tuple[Agent, ...]]:
        """Who works on what stands in a group's queue; on a queue without people, everybody."""
        groups = {
            one.id: tuple(agent for agent in self.cast.agents if one.id in agent.groups) for one in self.profile.groups
        }
        return {id: found or self.cast.agents for id, found in groups.items()}


def office(profile: Profile) -> Calendar:
    """The desk's first calendar: when its people answer, and most customers write."""
    if profile.calendars:
        return calendars(profile)[profile.calendars[0].id]
    return read_calendar(profile.zone, OFFICE)
