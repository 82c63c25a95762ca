"""Where updates are posted instead of being polled; https://core.telegram.org/bots/api#webhookinfo"""

from dataclasses import dataclass, field

from bots.sandbox.telegram.refusal import Json

GONE_FOR = 23 * 3600.0


@dataclass(slots=True)
class Webhook:
    """Two are equal when they were set alike; what has happened since does not count."""

    url: str
    secret: str = ""
    max_connections: int = 40
    error: str = field(default="", compare=False)
    error_at: float = field(default=0.0, compare=False)
    gone_since: float | None = field(default=None, compare=False)

    def headers(self) -> dict[str, str]:
        secret = {"X-Telegram-Bot-Api-Secret-Token": self.secret} if self.secret else {}
        return {"Content-Type": "application/json"} | secret

    def failed(self, now: float, error: str, gone: bool) -> bool:
        """Remembers the trouble; True once the door has answered 410 for so long that it is given up."""
        self.error, self.error_at = error, now
        self.gone_since = (self.gone_since or now) if gone else None
        return self.gone_since is not None and now > self.gone_since + GONE_FOR

    def info(self) -> Json:
        trouble = {"last_error_date": int(self.error_at), "last_error_message": self.error} if self.error else {}
        return {"url": self.url, "max_connections": self.max_connections} | trouble
