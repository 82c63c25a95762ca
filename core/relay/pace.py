"""How fast an address bears messages. A bucket that refills with the machine's time, not the desk's."""

from dataclasses import dataclass

from core.clock import SECOND
from core.relay.channel import Limits


@dataclass(slots=True)
class Bucket:
    """`take` spends a token and says how many microseconds until there is one again."""

    rate: float
    burst: float
    tokens: float
    at: int

    def take(self, now: int) -> int:
        self._refill(now)
        self.tokens -= 1
        return 0 if self.tokens >= 1 else round((1 - self.tokens) / self.rate * SECOND)

    def whole(self, now: int) -> int:
        """How many messages may go at once."""
        self._refill(now)
        return max(0, int(self.tokens))

    def _refill(self, now: int) -> None:
        self.tokens = min(self.burst, self.tokens + max(0, now - self.at) / SECOND * self.rate)
        self.at = now


class Pace:
    """The buckets of one channel. Without limits everything may go at once."""

    MOST = 10_000

    def __init__(self, limits: Limits | None) -> None:
        self._limits = limits
        self._overall = Bucket(limits.overall, limits.overall, limits.overall, 0) if limits else None
        self._addresses: dict[int, Bucket] = {}

    def allowance(self, now: int, most: int) -> int:
        """How many rows may be claimed now."""
        return most if self._overall is None else min(most, self._overall.whole(now))

    def reserve(self, messages: int) -> None:
        """Counts what was claimed before it is sent, so that the next claim knows of it."""
        if self._overall is not None:
            self._overall.tokens -= messages

    def spend(self, address: int, now: int, key: str = "") -> int:
        """Counts a message; says how long the address should be left in peace, in microseconds."""
        if self._limits is None:
            return 0
        if len(self._addresses) > self.MOST:
            self._addresses.clear()
        rate, burst = self._limits.at(key)
        bucket = self._addresses.setdefault(address, Bucket(rate, burst, burst, now))
        return bucket.take(now)
