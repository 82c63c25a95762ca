"""What people ask about themselves, and what a door tells the core about its members."""

from collections.abc import Mapping
from dataclasses import dataclass

from core.kinds import Command, PersonId, RegistrationId
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
class SetQuiet(Command):
    """Hours without letters, such as `20:00–08:00`, and the time of one digest a day instead of many, such as `09:00`.

    Empty: none. What is said in a chat is said at once.
    """

    hours: str = ""
    digest: str = ""


@dataclass(frozen=True, slots=True)
class RequestRegistration(Command):
    """What somebody unknown says of themselves, to be let in (A5). Sent again while it waits, it replaces the earlier.

    `words` are the beginning of what they want, for the agents' eyes. `proved`: the door knows that whoever asks holds
    a link that was mailed to their address.
    """

    particulars: Mapping[str, str]
    words: str = ""
    proved: bool = False


@dataclass(frozen=True, slots=True)
class WithdrawRegistration(Command):
    """They do not want to be let in any more."""


@dataclass(frozen=True, slots=True)
class ApproveRegistration(Command):
    """An agent lets somebody in: as somebody new, or as a `person` who is known; perhaps for a `company` (A5, B1)."""

    registration: RegistrationId
    person: PersonId | None = None
    company: int | None = None


@dataclass(frozen=True, slots=True)
class DeclineRegistration(Command):
    """`reason` is for the desk; `told`: the person is told it, too."""

    registration: RegistrationId
    reason: str = ""
    told: bool = False


@dataclass(frozen=True, slots=True)
class PutOff(Command):
    """A letter of somebody who is not let in is set aside until they are. Refused where they are by now."""

    address: str


@dataclass(frozen=True, slots=True)
class SyncStaff(Command):
    """Who is in any of the desk's channels now. Complete, so that whoever is missing has left (faults F6)."""

    members: tuple[Member, ...]


@dataclass(frozen=True, slots=True)
class StopDigests(Command):
    """Who reads a digest wants no more of them, nor single letters instead (RFC 8058). Twice is once."""
