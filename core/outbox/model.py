"""Rows of the outbox, by what they carry and where they stand."""

from dataclasses import dataclass
from enum import StrEnum

from core.kinds import Audience, Door, EventId, FileId, Instant, Json, MessageId, PersonId, RegistrationId, TicketId


class Kind(StrEnum):
    CARD = "card"
    """The ticket as it is now, at a shared address; edited in place. Rows coalesce."""
    MESSAGE = "message"
    """A message of the conversation, shown to the agents."""
    LOG = "log"
    """What happened, as a line for the agents."""
    NOTICE = "notice"
    """What happened, told to a person."""
    CALL = "call"
    """What happened, told to somebody of the desk in person (E7)."""
    FILE = "file"
    ECHO = "echo"
    """How a public answer fared, shown where the agents see the answer. Rows coalesce."""
    MOVED = "moved"
    """Where the conversation that goes on here was before, as a line for the agents (X2)."""
    REGISTRATION = "registration"
    """A stranger's request as it is now, shown to the agents; edited in place. Rows coalesce (A5)."""
    GROUP_CHAT = "group_chat"
    """How a group chat stands with the desk, shown to the agents; edited in place. Rows coalesce (X1)."""
    STRAY = "stray"
    """A letter that nobody understood, as it stands now; edited in place. Rows coalesce."""
    TOPIC = "topic"
    """The ticket's own place within a chat is made (X1)."""
    TOPIC_NAME = "topic_name"
    """It is named as the ticket stands now. Rows coalesce."""
    EDIT = "edit"
    """A message that an address shows already, as it reads now, or taken away; edited in place. Rows coalesce."""
    REACTION = "reaction"
    """A sign on somebody's own message that it was seen. May be lost."""
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
    """Not to leave, or not any more: muted, hidden, withdrawn, lost without harm. The reason says which."""


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
    registration: RegistrationId | None = None
    input: int | None = None
    chat: int | None = None


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
class Place:
    """A place within a chat."""

    door: Door
    key: str
    ref: str


@dataclass(frozen=True, slots=True)
class Way:
    """How one notice fared: for the agents' eyes (X4)."""

    door: Door
    state: State
    reason: str | None
    settled_at: Instant | None
    rev: int | None = None
    """Which text of a message its reader has there, as far as that is known."""
    edit: State | None = None
    """How the newest change of what went this way fared; and why not better."""
    edit_reason: str | None = None
