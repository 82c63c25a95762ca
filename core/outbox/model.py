"""Rows of the outbox, by what they carry and where they stand."""

from dataclasses import dataclass
from enum import StrEnum

from core.kinds import Audience, Door, EventId, FileId, Instant, Json, MessageId, PersonId, TicketId


class Kind(StrEnum):
    CARD = "card"
    """The ticket as it is now, at a shared address; edited in place. Rows coalesce."""
    MESSAGE = "message"
    """A message of the conversation, shown to the agents."""
    LOG = "log"
    """What happened, as a line for the agents."""
    NOTICE = "notice"
    """What happened, told to a person."""
    FILE = "file"
    ECHO = "echo"
    """How a public answer fared, shown where the agents see the answer. Rows coalesce."""
    PROMPT = "prompt"
    """What a bot itself wants to say; the content is the adapter's."""


class State(StrEnum):
    PENDING = "pending"
    SENDING = "sending"
    SENT = "sent"
    REFUSED = "refused"
    GONE = "gone"
    PARKED = "parked"
    """Nobody knows whether it arrived, or it has failed for days: an operator decides."""
    REROUTED = "rerouted"
    """This way has led nowhere for long, or for good: the same goes out on another."""
    SUPPRESSED = "suppressed"
    """Never meant to leave: muted, hidden, or its address is gone. The reason says which."""


SETTLED = frozenset(State) - {State.PENDING, State.SENDING}


@dataclass(frozen=True, slots=True)
class Address:
    """Where a channel can reach somebody: a chat, a shared channel. `person` is empty for a shared one."""

    id: int
    door: Door
    key: str
    person: PersonId | None
    gone: str | None


@dataclass(frozen=True, slots=True)
class Row:
    """A claimed row. `attempts` and `unsure` include the attempt that has just begun."""

    id: int
    address: Address
    ticket: TicketId | None
    kind: Kind
    event: EventId | None
    message: MessageId | None
    file: FileId | None
    content: Json | None
    audience: Audience
    part: int
    attempts: int
    unsure: int
    made_at: Instant
    lease: str


@dataclass(frozen=True, slots=True)
class Post:
    """What a channel showed where (agreement 13). `own` is false for a message that a person wrote there."""

    address: int
    ref: str
    kind: str
    ticket: TicketId | None
    message: MessageId | None
    own: bool


@dataclass(frozen=True, slots=True)
class Way:
    """How one notice fared: for the agents' eyes (X4)."""

    door: Door
    state: State
    reason: str | None
    settled_at: Instant | None
