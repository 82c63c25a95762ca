"""What somebody has to be to a ticket, or to the desk, to do something. Which deed asks for what: `rights`."""

from collections.abc import Callable
from dataclasses import dataclass

from core.people.person import STAFF, Person, Role


@dataclass(frozen=True, slots=True)
class Standing:
    """What a person is to one ticket. `roles` are those that hold on its service; none given, those held anywhere.

    `responsible`: it is their work or their group's, or the desk does not ask (E11). `sees` and `assigns` are what the
    profile lets agents do there. `colleague`: it is of a company of theirs, and the desk shows such tickets.
    """

    requester: bool = False
    assignee: bool = False
    observer: bool = False
    colleague: bool = False
    roles: frozenset[Role] | None = None
    responsible: bool = True
    sees: bool = True
    assigns: bool = True
    shut: bool = False
    """It stands in a private queue, and they are not of those who see that: for them it is not there (X2)."""


Rule = Callable[[Person, Standing], bool]


def anyone(person: Person, standing: Standing) -> bool:
    return True


def house(person: Person, standing: Standing) -> bool:
    """Only the product itself, on behalf of a door, a timer or an operator on the machine."""
    return person.id == 0


def keeper(person: Person, standing: Standing) -> bool:
    """The product itself, or the desk's own people."""
    return house(person, standing) or staff(person, standing)


def governor(person: Person, standing: Standing) -> bool:
    """The product itself, or who keeps the desk."""
    return house(person, standing) or administrator(person, standing)


def newcomer(person: Person, standing: Standing) -> bool:
    """Who is at the door, and not let in yet (A5)."""
    return somebody(person, standing) and person.stranger


def somebody(person: Person, standing: Standing) -> bool:
    """Who has a row of their own, so that something can be theirs."""
    return not house(person, standing)


def outsider(person: Person, standing: Standing) -> bool:
    """Who has a row of their own, and is not of the desk: what its people did is the desk's own record."""
    return somebody(person, standing) and not person.inside


def customer(person: Person, standing: Standing) -> bool:
    """Who has been let in. Somebody of the desk may open tickets too (B2)."""
    return somebody(person, standing) and _acts(person) and not person.stranger


def staff(person: Person, standing: Standing) -> bool:
    return bool(STAFF & _roles(person, standing))


def worker(person: Person, standing: Standing) -> bool:
    """Who works with this ticket (E11)."""
    leads = {Role.DISPATCHER, Role.ADMINISTRATOR} & _roles(person, standing)
    return staff(person, standing) and (standing.responsible or bool(leads))


def canned(person: Person, standing: Standing) -> bool:
    """Who may take a ready answer: whose work it is, and administrators (E5)."""
    return staff(person, standing) and (standing.assignee or Role.ADMINISTRATOR in _roles(person, standing))


def assigner(person: Person, standing: Standing) -> bool:
    """Who may make a ticket somebody else's work (A2)."""
    return staff(person, standing) and standing.assigns


def administrator(person: Person, standing: Standing) -> bool:
    """Who keeps the reference lists, which are those of all services (E11)."""
    return Role.ADMINISTRATOR in person.roles_on(())


def colleague(person: Person, standing: Standing) -> bool:
    """Who of the desk's people may see the ticket."""
    return staff(person, standing) and standing.sees


def requester(person: Person, standing: Standing) -> bool:
    return standing.requester and _acts(person)


def party(person: Person, standing: Standing) -> bool:
    """Who hears of the ticket on the customer's side (A4)."""
    return (standing.requester or standing.observer) and _acts(person)


def involved(person: Person, standing: Standing) -> bool:
    return party(person, standing) or worker(person, standing)


def inner_reader(person: Person, standing: Standing) -> bool:
    """The desk's own people, and who is shown the desk (E11)."""
    return house(person, standing) or (standing.sees and person.inside)


def reader(person: Person, standing: Standing) -> bool:
    """The requester, the observers, colleagues where the desk says so, and who of the desk may see it (A4, B10)."""
    return standing.requester or standing.observer or standing.colleague or inner_reader(person, standing)


def _acts(person: Person) -> bool:
    """Who is only shown the desk changes nothing, not even of what is theirs (E11)."""
    return Role.DEMO not in person.roles or bool(person.roles & {Role.CLIENT, *STAFF})


def _roles(person: Person, standing: Standing) -> frozenset[Role]:
    return person.roles if standing.roles is None else standing.roles
