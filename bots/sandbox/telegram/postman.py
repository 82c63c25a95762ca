"""Posts updates to the webhook, as the official server does: github.com/tdlib/telegram-bot-api, WebhookActor.cpp."""

import asyncio
import random
import socket
from collections.abc import Iterator
from dataclasses import dataclass

from bots.sandbox.clock import Clock
from bots.sandbox.outgoing import Reply, post
from bots.sandbox.telegram.queued import Lane, Queued
from bots.sandbox.telegram.updates import Updates
from bots.sandbox.telegram.webhook import Webhook

ANSWER_WITHIN = 60.0
LONGEST_RETRY_AFTER = 3600
LONGEST_PAUSE = 60.0
TICK = 0.05
IDLE = 3600.0


@dataclass(frozen=True, slots=True)
class Trouble:
    """Why an update was not taken; `retry_after` is what the door asked for, in seconds."""

    error: str
    retry_after: int = 0
    gone: bool = False


class Postman:
    """One update of a queue at a time, the queues side by side, as many as the webhook has connections."""

    def __init__(self, updates: Updates, clock: Clock) -> None:
        self._updates = updates
        self._clock = clock
        self._out: dict[Lane, asyncio.Task[None]] = {}

    async def run(self) -> None:
        while True:
            if self._updates.webhook:
                await self._serve(self._updates.webhook)
            else:
                await self._updates.arrived.wait(IDLE)

    async def _serve(self, hook: Webhook) -> None:
        """Until another takes its place; what is then in the air was not taken, and will come again."""
        async with asyncio.TaskGroup() as tasks:
            while self._updates.webhook is hook:
                for update in self._due(hook):
                    self._out[update.lane] = tasks.create_task(self._deliver(hook, update))
                await self._updates.arrived.wait(self._patience())
            for flight in self._out.values():
                flight.cancel()

    def _due(self, hook: Webhook) -> Iterator[Queued]:
        """The first of each queue, unless it is in the air or still has to wait."""
        now, passed = self._clock.now(), set(self._out)
        for update in self._updates.pending():
            if len(self._out) >= hook.max_connections:
                return
            if update.lane not in passed:
                passed.add(update.lane)
                if update.wake_at <= now:
                    yield update

    def _patience(self) -> float:
        """A pause ends by the stand-in's clock, which may be moved at any time."""
        now = self._clock.now()
        return TICK if any(update.wake_at > now for update in self._updates.pending()) else IDLE

    async def _deliver(self, hook: Webhook, update: Queued) -> None:
        update.served = True
        try:
            trouble = await self._post(hook, update)
        finally:
            self._out.pop(update.lane, None)
        if trouble:
            self._failed(hook, update, trouble)
        else:
            hook.gone_since = None
            self._updates.settle([update])
        self._updates.arrived.fire()

    async def _post(self, hook: Webhook, update: Queued) -> Trouble | None:
        try:
            return refused(await post(hook.url, hook.headers(), update.body, ANSWER_WITHIN))
        except TimeoutError:
            return Trouble("Read timeout expired")
        except ConnectionRefusedError:
            return Trouble("Connection refused")
        except socket.gaierror:
            return Trouble("Failed to resolve host: Name or service not known")
        except OSError:
            return Trouble("Webhook connection closed")

    def _failed(self, hook: Webhook, update: Queued, trouble: Trouble) -> None:
        """Again at once, then after 2, 4, 8 … seconds, or as the door asked; until the update expires."""
        now = self._clock.now()
        if hook.failed(now, trouble.error, trouble.gone):
            self._updates.direct(None)
        pause: float = trouble.retry_after
        if not pause and update.failures:
            pause = update.delay = min(update.delay * 2, random.uniform(LONGEST_PAUSE, 2 * LONGEST_PAUSE))
        update.failures += 1
        update.wake_at = now + pause
        if update.wake_at > update.expires_at:
            update.expires_at = now


def refused(reply: Reply) -> Trouble | None:
    """2xx is done, whatever it says: a method call in the answer is not played."""
    if 200 <= reply.status <= 299:
        return None
    asked = reply.headers.get("retry-after", "")
    seconds = min(int(asked), LONGEST_RETRY_AFTER) if asked.isdecimal() else 0
    return Trouble(f"Wrong response from the webhook: {reply.status} {reply.reason}", seconds, reply.status == 410)
