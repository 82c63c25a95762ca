"""What a desk offers and asks: brands, services, ticket types with their fields, priorities, categories, sources."""

from enum import StrEnum
from typing import Literal, Self

from pydantic import Field as Bound
from pydantic import model_validator

from core.profile.edges import Edge
from core.profile.part import Id, Ids, Part, Words


class Brand(Part):
    """One of several sites under which a desk works (E13)."""

    id: Id
    label: Words


class Service(Part):
    """A place in the nested catalogue (A3). What it does not say holds as for its parent."""

    id: Id
    label: Words
    parent: Id | None = None
    types: Ids = ()
    """The kinds of request that are offered here; none said anywhere above: all that are public."""
    access: Literal["everyone", "granted"] | None = None
    """Who may open tickets of it: all customers, or those with the role of a client on it (A2)."""
    group: Id | None = None
    """Whose queue its tickets stand in."""
    channel: str | None = Bound(None, min_length=1, max_length=80)
    """Its own channel of agents, by name or id."""
    private: bool = False
    """Whoever is not in that channel sees nothing of its tickets, nor of those of the services below it (X2)."""


class FieldKind(StrEnum):
    TEXT = "text"
    NUMBER = "number"
    DATE = "date"
    CHOICE = "choice"
    YES_NO = "yes_no"
    COMPANY = "company"
    SITE = "site"
    EQUIPMENT = "equipment"


class Option(Part):
    id: Id
    label: Words


class Condition(Part):
    """Another field, and the values of it under which this one is asked; `yes` and `no` for a yes-or-no."""

    field: Id
    among: Ids = Bound(alias="is", min_length=1)


class Field(Part):
    """One question of a form (B3). It is asked of customers too, unless it is for agents only."""

    id: Id
    label: Words
    kind: FieldKind = FieldKind.TEXT
    hint: Words | None = None
    required: Literal["open", "resolve"] | None = None
    """Without it no ticket is opened by anybody, or none is resolved by an agent."""
    options: tuple[Option, ...] = Bound((), max_length=100)
    when: Condition | None = None
    agents_only: bool = False
    min: Edge | None = None
    max: Edge | None = None
    """The least and the greatest number or day that can be answered; `today`, `today-30`, `today+7` move on."""

    @model_validator(mode="after")
    def _has_options(self) -> Self:
        if (self.kind is FieldKind.CHOICE) != bool(self.options):
            raise ValueError("a field of kind 'choice' needs `options`, and no other kind has them")
        return self


class TicketType(Part):
    id: Id
    label: Words
    public: bool = True
    """Offered to customers; an internal one only to the desk's own people (B2)."""
    role: Literal["problem", "incident"] | None = None
    """Incidents can be tied to a problem and answered with it; the first type of a kind is the usual one (C5)."""
    fields: Ids = ()
    """Which of the profile's fields it asks, in this order."""
    channel: str | None = Bound(None, min_length=1, max_length=80)
    """Where the cards of its tickets stand if neither group nor service says so; if it is private, always."""
    private: bool = False
    """Whoever is not in that channel sees nothing of its tickets (X2)."""


class Priority(Part):
    id: Id
    label: Words
    default: bool = False


class Category(Part):
    id: Id
    label: Words


class Source(Part):
    """Where tickets come from, in the desk's own words: a forum, the phone (C1, E4). The first of a door is its own."""

    id: Id
    label: Words
    door: Literal["telegram", "slack", "mail", "web", "phone", "api"]


class Opening(Part):
    """What a customer is asked for, in this order, before the subject and the description."""

    asks: tuple[Literal["brand", "service", "type", "category", "priority"], ...] = ("type",)
    type: Id | None = None
    """Of a ticket whose type nobody has said; else the first that is public."""
    observers: bool = False
    """Whether whoever opens a ticket can name colleagues who hear of it too (A4)."""


class Shown(Part):
    """One thing of an order: what it is called, and where in the order's JSON it stands (`total.amount`)."""

    label: Words
    path: str = Bound(min_length=1, max_length=200)


class Lookup(Part):
    """Where the requester's orders are asked for; the JSON that comes is shown on the card (E2)."""

    url: str = Bound(pattern=r"^https?://[^\s]+$", max_length=1_000)
    """With the placeholders `{email}`, `{phone}`, `{name}` and `{company}`, which are put in escaped."""
    timeout: float = Bound(2, gt=0, le=10)
    """Seconds. Whoever does not answer by then is not shown; nothing waits for it."""
    cache: int = Bound(10, ge=0, le=10_080)
    """Minutes for which an answer is good: within them nobody is asked again."""
    retries: int = Bound(5, ge=0, le=10)
    """So many times whoever did not answer is asked again by itself, each time later than before."""
    orders: str = Bound("", max_length=200)
    """Where in the JSON the orders stand; nothing: it is their list, or the only one."""
    show: tuple[Shown, ...] = Bound((), max_length=10)
    """What of each order is shown; nothing: whatever it says of itself, by its own names."""
    brands: Ids = ()
    """For tickets of these; nothing: for all."""


class Terms(Part):
    """The desk's own words for what a ticket consists of («Название», «Критичность»), where they are not the usual."""

    subject: Words | None = None
    requester: Words | None = None
    type: Words | None = None
    priority: Words | None = None
    category: Words | None = None
    service: Words | None = None
    level: Words | None = None
