"""What administrators change of people (E11), and what the desk's own people say of their hours: commands.

`seen` is the mark of what whoever asks had before their eyes: if it is another by now, they are told (agreement 7).
"""

from dataclasses import dataclass

from core.kinds import Command, PersonId


@dataclass(frozen=True, slots=True)
class AddPerson(Command):
    """Somebody whom the desk does not know by that address yet."""

    name: str
    email: str
    zone: str = ""
    language: str = ""


@dataclass(frozen=True, slots=True)
class ChangePerson(Command):
    """None leaves a field as it is."""

    person: PersonId
    name: str | None = None
    email: str | None = None
    zone: str | None = None
    language: str | None = None
    seen: str = ""


@dataclass(frozen=True, slots=True)
class GrantRole(Command):
    """Everywhere, or on a service and those below it (A2)."""

    person: PersonId
    role: str
    service: str = ""


@dataclass(frozen=True, slots=True)
class RevokeRole(Command):
    """Only what was given by command: what comes from a group, the channel or the settings is taken back there."""

    person: PersonId
    role: str
    service: str = ""


@dataclass(frozen=True, slots=True)
class JoinGroup(Command):
    person: PersonId
    group: str


@dataclass(frozen=True, slots=True)
class LeaveGroup(Command):
    person: PersonId
    group: str


@dataclass(frozen=True, slots=True)
class BlockPerson(Command):
    """Access closed: they may do nothing any more, whatever else they are (E11)."""

    person: PersonId


@dataclass(frozen=True, slots=True)
class UnblockPerson(Command):
    person: PersonId


@dataclass(frozen=True, slots=True)
class SetAbsence(Command):
    """Away from the first day to the last, both included, in the person's own zone; `cover` takes over.

    `person`: somebody else, which only administrators say.
    """

    first: str
    last: str
    cover: PersonId | None = None
    person: PersonId | None = None


@dataclass(frozen=True, slots=True)
class EndAbsence(Command):
    """Back, or not away after all. Twice is once."""

    person: PersonId | None = None


@dataclass(frozen=True, slots=True)
class AbsenceOver(Command):
    """The last day of an absence has passed. `until` guards against one that was changed meanwhile."""

    person: PersonId
    until: int


@dataclass(frozen=True, slots=True)
class SetOnCall(Command):
    """Who is called first of a group until the end of a day; nobody: by the weekly list again."""

    group: str
    person: PersonId | None = None
    last: str = ""


@dataclass(frozen=True, slots=True)
class SetRota(Command):
    """Who is called first of a group, week by week in this order, beginning with the week of a day."""

    group: str
    people: tuple[PersonId, ...] = ()
    since: str = ""
