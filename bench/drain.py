"""The outbox worked off by the relay through a channel that only counts: with its limits and without."""

import asyncio
import statistics
import time
from collections.abc import Iterator
from pathlib import Path

from bench.ground import Ground, Soil, laid
from bench.table import Table
from bots.telegram.channel import LIMITS
from core.kinds import Audience, Door
from core.outbox import store
from core.outbox.addresses import address
from core.outbox.endings import Ending, Sent
from core.outbox.model import Kind
from core.relay.channel import Delivery, Limits
from core.relay.deliver import Relay
from core.relay.prepare import Preparation
from core.storage.files import Files
from core.storage.unit import Unit

ROWS = 400
ADDRESSES = 100
PACED_SECONDS = 6.0
ROUNDS = 3


class Counting:
    """Takes everything at once. `done` is set with the last of the expected deliveries."""

    door = Door.TELEGRAM

    def __init__(self, limits: Limits | None) -> None:
        self.limits = limits
        self.reconciles = False
        self.bundles = False
        self.count = 0
        self.done = asyncio.Event()

    async def deliver(self, delivery: Delivery) -> Ending:
        self.count += 1
        if self.count == ROWS:
            self.done.set()
        return Sent(str(self.count))


def run(soil: Soil, *, profile: bool = False) -> Iterator[Table]:
    free = [asyncio.run(_drained(soil, soil.copy(), None)) for _ in range(ROUNDS)]
    paced = asyncio.run(_drained(soil, soil.copy(), LIMITS))
    rows = [("none", ADDRESSES, statistics.median(free), "–"), ("Telegram's", ADDRESSES, paced, LIMITS.overall)]
    remark = (
        f"{ROWS} rows for {ADDRESSES} chats; each is claimed, rendered, delivered and settled: two commits and a read"
    )
    yield Table("drain: outbox rows → a channel", ("limits", "chats", "rows/s", "allowed/s"), rows, remark)


async def _drained(soil: Soil, path: Path, limits: Limits | None) -> float:
    """Rows a second. With limits it is stopped after a few seconds, since nothing new comes of more."""
    async with laid(path, soil.profile) as ground:
        await ground.hop.unit(_filled)
        channel = Counting(limits)
        begun = time.perf_counter()
        async with asyncio.TaskGroup() as tasks:
            relay = _relay(ground, channel, path)
            tasks.create_task(relay.run())
            tasks.create_task(_until(channel, relay))
        return channel.count / (time.perf_counter() - begun)


async def _until(channel: Counting, relay: Relay) -> None:
    try:
        async with asyncio.timeout(PACED_SECONDS if channel.limits else None):
            await channel.done.wait()
    except TimeoutError:
        pass
    relay.stop()


def _relay(ground: Ground, channel: Counting, path: Path) -> Relay:
    prepare = Preparation(ground.profile, Files(path.parent / "files"), "bench", ground.board)
    return Relay(ground.hop, channel, prepare, ground.board, "bench", alone=True)


def _filled(unit: Unit) -> None:
    for number in range(ROWS):
        to = address(unit, Door.TELEGRAM, str(1000 + number % ADDRESSES))
        content = {"screen": "say", "text": "tg-stopped"}
        store.put(unit, to, Kind.PROMPT, Audience.PUBLIC, dedupe=f"bench:{number}", content=content)
