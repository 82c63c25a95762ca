"""How the Bot API says no."""

from typing import Any

Json = dict[str, Any]

BLOCKED = "Forbidden: bot was blocked by the user"
DEACTIVATED = "Forbidden: user is deactivated"
MOVED = "Bad Request: group chat was upgraded to a supergroup chat"
STALE_QUERY = "query is too old and response timeout expired or query ID is invalid"


class Refusal(Exception):
    """An answer with `ok: false`; https://core.telegram.org/bots/api#making-requests"""

    def __init__(self, code: int, description: str, parameters: Json | None = None) -> None:
        super().__init__(description)
        self.code = code
        self.description = description
        self.parameters = parameters

    def body(self) -> Json:
        body: Json = {"ok": False, "error_code": self.code, "description": self.description}
        return body | {"parameters": self.parameters} if self.parameters else body


def bad(reason: str) -> Refusal:
    return Refusal(400, f"Bad Request: {reason}")


def kicked(kind: str) -> Refusal:
    return Refusal(403, f"Forbidden: bot was kicked from the {kind} chat")


def too_many(retry_after: int) -> Refusal:
    return Refusal(429, f"Too Many Requests: retry after {retry_after}", {"retry_after": retry_after})
