"""A ticket's page, asked for over a socket: signature, two questions to the core, the template."""

import asyncio
import statistics
import time
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from pathlib import Path
from urllib.parse import urlsplit

from aiohttp import ClientSession

from bench.ground import Ground, Soil, laid
from bench.table import Table
from bots.links import Links
from bots.web.app import build
from bots.web.hooks import Hooks
from bots.web.server import WebServer
from bots.web.spool import Spool
from bots.wording import Words
from core.api.queries import WhoAmI
from core.clock import Clock
from core.kinds import Door, Visitor
from core.storage.files import Files
from core.tickets.commands import AddComment, OpenTicket

PAGES = 400
TOGETHER = 8
MESSAGES = 20
GOAL_MS = 200
LIMIT = 20_000_000
IVAN = Visitor(Door.TELEGRAM, "1001", "Иван", "ru")


def run(soil: Soil, *, profile: bool = False) -> Iterator[Table]:
    alone, crowd = asyncio.run(_measured(soil, soil.copy()))
    rows = [(name, len(ms), *_shares(ms)) for name, ms in (("one by one", alone), (f"{TOGETHER} at a time", crowd))]
    met = "met" if max(row[3] for row in rows) < GOAL_MS else "missed"
    head = ("requests", "count", "p50 ms", "p99 ms")
    yield Table(f"page: a ticket with {MESSAGES} messages", head, rows, f"goal: p99 < {GOAL_MS} ms; {met}")


def _shares(ms: list[float]) -> tuple[float, float]:
    return statistics.median(ms), statistics.quantiles(ms, n=100)[98]


async def _measured(soil: Soil, path: Path) -> tuple[list[float], list[float]]:
    async with laid(path, soil.profile) as ground, _served(ground, path.parent) as (origin, links):
        address = origin + await _ticket(ground, links)
        async with ClientSession() as session:
            await _asked(session, address)
            alone = [await _asked(session, address) for _ in range(PAGES)]
            crowd: list[float] = []
            for _ in range(PAGES // TOGETHER):
                crowd += await asyncio.gather(*(_asked(session, address) for _ in range(TOGETHER)))
            return alone, crowd


@asynccontextmanager
async def _served(ground: Ground, folder: Path) -> AsyncIterator[tuple[str, Links]]:
    links = Links("bench", "e1", "http://bench.example", Clock())
    spool, files = Spool(folder / "uploads", LIMIT), Files(folder / "files")
    app = build(ground.desk, ground.ask, links, Words(ground.profile), ground.profile, spool, files.path, Hooks())
    server = WebServer(app, "127.0.0.1:0")
    await server.open()
    async with asyncio.TaskGroup() as tasks:
        tasks.create_task(server.run())
        yield f"http://127.0.0.1:{server.port}", links
        server.stop()


async def _ticket(ground: Ground, links: Links) -> str:
    outcome = await ground.desk(OpenTicket("Не печатает", "Мигает лампочка"), IVAN)
    assert outcome.ticket is not None
    for number in range(1, MESSAGES):
        await ground.desk(AddComment(outcome.ticket, f"Слово номер {number}"), IVAN)
    me = await ground.ask(WhoAmI(), IVAN)
    return urlsplit(links.ticket(me.id, outcome.ticket) or "").path


async def _asked(session: ClientSession, address: str) -> float:
    begun = time.perf_counter()
    async with session.get(address) as answer:
        assert answer.status == 200
        await answer.read()
    return (time.perf_counter() - begun) * 1_000
