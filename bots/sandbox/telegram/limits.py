"""How much a bot may send; the published figures of https://core.telegram.org/bots/faq, with a small burst per chat."""

import math
from dataclasses import dataclass, field

from bots.sandbox.clock import Clock
from bots.sandbox.telegram.refusal import Json, too_many

BURST = 3
PER_CHAT = 1.0
PER_GROUP = 20
"""A minute."""
OVERALL = 30
PATIENCE = 5


@dataclass(slots=True)
class Bucket:
    """Tokens refilled at `rate` a second, never above `size`."""

    size: float
    rate: float
    filled_at: float
    tokens: float = field(init=False)

    def __post_init__(self) -> None:
        self.tokens = self.size

    def lacks(self, now: float) -> float:
        """Seconds until a token is there; 0 when one is."""
        self.tokens = min(self.size, self.tokens + (now - self.filled_at) * self.rate)
        self.filled_at = now
        return max(0.0, (1 - self.tokens) / self.rate)


@dataclass(slots=True)
class Penalty:
    until: float
    ignored: int = 0


class Limits:
    """Who sends on to a chat before `retry_after` is over, more than five times, is put on the list of bans."""

    def __init__(self, clock: Clock, on: bool) -> None:
        self._clock = clock
        self.on = on
        self.bans: list[Json] = []
        self._chats: dict[int, Bucket] = {}
        self._penalties: dict[int, Penalty] = {}
        self._overall = Bucket(OVERALL, OVERALL, clock.monotonic())
        self._webhooks = Bucket(1, 1, clock.monotonic())

    def admit(self, chat_id: int, method: str) -> None:
        if not self.on:
            return
        now = self._clock.monotonic()
        self._still_penalised(chat_id, method, now)
        size, rate = (PER_GROUP, PER_GROUP / 60) if chat_id < 0 else (BURST, PER_CHAT)
        chat = self._chats.setdefault(chat_id, Bucket(size, rate, now))
        if chat_lacks := chat.lacks(now):
            seconds = math.ceil(chat_lacks)
            self._penalties[chat_id] = Penalty(now + seconds)
            raise too_many(seconds)
        if lacks := self._overall.lacks(now):
            raise too_many(math.ceil(lacks))
        chat.tokens -= 1
        self._overall.tokens -= 1

    def admit_webhook(self) -> None:
        """A webhook may be set once a second."""
        if not self.on:
            return
        if self._webhooks.lacks(self._clock.monotonic()):
            raise too_many(1)
        self._webhooks.tokens -= 1

    def _still_penalised(self, chat_id: int, method: str, now: float) -> None:
        penalty = self._penalties.get(chat_id)
        if penalty is None:
            return
        if now >= penalty.until:
            del self._penalties[chat_id]
            return
        penalty.ignored += 1
        if penalty.ignored == PATIENCE + 1:
            self.bans.append({"chat_id": chat_id, "method": method, "at": self._clock.now()})
        raise too_many(math.ceil(penalty.until - now))
