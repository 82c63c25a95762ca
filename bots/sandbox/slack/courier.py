"""Carries envelopes to the app: one connection each, three seconds to acknowledge, three retries for events."""

import asyncio
import heapq
import random
from dataclasses import dataclass, field
from itertools import count
from uuid import uuid4

from bots.sandbox.clock import Clock
from bots.sandbox.slack.kinds import Json
from bots.sandbox.slack.switchboard import Switchboard

ACK_WITHIN = 3.0
RETRY_AFTER = (0.0, 60.0, 300.0)
TICK = 0.05


@dataclass(slots=True)
class Attempt:
    envelope_id: str
    at: float
    connection: int | None
    retry_attempt: int
    retry_reason: str
    acked_at: float | None = None


@dataclass(slots=True)
class Envelope:
    """One payload on its way; `state` is waiting, acked, retrying, timeout, no_socket, lost or silenced."""

    index: int
    kind: str
    payload: Json
    born: float
    event_id: str | None = None
    state: str = "waiting"
    attempts: list[Attempt] = field(default_factory=list)
    acked_at: float | None = None
    latency_ms: float | None = None
    ack_payload: Json | None = None


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
        await self._fly(envelope, 0, "")
        return envelope

    async def redeliver(self, envelope: Envelope) -> bool:
        """The same payload once more in a new envelope; True when it was acknowledged."""
        return await self._fly(envelope, len(envelope.attempts), "timeout")

    def acknowledge(self, frame: Json) -> None:
        """Takes an acknowledgement from any connection."""
        flight = self._flights.pop(frame["envelope_id"], None)
        if flight is None:
            return
        flight.attempt.acked_at = self.clock.now()
        if flight.landed.done():
            return
        envelope = flight.envelope
        envelope.ack_payload = frame.get("payload") or None
        if envelope.acked_at is None:
            envelope.acked_at = flight.attempt.acked_at
            envelope.latency_ms = round((self.clock.monotonic() - flight.sent) * 1000, 1)
        envelope.state = "acked"
        flight.landed.set_result(None)

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
        if await self._fly(envelope, number, "timeout" if number else "") or envelope.acked_at is not None:
            return
        if number >= len(RETRY_AFTER):
            envelope.state = "lost"
            return
        envelope.state = "retrying"
        heapq.heappush(self._later, (self.clock.now() + RETRY_AFTER[number], next(self._order), envelope))

    async def _fly(self, envelope: Envelope, number: int, reason: str) -> bool:
        line = self.board.pick()
        attempt = Attempt(str(uuid4()), self.clock.now(), line.number if line else None, number, reason)
        envelope.attempts.append(attempt)
        envelope.state = "waiting" if envelope.acked_at is None else envelope.state
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
