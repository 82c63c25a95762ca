"""Rights that an interaction hands to the app for a while: trigger ids and response URLs."""

import secrets
from dataclasses import dataclass, field

from bots.sandbox.clock import Clock
from bots.sandbox.slack.kinds import Refused

TRIGGER_LIVES = 3.0
RESPONSE_URL_LIVES = 30 * 60
RESPONSE_URL_USES = 5


@dataclass(slots=True)
class Trigger:
    user: str
    issued: float
    used: bool = False


@dataclass(slots=True)
class ResponseUrl:
    """Where an answer to an interaction goes; `message` is the ts of the message it came from."""

    user: str
    channel: str
    expires: float
    message: str | None = None
    thread_ts: str | None = None
    uses: int = 0


@dataclass(slots=True)
class Rights:
    clock: Clock
    triggers: dict[str, Trigger] = field(default_factory=dict)
    urls: dict[str, ResponseUrl] = field(default_factory=dict)

    def trigger(self, user: str) -> str:
        trigger_id = f"{secrets.randbelow(10**11)}.{secrets.randbelow(10**9)}.{secrets.token_hex(16)}"
        self.triggers[trigger_id] = Trigger(user, self.clock.monotonic())
        return trigger_id

    def redeem(self, trigger_id: object) -> str:
        """The person whose interaction it was; a trigger works once, for three seconds of machine time."""
        trigger = self.triggers.get(str(trigger_id))
        if trigger is None:
            raise Refused("invalid_trigger_id")
        if trigger.used:
            raise Refused("exchanged_trigger_id")
        if self.clock.monotonic() - trigger.issued > TRIGGER_LIVES:
            raise Refused("expired_trigger_id")
        trigger.used = True
        return trigger.user

    def response_url(self, user: str, channel: str, message: str | None = None, thread_ts: str | None = None) -> str:
        """The secret part of the URL."""
        secret = secrets.token_urlsafe(18)
        expires = self.clock.now() + RESPONSE_URL_LIVES
        self.urls[secret] = ResponseUrl(user, channel, expires, message, thread_ts)
        return secret

    def use(self, secret: str) -> ResponseUrl:
        url = self.urls.get(secret)
        if url is None or url.expires <= self.clock.now():
            raise Refused("expired_url")
        if url.uses >= RESPONSE_URL_USES:
            raise Refused("used_url")
        url.uses += 1
        return url
