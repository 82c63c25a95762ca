"""What cards and forms are made of. Frozen, and free of rows; labels carry every language."""

from collections.abc import Mapping
from dataclasses import dataclass

from core.kinds import Door, Instant, PersonId, TicketId
from core.spam.model import Verdict
from core.tickets.answering import Deed

Label = Mapping[str, str]
"""Language → words, as the profile gives them."""


@dataclass(frozen=True, slots=True)
class Choice:
    """Something that can be picked: a type, a status, a grade."""

    id: str
    label: Label


@dataclass(frozen=True, slots=True)
class Target(Choice):
    """A status that a move leads to, with what has to be said on the way."""

    comment: bool = False
    until: bool = False
    fields: bool = False
    """Required questions of the ticket's form have no answer yet (B3)."""


@dataclass(frozen=True, slots=True)
class Away:
    """From a first to a last ISO day, both included; and who takes over."""

    first: str
    last: str
    cover: str = ""


@dataclass(frozen=True, slots=True)
class Who:
    """A person as others see them. `slack` is their id at the agents' door, where they have one."""

    id: PersonId
    name: str
    slack: str | None = None
    away: Away | None = None
    """Where it matters whose work something is: when they are not there."""


@dataclass(frozen=True, slots=True)
class Tie:
    """A thing of a customer's: the number it is known by, and what it is called (B1)."""

    number: str
    label: str


@dataclass(frozen=True, slots=True)
class ContractTie:
    """`until` is the first instant that it does not cover; none: without an end."""

    number: str
    since: Instant | None
    until: Instant | None
    run_out: bool = False


@dataclass(frozen=True, slots=True)
class Answer:
    """What one question of the form was answered. `choice` is what a picked answer is called (B3)."""

    field: Choice
    kind: str
    said: str
    choice: Choice | None = None


Value = Choice | Tie | Who | Answer | Instant
"""What a ticket can have of an aspect."""


@dataclass(frozen=True, slots=True)
class Change:
    """One thing of a ticket that is another now, by the name of its aspect; or `field`, the question of its form."""

    name: str
    now: Value | None
    before: Value | None
    field: Choice | None = None


@dataclass(frozen=True, slots=True)
class Present:
    """Somebody of the desk who is at the ticket right now, for agents only (E10)."""

    who: Who
    deed: Deed


@dataclass(frozen=True, slots=True)
class Reach:
    """A way on which the requester can be reached, for agents only. `gone` says why it leads nowhere now (X4)."""

    door: Door
    gone: str | None = None


@dataclass(frozen=True, slots=True)
class Deadline:
    """A target that is not met yet, for agents only. No time: it stands still (X5)."""

    metric: str
    due_at: Instant | None
    paused: bool = False
    breached: bool = False
    told: bool = False
    """A step of its ladder was told, and nobody has taken notice."""


@dataclass(frozen=True, slots=True)
class Orders:
    """The requester's orders, for agents only: facts as pairs of a name and what it is; `count` how many there are.

    `problem` says why the last look-up brought none; what was known before stands there all the same (E2).
    `asking`: somebody has asked for them anew, and the answer is on its way; `again`: that will be done by itself.
    """

    orders: tuple[tuple[tuple[Label, str], ...], ...]
    count: int
    at: Instant
    problem: str = ""
    asking: bool = False
    again: bool = False


@dataclass(frozen=True, slots=True)
class SetAside:
    """A ticket that is taken for spam: the beginning of its first word, where from, and why (E3)."""

    body: str
    address: str
    """Where the letter came from, or nothing for a ticket of another door."""
    files: int
    verdict: Verdict


@dataclass(frozen=True, slots=True)
class Addressed:
    """The ticket that a letter answers. `party`: its sender takes part, as the requester (`mine`) or in copy."""

    ticket: TicketId
    mine: bool
    party: bool
    final: bool


@dataclass(frozen=True, slots=True)
class Called:
    """The ticket that somebody of the desk was called to; and who, where their own address answers in time."""

    ticket: TicketId
    person: PersonId | None


@dataclass(frozen=True, slots=True)
class StrayLetter:
    """A letter that nobody understood, and how it stands: `dead`, `new` (tried again), `aside`, `done`.

    `letter` is the digest under which its octets are kept, `size` how many came; `why` is for whoever mends it.
    `outcome` and `ticket` say what it has become after all, `by` who set it aside.
    """

    id: int
    state: str
    letter: str
    size: int
    received_at: Instant
    why: str
    outcome: str = ""
    ticket: str = ""
    by: Who | None = None


@dataclass(frozen=True, slots=True)
class Relation:
    """Other tickets that are something to one, for agents only; `kind` as in `core.tickets.links.Link`, or merged.

    `numbers` are the first of `count`; `open` how many of them are still worked on.
    """

    kind: str
    numbers: tuple[str, ...]
    count: int
    open: int
