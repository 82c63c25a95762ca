"""What proves that a chat is somebody's who is known, and how somebody is forgotten again."""

from dataclasses import dataclass

from core.kinds import Command


@dataclass(frozen=True, slots=True)
class Invite(Command):
    """Somebody known is to be found in a chat: an invitation, for one use, by their mail address.

    Its outcome names it; the door signs what it hands out, so that nobody can name another.
    """

    email: str


@dataclass(frozen=True, slots=True)
class TakeInvitation(Command):
    """Whoever holds it is the person that it was made for. The door has seen that it is one of ours."""

    invitation: int


@dataclass(frozen=True, slots=True)
class SharePhone(Command):
    """The number of the asker's own account, which the door vouches for."""

    phone: str


@dataclass(frozen=True, slots=True)
class Part(Command):
    """Two who were taken for one person are two again. `join` is the row of their joining."""

    join: int


@dataclass(frozen=True, slots=True)
class ForgetMe(Command):
    """Everything that names the person goes; their tickets stay as the desk's records, without them."""


@dataclass(frozen=True, slots=True)
class EraseRest(Command):
    """What could not go in the unit of `ForgetMe`: what came in through the doors, contents, the index's old leaves."""

    erasure: int
