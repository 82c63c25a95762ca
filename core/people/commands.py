"""What people ask about themselves, and what a door tells the core about its members."""

from dataclasses import dataclass

from core.kinds import Command
from core.people.person import Member, Ways


@dataclass(frozen=True, slots=True)
class SetLanguage(Command):
    """The person's own choice; from now on every door speaks it to them (X1)."""

    language: str


@dataclass(frozen=True, slots=True)
class OfferAddress(Command):
    """A mail address that the person calls theirs: a code is mailed there (X4)."""

    email: str


@dataclass(frozen=True, slots=True)
class ConfirmAddress(Command):
    """The mailed code. The right one proves the address, and it replaces an earlier one."""

    code: str


@dataclass(frozen=True, slots=True)
class ForgetAddress(Command):
    """No mail to this person any more; an offered address is dropped too."""


@dataclass(frozen=True, slots=True)
class ChooseWays(Command):
    """Chat, mail or both, within what the desk sends (X4)."""

    ways: Ways


@dataclass(frozen=True, slots=True)
class SyncStaff(Command):
    """Who is in the agents' channel now. Complete, so that whoever is missing has left (faults F6)."""

    members: tuple[Member, ...]
