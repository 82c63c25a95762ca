"""Failures that a test or a demo has ordered for the next calls."""

from dataclasses import dataclass
from typing import Literal

from bots.sandbox.telegram.refusal import BLOCKED, Refusal, too_many

Kind = Literal["500", "429", "drop_before", "drop_after", "slow", "403", "400"]


@dataclass(slots=True)
class Fault:
    """`method` "*" means any but getUpdates, so that a poller does not eat what was meant for a send."""

    method: str
    kind: Kind
    user: int | None = None
    description: str | None = None
    retry_after: int = 1
    seconds: float = 1.0
    times: int = 1

    def concerns(self, method: str, chat_id: int | None) -> bool:
        called = method != "getUpdates" if self.method == "*" else method.lower() == self.method.lower()
        return called and self.user in (None, chat_id)

    def refusal(self) -> Refusal | None:
        """None for the kinds that are not an answer."""
        match self.kind:
            case "500":
                return Refusal(500, self.description or "Internal Server Error")
            case "429":
                return too_many(self.retry_after)
            case "403":
                return Refusal(403, self.description or BLOCKED)
            case "400":
                return Refusal(400, self.description or "Bad Request: chat not found")
        return None


class Faults:
    def __init__(self) -> None:
        self.waiting: list[Fault] = []

    def take(self, method: str, chat_id: int | None) -> Fault | None:
        """The oldest order that fits; it is used up after so many calls."""
        for fault in self.waiting:
            if fault.concerns(method, chat_id):
                fault.times -= 1
                if fault.times <= 0:
                    self.waiting.remove(fault)
                return fault
        return None
