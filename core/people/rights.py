"""One table of who may do what. What is not theirs is missing to whoever asks (agreement 12)."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from core.errors import Code, Refusal
from core.people.person import Person, Role


@dataclass(frozen=True, slots=True)
class Standing:
    """What a person is to one ticket."""

    requester: bool = False
    assignee: bool = False


Rule = Callable[[Person, Standing], bool]


def anyone(person: Person, standing: Standing) -> bool:
    return True


def house(person: Person, standing: Standing) -> bool:
    """Only the product itself, on behalf of a door, a timer or an operator on the machine."""
    return person.id == 0


def somebody(person: Person, standing: Standing) -> bool:
    """Who has a row of their own, so that a ticket or a word can be theirs."""
    return not house(person, standing)


def staff(person: Person, standing: Standing) -> bool:
    return person.staff


def administrator(person: Person, standing: Standing) -> bool:
    """Who keeps the reference lists (E11)."""
    return Role.ADMINISTRATOR in person.roles


def requester(person: Person, standing: Standing) -> bool:
    return standing.requester


def involved(person: Person, standing: Standing) -> bool:
    """The requester of a ticket, and everybody who works on tickets (B10)."""
    return standing.requester or person.staff


def reader(person: Person, standing: Standing) -> bool:
    return involved(person, standing) or house(person, standing)


def inner_reader(person: Person, standing: Standing) -> bool:
    return staff(person, standing) or house(person, standing)


RULES: Mapping[str, Rule] = {
    "OpenTicket": somebody,
    "AddComment": involved,
    "AddNote": staff,
    "Claim": staff,
    "MoveStatus": staff,
    "Resolve": requester,
    "Close": requester,
    "Cancel": requester,
    "ReturnToWork": requester,
    "Rate": requester,
    "Escalate": requester,
    "Mute": requester,
    "Unmute": requester,
    "EditMessage": involved,
    "RestorePause": staff,
    "ResumeDue": house,
    "ChoiceDue": house,
    "StepsDue": house,
    "SilenceDue": house,
    "Acknowledge": staff,
    "FileStored": house,
    "FileLost": house,
    "SetLanguage": anyone,
    "OfferAddress": somebody,
    "ConfirmAddress": somebody,
    "ForgetAddress": somebody,
    "ChooseWays": somebody,
    "SyncStaff": house,
    "AddCompany": administrator,
    "ChangeCompany": administrator,
    "AddContact": administrator,
    "ChangeContact": administrator,
    "DropContact": administrator,
    "AddContract": administrator,
    "ChangeContract": administrator,
    "AddSite": administrator,
    "ChangeSite": administrator,
    "AddEquipment": administrator,
    "ChangeEquipment": administrator,
    "Settle": anyone,
    "read": reader,
    "read internal": inner_reader,
}
"""Command, or way of reading, → rule. A command without a rule fails the build (faults F3)."""


def permits(deed: str, person: Person, standing: Standing) -> bool:
    """Blocked persons may do nothing; a deed without a rule is refused to all."""
    rule = RULES.get(deed)
    return rule is not None and "blocked" not in person.roles and rule(person, standing)


def demand(deed: str, person: Person, standing: Standing) -> None:
    """Raises Refusal(MISSING) when the person may not do it."""
    if not permits(deed, person, standing):
        raise Refusal(Code.MISSING if not person.staff else Code.ROLE)
