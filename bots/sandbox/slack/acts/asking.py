"""Sends an interaction to the app and words what came of it for the person who acted."""

from dataclasses import dataclass

from bots.sandbox.slack.kinds import Json
from bots.sandbox.slack.standin import StandIn


@dataclass(frozen=True, slots=True)
class Outcome:
    """`status`: acked; timeout or error, where the person saw that something went wrong."""

    status: str
    ack_payload: Json | None
    ms: float
    trigger_id: str | None
    envelope: int

    def json(self) -> Json:
        return {
            "status": self.status,
            "ack_payload": self.ack_payload,
            "ms": self.ms,
            "trigger_id": self.trigger_id,
            "envelope": self.envelope,
        }


async def ask(slack: StandIn, kind: str, payload: Json) -> Outcome:
    started = slack.clock.monotonic()
    envelope = await slack.courier.ask(kind, payload)
    ms = round((slack.clock.monotonic() - started) * 1000, 1)
    status = {"acked": "acked", "timeout": "timeout"}.get(envelope.state, "error")
    if status != "acked":
        slack.journal.violation(str(payload.get("type") or kind), f"interaction_{status}", envelope=envelope.index)
    return Outcome(status, envelope.ack_payload, ms, payload.get("trigger_id"), envelope.index)
