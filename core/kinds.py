"""The words of the core: ids, who acts, what is asked for, what happened. Imports nothing of the house."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any, ClassVar, NewType

TicketId = NewType("TicketId", int)
PersonId = NewType("PersonId", int)
MessageId = NewType("MessageId", int)
FileId = NewType("FileId", int)
EventId = NewType("EventId", int)
RegistrationId = NewType("RegistrationId", int)
Instant = int
"""UTC epoch microseconds."""

Json = Mapping[str, Any]


class Audience(StrEnum):
    """Who may read a thing. An internal one has no path to a client's address (B5, agreement 11)."""

    PUBLIC = "public"
    INTERNAL = "internal"


class Door(StrEnum):
    """A way in, and the source that a ticket keeps (C1)."""

    TELEGRAM = "telegram"
    SLACK = "slack"
    MAIL = "mail"
    WEB = "web"
    PHONE = "phone"
    API = "api"


@dataclass(frozen=True, slots=True)
class Visitor:
    """Somebody at a door, as the door knows them; the core finds or makes the person inside the unit.

    `external_id` is the door's immutable id. `language` is a hint, used once, when the person is made. `handle` is the
    name that they have there and may give up or lose to another; nothing, where the door does not say.
    """

    door: Door
    external_id: str
    name: str = ""
    language: str = ""
    handle: str | None = None


@dataclass(frozen=True, slots=True)
class System:
    """The product itself, acting on a timer or for a door; `reason` goes into the history."""

    reason: str


@dataclass(frozen=True, slots=True)
class Holder:
    """Whoever holds a signed link: the person that it names, for as long as it is valid, at the door it opens."""

    person: PersonId
    door: Door


Actor = Visitor | Holder | System


class Command:
    """A wish, named in the imperative. Frozen dataclasses below it carry ids and values, never rights."""

    __slots__ = ()


class Event:
    """What has happened, named in the past tense. `audience` is fixed by the kind or is a field of it."""

    __slots__ = ()
    audience: ClassVar[Audience]
    version: ClassVar[int] = 1


@dataclass(frozen=True, slots=True)
class Origin:
    """Which message of which chat this came from, so that it is not shown there twice and answers find it.

    `album` is the chat's id for messages that were sent as one; their files belong together.
    """

    door: Door
    address: str
    ref: str
    album: str | None = None
    unanswered: bool = False
    """Its sender wants no answer by a machine, or nobody would read it (RFC 3834, 2)."""
    letter: str | None = None
    """The digest of what it was taken from, where that says more: a letter is kept as it came (faults C10)."""
    doubt: str | None = None
    """Why it is not sure that it is from whom it says; nothing where that was proved, or nobody looks (faults C9)."""
    topic: str | None = None
    """In which place within the chat it was said, where the chat has such places (X1)."""
    common: bool = False
    """Said where several people write and read: the chat is nobody's own address."""
    parts: tuple[tuple[str, str | None], ...] = ()
    """Where several messages of the chat are one: each one's name and words, in order; a title is none of the text."""


@dataclass(frozen=True, slots=True)
class Recorded:
    """An event with its place in the history of a ticket."""

    id: EventId
    ticket: TicketId
    seq: int
    at: Instant
    actor: PersonId | None
    door: Door | None
    event: Event
    hidden: bool = False
    """Done so that only staff hear of it (E8)."""


@dataclass(frozen=True, slots=True)
class Happened:
    """An event of this unit, with what its followers need beside it: whose ticket it is, and where a word came from."""

    recorded: Recorded
    requester: PersonId
    source: Door
    origin: Origin | None = None
    aside: bool = False
    """The ticket is set aside as spam: nobody hears of it (E3)."""


@dataclass(frozen=True, slots=True)
class Dialogue:
    """Where a conversation stands, written in the unit of the input that moved it (agreement 4). No state: none."""

    key: str
    state: str | None
    data: Json = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Prompt:
    """What a bot itself wants to say, kept and delivered like a notice. `content` belongs to the adapter alone.

    `ticket` is what it speaks of, so that a reply to it finds its way; one that is not there is no ticket.
    """

    door: Door
    address: str
    content: Json
    dedupe: str
    ticket: TicketId | None = None
    file: FileId | None = None
    """What goes out with it; whether its reader may have that is seen when it is drawn."""
    automatic: bool = False
    """A machine's answer to what may be a machine's too, or forged: braked (faults C5, G1)."""


@dataclass(frozen=True, slots=True)
class Reaction:
    """An emoji of somebody's on what stands in a chat, by the door's own names; since when it is there, or not."""

    door: Door
    place: str
    ref: str
    name: str
    who: str
    at: Instant = 0
    there: bool = True


@dataclass(frozen=True, slots=True)
class Settlement:
    """What an inbox row leaves behind, committed together with the command that it causes, or not at all.

    `aside` says why nothing came of it: an operator sees it among the dead letters, and can have it tried again.
    `verdict` is what became of it, in the door's own words, `spam` the same where that is set aside; `again`: it had
    come to nothing before, which was shown. `reaction` is acted upon by this, and never again.
    """

    row: int
    lease: str
    dialogue: Dialogue | None = None
    prompts: tuple[Prompt, ...] = ()
    aside: str | None = None
    verdict: str = ""
    spam: str = ""
    reason: str = ""
    again: bool = False
    reaction: Reaction | None = None

    def outcome(self, number: str, *, spam: bool) -> Json | None:
        """What its row is to say became of it."""
        why, verdict = self.aside or self.reason or None, self.spam if spam else self.verdict
        return {"outcome": verdict, "ticket": number or None, "reason": why} if verdict else None


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a command left: a reference that a repeat of it can return again, never a live object."""

    ticket: TicketId | None = None
    number: str = ""
    repeated: bool = False


@dataclass(frozen=True, slots=True)
class Settle(Command):
    """Nothing but what an inbox row leaves behind: for input that moves a dialogue and changes nothing else."""
