"""Who may do what at a desk, whose work a ticket becomes, and who of its people hears of what."""

from typing import Literal

from pydantic import Field

from core.profile.part import Address, Id, Ids, Part, Tell, Whom, Words

StaffRole = Literal["agent", "dispatcher", "administrator"]


class Particular(Part):
    """Something that a stranger is asked of themselves before they are let in (A5)."""

    id: Literal["surname", "first_name", "patronymic", "position", "email", "phone"]
    required: bool = False


PARTICULARS = (
    Particular(id="surname", required=True),
    Particular(id="first_name", required=True),
    Particular(id="patronymic"),
    Particular(id="position"),
    Particular(id="email", required=True),
    Particular(id="phone", required=True),
)
"""What A5 names. Not everybody has a patronymic, nor a position."""


class Access(Part):
    strangers: Literal["welcome", "register", "refused"] = "welcome"
    """Whoever is unknown is taken in (C), has to be let in first (A5), or is sent away."""
    particulars: tuple[Particular, ...] = PARTICULARS
    """What is asked of them, in this order."""
    assign: tuple[StaffRole, ...] = ("agent", "dispatcher", "administrator")
    """Who may make a ticket somebody else's work (A2)."""
    forget: Literal["contacts", "words"] = "words"
    """What goes of the tickets of somebody who wishes to be forgotten: what names them, or what they wrote, too."""
    sees: Literal["all", "service", "own"] = "all"
    """Which tickets agents see: all (B10), those of the services where they have a role (A2), or their groups' and
    their own (E11)."""
    colleagues: Literal["hidden", "seen"] = "hidden"
    """Whether a company's contacts see each other's tickets, and the public words in them."""
    works: Literal["all", "own"] = "all"
    """Which tickets agents change: all, or those that they or their group are responsible for (E11)."""


class Group(Part):
    """People who belong together: staff whose work tickets can be, or customers of one standing. Rights are inherited.

    `members` are mail addresses; others join by command.
    """

    id: Id
    label: Words
    parent: Id | None = None
    members: tuple[Address, ...] = ()
    role: Literal["closed", "client", "demo", "agent", "dispatcher", "administrator"] | None = None
    services: Ids = ()
    """Where the role holds; nowhere named, it holds everywhere."""
    level: Id | None = None
    """The SLA level of customers in it (E9)."""
    channel: str | None = Field(None, min_length=1, max_length=80)
    """Where the cards of its tickets stand, by name or id."""
    private: bool = False
    """Whoever is not in that channel sees nothing of its tickets, nor of those of the groups below it (X2)."""


ROUTED_BY = ("category", "priority", "source", "service", "type", "brand", "level")


class Route(Part):
    """A ticket that fits becomes somebody's work. The first route that fits counts (E6)."""

    category: Ids = ()
    priority: Ids = ()
    source: Ids = ()
    service: Ids = ()
    type: Ids = ()
    brand: Ids = ()
    level: Ids = ()
    to: Whom

    @property
    def named(self) -> dict[str, tuple[str, ...]]:
        """What it asks of a ticket."""
        return {name: ids for name in ROUTED_BY if (ids := getattr(self, name))}


class Routing(Part):
    default: Whom | None = None
    """Whose work a ticket becomes where neither a route nor the level says so. Nobody's: administrators are told."""


Happens = Literal["opened", "comment", "answer", "assigned", "status", "changed", "rated", "note"]


class Telling(Part):
    """What happens, and who of the desk is called or mailed because of it (E7)."""

    on: tuple[Happens, ...] = Field(min_length=1)
    tell: Tell = Field(min_length=1)
    otherwise: Tell = ()
    """Who is told when there is nobody of those."""
    ways: tuple[Literal["chat", "mail"], ...] = ("chat",)
