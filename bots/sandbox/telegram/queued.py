"""One update on its way to the bot, and the queue of the official server in which it waits its turn."""

from dataclasses import dataclass
from typing import Any

Lane = tuple[str, int]


@dataclass(slots=True)
class Queued:
    """`place` is its order among all, which a redelivery renews and a jump of the ids does not break."""

    update_id: int
    kind: str
    body: bytes
    expires_at: float
    place: int
    lane: Lane
    served: bool = False
    confirmed: bool = False
    again: bool = False
    failures: int = 0
    delay: float = 1.0
    wake_at: float = 0.0

    def expired(self, now: float) -> bool:
        return not self.confirmed and self.expires_at <= now

    def passed_by(self, offset: int, anchor: "Queued | None") -> bool:
        """Whether `offset` confirms it; `anchor` is the update just before. One put back waits until it is served."""
        if self.served and self.update_id < offset:
            return True
        if anchor is not None:
            return self.place <= anchor.place and (anchor.served or not anchor.again)
        return self.update_id < offset and not self.again

    def anew(self) -> None:
        """As if it had never been served."""
        self.served = self.confirmed = False
        self.failures, self.delay, self.wake_at = 0, 1.0, 0.0
        self.again = True


def lane_of(kind: str, payload: Any, update_id: int) -> Lane:
    """Webhooks keep the order of one chat's messages, and of one person's presses, but not between the two.

    github.com/tdlib/telegram-bot-api, the webhook queue ids in Client.cpp.
    """
    match kind:
        case "message" | "edited_message":
            return _lane("chat", payload, "chat", update_id)
        case "callback_query":
            return _lane("presses", payload, "from", update_id)
        case "my_chat_member":
            return _lane("membership", payload, "chat", update_id)
    return "alone", update_id


def _lane(name: str, payload: Any, owner: str, update_id: int) -> Lane:
    whose = payload.get(owner) if isinstance(payload, dict) else None
    found = whose.get("id") if isinstance(whose, dict) else None
    return (name, found) if isinstance(found, int) else ("alone", update_id)
