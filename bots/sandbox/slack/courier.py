"""Carries envelopes to the app: three seconds to acknowledge, three retries for events.

Each goes over one of the sockets, or over HTTP once a door is known: https://docs.slack.dev/apis/events-api
"""

import asyncio
import heapq
import random
from dataclasses import dataclass
from itertools import count
from uuid import uuid4

from bots.sandbox.clock import Clock
from bots.sandbox.slack.door import Door
from bots.sandbox.slack.envelopes import Attempt, Envelope
from bots.sandbox.slack.kinds import Json
from bots.sandbox.slack.switchboard import Line, Switchboard

ACK_WITHIN = 3.0
RETRY_AFTER = (0.0, 60.0, 300.0)
TICK = 0.05


@dataclass(slots=True)
class Flight:
    """An attempt in the air."""

    envelope: Envelope
    attempt: Attempt
    sent: float
    landed: asyncio.Future[None]


class Courier:
    def __init__(self, clock: Clock, board: Switchboard) -> None:
        self.clock = clock
        self.board = board
        self.door: Door | None = None
        self.envelopes: list[Envelope] = []
        self._outgoing: asyncio.Queue[Envelope] = asyncio.Queue()
        self._flights: dict[str, Flight] = {}
        self._later: list[tuple[float, int, Envelope]] = []
        self._order = count()
        self._drop = 0.0
        self._dice = random.Random(0)

    def silence(self, drop: float, seed: int) -> None:
        """From now on this share of events is never delivered, and nobody is told."""
        self._drop, self._dice = drop, random.Random(seed)

    def emit(self, payload: Json) -> Envelope:
        envelope = self._new("events_api", payload)
        if self._drop and self._dice.random() < self._drop:
            envelope.state = "silenced"
        else:
            self._outgoing.put_nowait(envelope)
        return envelope

    async def ask(self, kind: str, payload: Json) -> Envelope:
        """An interaction: delivered once, answered in three seconds or the person sees an error."""
        envelope = self._new(kind, payload)
        await self._fly(envelope, 0)
        return envelope

    async def redeliver(self, envelope: Envelope) -> bool:
        """The same payload once more in a new envelope; True when it was acknowledged."""
        return await self._fly(envelope, len(envelope.attempts))

    def acknowledge(self, frame: Json) -> None:
        """Takes an acknowledgement from any connection."""
        flight = self._flights.pop(frame["envelope_id"], None)
        if flight is None:
            return
        flight.attempt.acked_at = self.clock.now()
        if flight.landed.done():
            return
        self._taken(flight.envelope, flight.sent, frame.get("payload") or None)
        flight.landed.set_result(None)

    def _taken(self, envelope: Envelope, sent: float, payload: Json | None) -> None:
        envelope.ack_payload = payload
        if envelope.acked_at is None:
            envelope.acked_at = self.clock.now()
            envelope.latency_ms = round((self.clock.monotonic() - sent) * 1000, 1)
        envelope.state = "acked"

    async def run(self) -> None:
        async with asyncio.TaskGroup() as tasks:
            tasks.create_task(self._wake_retries(tasks))
            while True:
                tasks.create_task(self._carry(await self._outgoing.get(), 0))

    async def _wake_retries(self, tasks: asyncio.TaskGroup) -> None:
        while True:
            while self._later and self._later[0][0] <= self.clock.now():
                envelope = heapq.heappop(self._later)[2]
                if envelope.acked_at is None:
                    tasks.create_task(self._carry(envelope, len(envelope.attempts)))
            await asyncio.sleep(TICK)

    async def _carry(self, envelope: Envelope, number: int) -> None:
        if await self._fly(envelope, number) or envelope.acked_at is not None:
            return
        if number >= len(RETRY_AFTER) or envelope.no_retry:
            envelope.state = "lost"
            return
        envelope.state = "retrying"
        heapq.heappush(self._later, (self.clock.now() + RETRY_AFTER[number], next(self._order), envelope))

    async def _fly(self, envelope: Envelope, number: int) -> bool:
        """One attempt; a later one gives the trouble of the one before as its reason."""
        line = None if self.door else self.board.pick()
        reason = (envelope.trouble or ("http_timeout" if self.door else "timeout")) if number else ""
        attempt = Attempt(str(uuid4()), self.clock.now(), line.number if line else None, number, reason)
        envelope.attempts.append(attempt)
        envelope.state = "waiting" if envelope.acked_at is None else envelope.state
        if self.door:
            return await self._knock(self.door, envelope, attempt)
        return await self._call(line, envelope, attempt)

    async def _knock(self, door: Door, envelope: Envelope, attempt: Attempt) -> bool:
        sent = self.clock.monotonic()
        number, is_event = attempt.retry_attempt, envelope.kind == "events_api"
        retry = {"X-Slack-Retry-Num": str(number), "X-Slack-Retry-Reason": attempt.retry_reason}
        answer = await door.deliver(envelope.kind, envelope.payload, retry if number and is_event else {})
        envelope.trouble, envelope.no_retry = answer.trouble, answer.no_retry
        if answer.trouble:
            if envelope.acked_at is None:
                envelope.state = "timeout" if answer.trouble == "http_timeout" else "failed"
            return False
        attempt.acked_at = self.clock.now()
        self._taken(envelope, sent, None if is_event else answer.payload)
        return True

    async def _call(self, line: Line | None, envelope: Envelope, attempt: Attempt) -> bool:
        landed = asyncio.get_running_loop().create_future()
        self._flights[attempt.envelope_id] = Flight(envelope, attempt, self.clock.monotonic(), landed)
        if (line is None or not await line.send(self._frame(envelope, attempt))) and envelope.event_id is None:
            envelope.state = "no_socket"
            return False
        try:
            await asyncio.wait_for(landed, ACK_WITHIN)
        except TimeoutError:
            if envelope.acked_at is None:
                envelope.state = "timeout"
            return False
        return True

    def _frame(self, envelope: Envelope, attempt: Attempt) -> Json:
        frame: Json = {
            "envelope_id": attempt.envelope_id,
            "type": envelope.kind,
            "payload": envelope.payload,
            "accepts_response_payload": envelope.kind != "events_api",
        }
        if envelope.kind == "events_api" or attempt.retry_attempt:
            frame |= {"retry_attempt": attempt.retry_attempt, "retry_reason": attempt.retry_reason}
        return frame

    def _new(self, kind: str, payload: Json) -> Envelope:
        envelope = Envelope(len(self.envelopes), kind, payload, self.clock.now(), payload.get("event_id"))
        self.envelopes.append(envelope)
        return envelope
