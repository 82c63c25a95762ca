"""Wakes for those who wait on rows. A bell is only a hint: whoever waits also looks by himself from time to time."""

import asyncio
import secrets
from collections import defaultdict
from collections.abc import Iterable

CHANNEL = "zayavka"
"""Where replicas on PostgreSQL tell each other (NOTIFY)."""
INBOX = "inbox"
OUTBOX = "outbox"
FILES = "files"
ORDERS = "orders"


class Listener:
    """One waiter's ear. `clear` before looking, `wait` after: a ring in between is not missed."""

    def __init__(self) -> None:
        self._rung = asyncio.Event()

    def clear(self) -> None:
        self._rung.clear()

    def ring(self) -> None:
        self._rung.set()

    async def wait(self, seconds: float) -> None:
        """Returns at the next ring, or after `seconds`."""
        try:
            async with asyncio.timeout(seconds):
                await self._rung.wait()
        except TimeoutError:
            return


class Bells:
    """Rung on the loop after a commit; every listener of the name hears it.

    `word` is what other replicas are told in the same transaction, and `told` hears what they tell.
    """

    def __init__(self) -> None:
        self._me = secrets.token_hex(4)
        self._listeners: dict[str, list[Listener]] = defaultdict(list)

    def listen(self, name: str) -> Listener:
        listener = Listener()
        self._listeners[name].append(listener)
        return listener

    def ring(self, names: Iterable[str]) -> None:
        for name in names:
            for listener in self._listeners[name]:
                listener.ring()

    def word(self, names: Iterable[str]) -> str:
        return " ".join([self._me, *sorted(names)])

    def told(self, word: str) -> None:
        """What this replica has said itself it has rung already."""
        who, *names = word.split()
        if who != self._me:
            self.ring(names)
