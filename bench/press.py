"""An agent's press → its acknowledgement, as the Slack stand-in sees it: the ticket is changed before it comes.

`ZAYAVKA_BENCH_OPEN` names how many open tickets stand there beside, such as 100000: copies of one (`bench.copies`).
"""

import asyncio
import os
import statistics
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from pathlib import Path

from bench.copies import multiply, tidy
from bench.ground import Soil, laid
from bench.table import Table
from bots.settings import Settings, read
from bots.wiring.core import open_core
from bots.wiring.house import House, open_house
from bots.wiring.serve import serve
from core.kinds import Door, Visitor
from core.tickets.commands import OpenTicket
from tests.standins.slack import Agent, SlackStandIn

PRESSES = 100
OPEN = int(os.environ.get("ZAYAVKA_BENCH_OPEN", "0"))
TOGETHER = 8
GOAL_MS = 1000
IVAN = Visitor(Door.TELEGRAM, "1001", "Иван", "ru")


def run(soil: Soil, *, profile: bool = False) -> Iterator[Table]:
    path = soil.copy()
    if OPEN:
        asyncio.run(_crowded(soil, path))
    alone, crowd = asyncio.run(_measured(path))
    rows = [(name, len(ms), *_shares(ms)) for name, ms in (("one by one", alone), (f"{TOGETHER} at a time", crowd))]
    met = "met" if max(row[3] for row in rows) < GOAL_MS else "missed"
    head = ("presses", "count", "p50 ms", "p99 ms")
    yield Table(
        f"press: claim → acknowledged and committed, {OPEN:,} other open tickets",
        head,
        rows,
        f"goal: p99 < {GOAL_MS} ms; {met}",
    )


def _shares(ms: list[float]) -> tuple[float, float]:
    return statistics.median(ms), statistics.quantiles(ms, n=100)[98]


async def _crowded(soil: Soil, path: Path) -> None:
    async with laid(path, soil.profile) as ground:
        await ground.desk(OpenTicket("Не печатает", "Мигает"), IVAN)
        url = ground.hop.url
    multiply(url, OPEN)
    tidy(url)


async def _measured(path: Path) -> tuple[list[float], list[float]]:
    async with SlackStandIn(limits=False) as slack:
        anna = await slack.agent("Анна", "anna@example.org")
        channel = await slack.channel("triage", members=[anna])
        async with _open(_settings(slack, channel, path)) as house:
            await _staffed(slack)
            tickets = [await _opened(house) for _ in range(2 * PRESSES)]
            card = await _card(slack, channel)
            alone = [await _claimed(anna, channel, card, ticket) for ticket in tickets[:PRESSES]]
            crowd: list[float] = []
            for begun in range(PRESSES, 2 * PRESSES, TOGETHER):
                some = tickets[begun : begun + TOGETHER]
                crowd += await asyncio.gather(*(_claimed(anna, channel, card, one) for one in some))
            return alone, crowd


def _settings(slack: SlackStandIn, channel: str, path: Path) -> Settings:
    return read(
        _env_file=None, database_url=f"sqlite:///{path}", files_url=str(path.parent / "files"),
        slack_bot_token=slack.bot_token, slack_app_token=slack.app_token, slack_api_url=slack.api,
        slack_channel=channel,
    )  # fmt: skip


@asynccontextmanager
async def _open(settings: Settings) -> AsyncIterator[House]:
    core, stopping, ready = await open_core(settings, serve=True), asyncio.Event(), asyncio.Event()
    try:
        house = await open_house(core)
        async with asyncio.TaskGroup() as tasks:
            tasks.create_task(serve(house, stopping, ready))
            await ready.wait()
            yield house
            stopping.set()
    finally:
        core.close()


async def _staffed(slack: SlackStandIn) -> None:
    """Until the members of the channel are agents."""
    await slack.connected(2)
    while not await slack.log(method="users.info"):  # noqa: ASYNC110
        await asyncio.sleep(0.05)


async def _opened(house: House) -> int:
    outcome = await house.desk(OpenTicket("Не печатает", "Мигает"), IVAN)
    assert outcome.ticket is not None
    return int(outcome.ticket)


async def _card(slack: SlackStandIn, channel: str) -> str:
    """One card is enough: a button's value says which ticket is meant."""
    while not (posts := await slack.messages(channel)):  # noqa: ASYNC110
        await asyncio.sleep(0.05)
    return str(posts[0]["ts"])


async def _claimed(agent: Agent, channel: str, card: str, ticket: int) -> float:
    pressed = await agent.press(
        channel, card, action_id="v1:claim", value=f"{ticket}:0", block_id="bench", stale=True
    )  # fmt: skip
    assert pressed["status"] == "acked", pressed
    return float(pressed["ms"])
