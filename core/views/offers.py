"""What can be picked: frozen shapes of the catalogue and of forms. Labels carry every language."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from core.kinds import Instant, PersonId, TicketId
from core.profile.edges import day_of
from core.views.parts import Choice, Label, Who


@dataclass(frozen=True, slots=True)
class Question:
    """One question of a form. `options` for a choice, or what of the person's companies can be picked."""

    id: str
    label: Label
    kind: str
    required: bool
    hint: Label
    options: tuple[Choice, ...] = ()
    required_later: bool = False
    """Before the ticket can be resolved."""
    decides: bool = False
    """Whether another question is asked hangs on its answer."""
    min: str | None = None
    max: str | None = None
    """The edges of a number or a date, in the profile's words."""

    def days(self, today: date) -> tuple[date | None, date | None]:
        """The first and the last day that can be answered, as of today."""
        first, last = (day_of(edge, today) if edge else None for edge in (self.min, self.max))
        return first, last


@dataclass(frozen=True, slots=True)
class Offer(Choice):
    """A service of the catalogue; `inner` says that there are others within it, and `above` where it was found."""

    inner: bool = False
    above: tuple[Choice, ...] = ()


@dataclass(frozen=True, slots=True)
class FoundPlaces:
    """Services that words lead to. `whole`: every word has led somewhere, so that it was hardly meant otherwise."""

    places: tuple[Offer, ...]
    whole: bool


@dataclass(frozen=True, slots=True)
class Shelf:
    """One level of the catalogue: the way to it, what stands on it, or the kinds of request at its end (A3)."""

    path: tuple[Choice, ...]
    services: tuple[Offer, ...]
    types: tuple[Choice, ...]


@dataclass(frozen=True, slots=True)
class OpeningForm:
    """What is asked, in this order: of `brand`, `service`, `type`, `category`, `priority`. And who else is to hear."""

    asks: tuple[str, ...]
    observers: bool
    brand: tuple[Choice, ...] = ()
    category: tuple[Choice, ...] = ()
    priority: tuple[Choice, ...] = ()


@dataclass(frozen=True, slots=True)
class TriageForm:
    """What can be set of a ticket, and how it stands (C7). `people` are empty for who may not assign."""

    ticket: TicketId | None
    rev: int
    type: Choice | None
    priority: Choice | None
    category: Choice | None
    service: Choice | None
    brand: Choice | None
    due_at: Instant | None
    fields: Mapping[str, str]
    types: tuple[Choice, ...]
    priorities: tuple[Choice, ...]
    categories: tuple[Choice, ...]
    services: tuple[Choice, ...]
    brands: tuple[Choice, ...]
    questions: tuple[Question, ...]
    assignee: PersonId | None
    group: Choice | None
    groups: tuple[Choice, ...]
    people: tuple[Who, ...]
    assigns: bool


@dataclass(frozen=True, slots=True)
class Known:
    """Somebody whom an agent can pick as the requester, and what tells them from others of the name."""

    id: PersonId
    name: str
    email: str
    phone: str
    company: str


@dataclass(frozen=True, slots=True)
class EnteringForm:
    """What an agent fills in who takes a ticket down. `phoned` is the desk's source for calls, if it has one.

    `phone`: calls are one of its doors (X10). `author` wrote what the ticket is made from, and is known.
    """

    form: TriageForm
    sources: tuple[Choice, ...]
    phoned: str | None
    phone: bool
    author: Known | None = None


@dataclass(frozen=True, slots=True)
class Canned:
    """A ready answer, with its placeholders filled for one ticket (E5). `language` is the requester's."""

    id: str
    label: Label
    text: Label
    language: str
