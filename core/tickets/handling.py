"""What is said of a ticket as a whole: its kind, whose work it is, who hears of it too."""

from dataclasses import dataclass, field

from core.kinds import Command, Instant, Json, MessageId, PersonId, TicketId
from core.people.person import Newcomer
from core.tickets.commands import OpenTicket


@dataclass(frozen=True, slots=True)
class EnterTicket(Command):
    """A ticket that somebody of the desk takes down: on the phone, or from a message of any chat (C1, E1, E15).

    `newcomer` is the requester where nobody has picked one; `due_at` a date of its own (C4); `note` the first word
    among staff. Of one message one
    ticket is made, whoever asks and however often; `answer` is what its door says there once, with the `ticket` and
    the `number` put in.
    """

    opening: OpenTicket
    newcomer: Newcomer | None = None
    due_at: Instant | None = None
    note: str = ""
    answer: Json | None = None


@dataclass(frozen=True, slots=True)
class Handing:
    """Whose work it is from now on, said with a triage: a person's, a group's, or nobody's. `rev` as in Claim."""

    rev: int
    to: PersonId | None = None
    group: str | None = None


@dataclass(frozen=True, slots=True)
class Triage(Command):
    """What kind of ticket it is, how urgent, of which service, whose site (C7, B1). What is not said stays as it is.

    `said` is by the names of `core.tickets.triage.Aspect`; an empty text takes a thing away, `fields` are merged.
    `handing` needs the right to assign.
    """

    ticket: TicketId
    said: Json = field(default_factory=dict)
    fields: Json = field(default_factory=dict)
    hidden: bool = False
    handing: Handing | None = None


@dataclass(frozen=True, slots=True)
class Assign(Command):
    """Somebody's work from now on, or a group's; neither: nobody's (A2, C7). `rev` as in Claim."""

    ticket: TicketId
    rev: int
    to: PersonId | None = None
    group: str | None = None
    hidden: bool = False


@dataclass(frozen=True, slots=True)
class AddObserver(Command):
    """A colleague in copy, by mail address or as somebody known (A4)."""

    ticket: TicketId
    email: str = ""
    person: PersonId | None = None


@dataclass(frozen=True, slots=True)
class InviteObserver(Command):
    """A link, for one use, that puts whoever takes it into copy: for whom the requester cannot name (A4).

    `account` is the only one at the door that may take it, where that is known. `nonce` names the wish.
    """

    ticket: TicketId
    nonce: str
    account: str = ""


@dataclass(frozen=True, slots=True)
class FollowByLink(Command):
    """Whoever holds it comes into copy. The door has seen that it is one of ours."""

    link: int


@dataclass(frozen=True, slots=True)
class DropObserver(Command):
    ticket: TicketId
    person: PersonId


@dataclass(frozen=True, slots=True)
class MarkAsSpam(Command):
    """Set the ticket aside and teach the filter by it (E3). Of a ticket that is set aside already: to confirm it."""

    ticket: TicketId


@dataclass(frozen=True, slots=True)
class RestoreFromSpam(Command):
    """It was none: the ticket is one like any other again, and the filter is taught so (E3)."""

    ticket: TicketId


@dataclass(frozen=True, slots=True)
class TakeBack(Command):
    """An answer that still waits stays among the desk's people after all."""

    ticket: TicketId
    message: MessageId


@dataclass(frozen=True, slots=True)
class ReleaseHeld(Command):
    """An answer's time to wait is over. `due` guards against one that was taken back meanwhile."""

    ticket: TicketId
    message: MessageId
    due: Instant


@dataclass(frozen=True, slots=True)
class WithdrawMessage(Command):
    """An agent's word is taken away wherever that can be done. What it said is kept for the desk."""

    ticket: TicketId
    message: MessageId


@dataclass(frozen=True, slots=True)
class MarkSeen(Command):
    """Somebody of the desk has opened the ticket: the customer's words have been seen (X1)."""

    ticket: TicketId
