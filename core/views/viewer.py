"""Who looks, and where they stand: what a door knows before it does anything for somebody."""

from dataclasses import dataclass

from core.kinds import Dialogue, Instant, PersonId, TicketId
from core.people.person import Ways
from core.views.shapes import TicketLine


@dataclass(frozen=True, slots=True)
class Me:
    """The viewer, as the house knows them. `known` is false before their first command.

    `email` is their confirmed address; `unconfirmed` one that a code was mailed to. `ways` is what they chose (X4).
    `zone` is the one in whose time they are told of an instant.
    """

    id: PersonId
    name: str
    language: str
    staff: bool
    known: bool
    email: str | None = None
    unconfirmed: str | None = None
    ways: Ways = Ways.BOTH
    zone: str = "UTC"
    outside: bool = False
    """Nobody has let them in yet (A5)."""
    quiet: str = ""
    digest: str = ""
    """As in `SetQuiet`."""


@dataclass(frozen=True, slots=True)
class Situation:
    """Who is speaking, where their dialogue stands, and which of their tickets a free word may belong to."""

    me: Me
    dialogue: Dialogue
    open: tuple[TicketLine, ...]
    now: Instant = 0
    here: TicketId | None = None
    astray: bool = False
    more_is_asked: bool = True
    """Before a few words are a ticket."""
