"""The customers' door on a real core and a real database file, against the stand-in: agents speak through the core."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

import sqlalchemy as sa

from bots.telegram.bot import TelegramBot, build, open_bot
from bots.wording import Words
from core.clock import Clock
from core.desk import Desk
from core.inbox import store as inbox
from core.kinds import Door, System, TicketId, Visitor
from core.outbox.enqueue import Switchboard
from core.people.commands import SyncStaff
from core.people.person import Member
from core.profile.schema import Profile
from core.relay.deliver import Relay
from core.relay.fetch import Fetch
from core.relay.prepare import Preparation
from core.relay.receive import Intake, Journal
from core.storage.bells import Bells
from core.storage.files import Files
from core.storage.hop import Hop
from core.storage.unit import Unit
from core.views.ask import Ask
from tests.standins.telegram import TelegramStandIn

AGENT = Visitor(Door.SLACK, "U1")


@dataclass
class TelegramDesk:
    hop: Hop
    desk: Desk
    ask: Ask
    telegram: TelegramBot
    relay: Relay
    intake: Intake
    fetch: Fetch
    files: Files

    async def rows(self, query: str) -> list[sa.Row[tuple[object, ...]]]:
        return list(await self.hop.read(lambda conn: conn.exec_driver_sql(query).all()))

    async def one(self, query: str) -> object:
        return (await self.rows(query))[0][0]

    async def quiet(self, seconds: float = 10.0) -> None:
        """Waits until everything that came in is settled and everything that goes out has ended."""
        async with asyncio.timeout(seconds):
            while await self.one(
                "SELECT (SELECT count(*) FROM inbox WHERE state = 'new') + (SELECT count(*) FROM outbox JOIN addresses"
                " ON addresses.id = address_id WHERE state IN ('pending', 'sending') AND door = 'telegram')"
            ):
                await asyncio.sleep(0.05)

    async def newest(self) -> TicketId:
        return TicketId(int(str(await self.one("SELECT max(id) FROM tickets"))))


@asynccontextmanager
async def opened(
    url: sa.URL, profile: Profile, standin: TelegramStandIn, folder: Path, clock: str | None = None
) -> AsyncIterator[TelegramDesk]:
    hop = Hop(url, Clock(clock), Bells())
    board = Switchboard((Door.TELEGRAM,), (Door.SLACK, "C1"))
    desk, ask = Desk(hop, profile, board), Ask(hop, profile)
    bot, id = await open_bot(standin.token, standin.url)
    telegram = build(bot, id, desk, ask, Journal(hop), Words(profile), profile.languages)
    relay = Relay(hop, telegram.channel, Preparation(profile, Files(folder), "epoch", board), board, "t", alone=True)
    intake = Intake(hop, telegram.receiver, "t")
    fetch = Fetch(hop, desk, Files(folder), {Door.TELEGRAM: telegram.fetcher}, 20_000_000)
    members = (Member("U1", "Анна Смирнова", "anna@example.org"), Member("U2", "Борис", "boris@example.org"))
    await desk(SyncStaff(members), System("slack"))
    await hop.unit(lambda unit: _released(unit))
    found = TelegramDesk(hop, desk, ask, telegram, relay, intake, fetch, Files(folder))
    async with asyncio.TaskGroup() as tasks:
        polling = tasks.create_task(telegram.poll.run())
        for work in (relay, intake, fetch):
            tasks.create_task(work.run())
        try:
            yield found
        finally:
            polling.cancel()
            for work in (relay, intake, fetch):
                work.stop()
    await telegram.close()
    hop.close()


def _released(unit: Unit) -> None:
    inbox.release(unit)
