"""The queue of updates, with the confirming, expiring and conflicting of the official server."""

import asyncio
import json
from collections.abc import Iterable

from bots.sandbox.changes import Signal
from bots.sandbox.clock import Clock
from bots.sandbox.telegram.queued import Queued, lane_of
from bots.sandbox.telegram.refusal import Json, Refusal
from bots.sandbox.telegram.webhook import Webhook

DAY = 86_400.0
LIFETIMES = {
    "callback_query": 150.0,
    "inline_query": 30.0,
    "chosen_inline_result": 600.0,
    "pre_checkout_query": 150.0,
    "shipping_query": 150.0,
}
UNASKED = {"chat_member", "message_reaction", "message_reaction_count"}
LONGEST_POLL = 50
FORESEEN = 10
OTHER_POLLER = "terminated by other getUpdates request; make sure that only one bot instance is running"
WEBHOOK_ACTIVE = "can't use getUpdates method while webhook is active; use deleteWebhook to delete the webhook first"


def conflict(reason: str) -> Refusal:
    return Refusal(409, f"Conflict: {reason}")


class Updates:
    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._all: dict[int, Queued] = {}
        self._pending: list[Queued] = []
        self._next_id = 100_000_001
        self._places = 0
        self._allowed: frozenset[str] | None = None
        self._waiter: asyncio.Future[None] | None = None
        self._previous: tuple[int, float] | None = None
        self._closed = False
        self.strict = True
        self.webhook: Webhook | None = None
        self.arrived = Signal()

    def put(self, kind: str, payload: Json) -> int | None:
        """Queues an update, unless the bot did not ask for its kind."""
        if kind in UNASKED if self._allowed is None else kind not in self._allowed:
            return None
        return self.inject({kind: payload})

    def inject(self, update: Json) -> int:
        """Queues whatever is given, under a fresh id."""
        update_id, self._next_id = self._next_id, self._next_id + 1
        kind = next(iter(update), "")
        body = json.dumps({"update_id": update_id} | update).encode()
        expires_at = self._clock.now() + LIFETIMES.get(kind, DAY)
        self._append(Queued(update_id, kind, body, expires_at, 0, lane_of(kind, update.get(kind), update_id)))
        return update_id

    def jump(self, next_id: int) -> None:
        """After a week without updates the real ids go on from a random number."""
        self._next_id = next_id

    def redeliver(self, update_id: int | None) -> list[int]:
        """Serves again, last in the queue and under the same id, one update or all that were ever served."""
        chosen = [u for u in self._all.values() if u.served and update_id in (None, u.update_id)]
        for update in chosen:
            if not update.confirmed:
                self._pending.remove(update)
            update.anew()
            self._append(update)
        return [update.update_id for update in chosen]

    def _append(self, update: Queued) -> None:
        self._places += 1
        update.place = self._places
        self._all[update.update_id] = update
        self._pending.append(update)
        self._wake()

    def pending(self) -> list[Queued]:
        now = self._clock.now()
        self._pending = [update for update in self._pending if not update.expired(now)]
        return self._pending

    def everything(self) -> Iterable[Queued]:
        return sorted(self._all.values(), key=lambda update: update.place)

    def drop_pending(self) -> None:
        self.settle(self._pending)

    def allow(self, kinds: list[str] | None) -> None:
        """Remembered until told otherwise; an empty list brings the default back."""
        if kinds is not None:
            self._allowed = frozenset(kinds) or None

    @property
    def allowed(self) -> list[str] | None:
        return sorted(self._allowed) if self._allowed is not None else None

    def confirm(self, offset: int) -> None:
        """Nothing but a later offset confirms; one far beyond the newest id (ids have jumped) confirms nothing."""
        if offset < 0:
            self.settle(self.pending()[:offset])
        if offset <= 0:
            return
        anchor = self._all.get(offset - 1)
        if anchor is None and offset > self._next_id + FORESEEN:
            return
        self.settle([update for update in self.pending() if update.passed_by(offset, anchor)])

    def settle(self, updates: list[Queued]) -> None:
        """Done with: nobody will be served them again, unless they are ordered once more."""
        if not updates:
            return
        for update in updates:
            update.confirmed = True
        self._pending = [update for update in self._pending if not update.confirmed]

    async def poll(self, offset: int, limit: int, seconds: int) -> list[Queued]:
        """https://core.telegram.org/bots/api#getupdates; the newer of two pollers wins."""
        if self.webhook:
            raise conflict(WEBHOOK_ACTIVE)
        self.oust(OTHER_POLLER)
        limit, seconds = self._slowed(offset, limit if 1 <= limit <= 100 else 100, min(max(seconds, 0), LONGEST_POLL))
        self.confirm(offset)
        if not self.pending() and seconds and not self._closed:
            await self._wait(seconds)
        served = self.pending()[:limit]
        for update in served:
            update.served = True
        self._previous = (offset, self._clock.monotonic())
        return served

    def _slowed(self, offset: int, limit: int, seconds: int) -> tuple[int, int]:
        """Asking for the same offset again at once is slowed down by the official server."""
        if self.strict and self._previous and self._previous[0] == offset:
            since = self._clock.monotonic() - self._previous[1]
            return 1 if since < 0.5 else limit, max(seconds, 3) if since < 3 else seconds
        return limit, seconds

    async def _wait(self, seconds: int) -> None:
        waiter = self._waiter = asyncio.get_running_loop().create_future()
        try:
            async with asyncio.timeout(seconds):
                await waiter
        except TimeoutError:
            pass
        finally:
            if self._waiter is waiter:
                self._waiter = None

    def oust(self, reason: str) -> None:
        """Ends the poll that is waiting now, if any, with a conflict."""
        if self._waiter and not self._waiter.done():
            self._waiter.set_exception(conflict(reason))
        self._waiter = None

    def direct(self, webhook: Webhook | None) -> None:
        """Where updates go from now on; None means that they wait to be polled."""
        if webhook != self.webhook:
            self.webhook = webhook
            self.arrived.fire()

    def close(self) -> None:
        self._closed = True
        self._wake()

    def _wake(self) -> None:
        self.arrived.fire()
        if self._waiter and not self._waiter.done():
            self._waiter.set_result(None)
