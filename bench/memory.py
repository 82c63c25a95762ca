"""What a process weighs when its doors are open, and after ten thousand tickets: measured in a process of its own."""

import asyncio
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

from bench.ground import PROFILE, Soil, laid
from bench.table import Table
from bench.updates import text
from core.desk import Desk
from core.kinds import Door, Visitor
from core.profile.load import load
from core.tickets.commands import OpenTicket

TICKETS = 10_000
TOGETHER = 50
PAGE = os.sysconf("SC_PAGE_SIZE")


def run(soil: Soil, *, profile: bool = False) -> Iterator[Table]:
    command = [sys.executable, "-m", "bench.memory", str(soil.copy())]
    said = subprocess.run(command, check=True, capture_output=True, text=True, cwd=Path(__file__).parent.parent)
    start, after = (float(one) for one in said.stdout.split())
    rows = [("at start", start), (f"after {TICKETS:,} tickets", after), ("growth", after - start)]
    yield Table(
        "memory: resident set",
        ("when", "MB"),
        rows,
        "nothing is kept per ticket: what grows is caches",
    )


async def weigh(path: Path) -> None:
    async with laid(path, load(PROFILE)) as ground:
        for number in range(TOGETHER):
            await _one(ground.desk, number)
        print(_resident())
        for begun in range(0, TICKETS, TOGETHER):
            await asyncio.gather(*(_one(ground.desk, begun + number) for number in range(TOGETHER)))
        print(_resident())


async def _one(desk: Desk, number: int) -> None:
    visitor = Visitor(Door.TELEGRAM, str(1 + number % 2_000), f"Иван {number}", "ru")
    await desk(OpenTicket("", text(number)), visitor)


def _resident() -> float:
    return int(Path("/proc/self/statm").read_text().split()[1]) * PAGE / 1e6


if __name__ == "__main__":
    asyncio.run(weigh(Path(sys.argv[1])))
