"""What is on its way to the app, and every attempt to hand it over."""

from dataclasses import dataclass, field

from bots.sandbox.slack.kinds import Json


@dataclass(slots=True)
class Attempt:
    """`connection` is the socket's number; None where there was none, or over HTTP."""

    envelope_id: str
    at: float
    connection: int | None
    retry_attempt: int
    retry_reason: str
    acked_at: float | None = None


@dataclass(slots=True)
class Envelope:
    """One payload on its way; `state` is waiting, acked, retrying, timeout, no_socket, failed, lost or silenced.

    `trouble` says why the last attempt was in vain, and is the reason that a retry gives.
    """

    index: int
    kind: str
    payload: Json
    born: float
    event_id: str | None = None
    state: str = "waiting"
    attempts: list[Attempt] = field(default_factory=list)
    acked_at: float | None = None
    latency_ms: float | None = None
    ack_payload: Json | None = None
    trouble: str = ""
    no_retry: bool = False
