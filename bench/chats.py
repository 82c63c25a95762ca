"""A customer's message → the bot's answer, with many customers who all write in the same moment.

Telegram is in memory and without its limits, which let only 28 answers a second through whatever the product does.
"""

import asyncio
import statistics
import time
from collections.abc import Iterator
from itertools import count
from pathlib import Path
from typing import Any

from aiogram import Bot
from aiogram.methods import SendMessage
from aiogram.types import Message

from bench.ground import Memory, Soil, laid
from bench.table import Table
from bench.updates import FIRST_PERSON, batches
from core.relay.deliver import Relay
from core.relay.prepare import Preparation
from core.relay.receive import Intake
from core.storage.files import Files

CUSTOMERS = (100, 1_000)
ROUNDS = 3


class Answered(Memory):
    """Remembers when each chat was answered first."""

    def __init__(self, queue: list[list[dict[str, Any]]]) -> None:
        super().__init__(queue)
        self.at: dict[int, float] = {}
        self.done = asyncio.Event()
        self._chats = sum(map(len, queue))
        self._ids = count(1)

    async def make_request(self, bot: Bot, method: Any, timeout: int | None = None) -> Any:  # noqa: ASYNC109
        if not isinstance(method, SendMessage):
            return await super().make_request(bot, method, timeout)
        self.at.setdefault(int(method.chat_id), time.perf_counter())
        if len(self.at) == self._chats:
            self.done.set()
        raw = {"message_id": next(self._ids), "date": 1, "chat": {"id": method.chat_id, "type": "private"}}
        return Message.model_validate(raw, context={"bot": bot})


def run(soil: Soil, *, profile: bool = False) -> Iterator[Table]:
    rows = []
    for customers in CUSTOMERS:
        ms = [one for _ in range(ROUNDS) for one in asyncio.run(_measured(soil, soil.copy(), customers))]
        p50, p99 = statistics.median(ms), statistics.quantiles(ms, n=100)[98]
        rows.append((customers, p50, p99, customers / (max(ms) / 1_000)))
    head = ("customers at once", "p50 ms", "p99 ms", "answers/s")
    yield Table("chats: a first message → a ticket, and its receipt handed to Telegram", head, rows)


async def _measured(soil: Soil, path: Path, customers: int) -> list[float]:
    """Milliseconds from the poll that brought all of them."""
    queue = batches(customers)
    async with laid(path, soil.profile, queue) as ground:
        session = Answered(list(queue))
        ground.telegram.bot.session = session
        ground.telegram.channel.limits = None
        prepare = Preparation(soil.profile, Files(path.parent / "files"), "epoch", ground.board)
        relay = Relay(ground.hop, ground.telegram.channel, prepare, ground.board, "bench", alone=True)
        intake = Intake(ground.hop, ground.telegram.receiver, "bench", ground.ask)
        async with asyncio.TaskGroup() as tasks:
            for part in (relay, intake):
                tasks.create_task(part.run())
            begun = time.perf_counter()
            for _ in queue:
                await ground.telegram.poll.once(0)
            await session.done.wait()
            intake.stop()
            relay.stop()
        assert min(session.at) == FIRST_PERSON + 1
        return [(at - begun) * 1_000 for at in session.at.values()]
