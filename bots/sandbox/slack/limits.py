"""Rate limits per method, and per channel for posting. https://docs.slack.dev/apis/web-api/rate-limits"""

import math
from dataclasses import dataclass, field

from bots.sandbox.clock import Clock
from bots.sandbox.slack.kinds import Json

PER_MINUTE = {"t1": 1, "t2": 20, "t3": 50, "t4": 100, "t5": 600}
POSTING_BURST = 4
PATIENCE = 5


@dataclass(slots=True)
class Bucket:
    capacity: float
    per_second: float
    tokens: float
    filled_at: float
    closed_until: float = 0.0
    ignored: int = 0

    def take(self, now: float) -> float:
        """Seconds to wait; 0 lets the call through."""
        if now < self.closed_until:
            self.ignored += 1
            return self.closed_until - now
        self.tokens = min(self.capacity, self.tokens + (now - self.filled_at) * self.per_second)
        self.filled_at = now
        if self.tokens >= 1:
            self.tokens -= 1
            self.ignored = 0
            return 0.0
        wait = max(1.0, math.ceil((1 - self.tokens) / self.per_second))
        self.closed_until = now + wait
        return wait


@dataclass(slots=True)
class Limits:
    """An app that calls on while told to wait is banned in reality; here it is written down."""

    clock: Clock
    on: bool = True
    bans: list[Json] = field(default_factory=list)
    _buckets: dict[tuple[str, str], Bucket] = field(default_factory=dict)

    def wait_for(self, method: str, tier: str | None, channel: str) -> int:
        """Whole seconds for Retry-After, or 0."""
        if not self.on:
            return 0
        key = (method, channel if method == "chat.postMessage" else "")
        now = self.clock.monotonic()
        bucket = self._buckets.get(key) or self._buckets.setdefault(key, self._new(method, tier, now))
        wait = bucket.take(now)
        if wait and bucket.ignored == PATIENCE + 1:
            self.bans.append({"method": method, "channel": key[1], "at": self.clock.now()})
        return math.ceil(wait)

    def _new(self, method: str, tier: str | None, now: float) -> Bucket:
        if method == "chat.postMessage":
            return Bucket(POSTING_BURST, 1.0, POSTING_BURST, now)
        minute = PER_MINUTE[tier or "t3"]
        return Bucket(minute, minute / 60, minute, now)

    def forget(self) -> None:
        self._buckets.clear()
