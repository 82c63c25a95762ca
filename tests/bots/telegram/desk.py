"""The customers' door on a real core and a real database file, against the stand-in: agents speak through the core."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path

import sqlalchemy as sa

from bots.links import Links
from bots.telegram.bot import TelegramBot, build, open_bot
from bots.telegram.channel import LIMITS
from bots.telegram.topic_mode import TopicMode
from bots.wording import Words
from core.clock import Clock
from core.desk import Desk
from core.inbox import store as inbox
from core.kinds import Command, Door, FileId, Outcome, System, TicketId, Visitor
from core.outbox.places import Switchboard
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
from core.tickets.commands import AddComment, Attachment, FileStored, MoveStatus, OpenTicket
from core.views.ask import Ask
from tests.standins.telegram import Customer, TelegramStandIn

AGENT = Visitor(Door.SLACK, "U1")
UNSETTLED = (
    "SELECT (SELECT count(*) FROM inbox WHERE state = 'new') + (SELECT count(*) FROM outbox JOIN addresses"
    " ON addresses.id = address_id WHERE state IN ('pending', 'sending') AND addresses.door = 'telegram')"
)
LOADING = "SELECT count(*) FROM attachments WHERE state = 'loading'"


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
    standin: TelegramStandIn
    links: Links
    keys: int = 0
    dead: asyncio.Event = field(default_factory=asyncio.Event)

    def cut(self) -> None:
        """Ends the product as a kill does: nothing that is under way is finished."""
        self.dead.set()

    async def rows(self, query: str) -> list[sa.Row[tuple[object, ...]]]:
        return list(await self.hop.read(lambda conn: conn.exec_driver_sql(query).all()))

    async def one(self, query: str) -> object:
        return (await self.rows(query))[0][0]

    async def column(self, query: str) -> list[object]:
        return [row[0] for row in await self.rows(query)]

    async def quiet(self, seconds: float = 20.0, *, files: bool = True) -> None:
        """Waits until everything that was said is journalled and settled, and everything that goes out has ended.

        A file whose fetching was killed is due again after two minutes: `files` says whether to wait for them.
        """
        async with asyncio.timeout(seconds):
            await until(self._heard)
            await until(self._settled)
            await until(self._fetched if files else self._settled)

    async def _heard(self) -> bool:
        return all(update["confirmed"] for update in await self.standin.updates() if not update["expired"])

    async def _settled(self) -> bool:
        return not await self.one(UNSETTLED)

    async def _fetched(self) -> bool:
        return not await self.one(LOADING) and await self._settled()

    async def write(self, statement: str) -> None:
        await self.hop.unit(lambda unit: unit.conn.exec_driver_sql(statement))

    async def give(self, ticket: TicketId, name: str, media_type: str, content: bytes) -> None:
        """A file of an agent, as the agents' door would bring it."""

        async def chunks() -> AsyncIterator[bytes]:
            yield content

        await self.agent(AddComment(ticket, "", (Attachment(name, media_type, {}, len(content)),)))
        file = FileId(int(str(await self.one("SELECT max(id) FROM attachments"))))
        stored = await self.files.keep(chunks(), 20_000_000)
        await self.desk(FileStored(ticket, file, stored.digest, stored.size), System("files"))

    async def newest(self) -> TicketId:
        return TicketId(int(str(await self.one("SELECT max(id) FROM tickets"))))

    async def agent(self, command: Command) -> Outcome:
        self.keys += 1
        return await self.desk(command, AGENT, f"agent:{self.keys}:{command}")

    async def move(self, ticket: TicketId, to: str, comment: str = "") -> None:
        rev = int(str(await self.one(f"SELECT workflow_rev FROM tickets WHERE id = {ticket}")))
        await self.agent(MoveStatus(ticket, to, rev, comment))

    async def said(self) -> list[object]:
        return await self.column("SELECT body FROM messages ORDER BY id")


class Opener:
    """Opens the product; a second time on the same database it is the product after a restart."""

    def __init__(self, url: sa.URL, profile: Profile, folder: Path) -> None:
        self._url = url
        self._profile = profile
        self._folder = folder

    @asynccontextmanager
    async def __call__(self, standin: TelegramStandIn, *, limits: bool = False) -> AsyncIterator[TelegramDesk]:
        hop = Hop(self._url, Clock(None), Bells())
        try:
            found = await self._built(hop, standin, limits=limits)
            try:
                async with running(found):
                    yield found
            finally:
                await found.telegram.close()
        finally:
            hop.close()

    async def _built(self, hop: Hop, standin: TelegramStandIn, *, limits: bool) -> TelegramDesk:
        bot, id = await open_bot(standin.token, standin.url)
        topical: set[Door] = set()
        topics = TopicMode(bot, topical)
        await topics.look()
        board = Switchboard((Door.TELEGRAM, Door.MAIL), (Door.SLACK, "C1"), topics=topical)
        desk, ask, files = Desk(hop, self._profile, board), Ask(hop, self._profile), Files(self._folder)
        languages, pace = self._profile.languages, LIMITS if limits else None
        links = Links("secret", "epoch", None, hop.clock)
        telegram = build(
            bot, id, desk, ask, Journal(hop), Words(self._profile), languages, pace, links, topics=topics,
            groups=self._profile.telegram.groups != "off",
        )  # fmt: skip
        relay = Relay(
            hop, telegram.channel, Preparation(self._profile, files, "epoch", board), board, "t", alone=True
        )  # fmt: skip
        fetch = Fetch(hop, desk, files, {Door.TELEGRAM: telegram.fetcher}, 20_000_000)
        members = (Member("U1", "Анна Смирнова", "anna@example.org"), Member("U2", "Борис", "boris@example.org"))
        await desk(SyncStaff(members), System("slack"))
        await hop.unit(lambda unit: _released(unit))
        intake = Intake(hop, telegram.receiver, "t", ask)
        return TelegramDesk(hop, desk, ask, telegram, relay, intake, fetch, files, standin, links)


@asynccontextmanager
async def running(found: TelegramDesk) -> AsyncIterator[None]:
    async with asyncio.TaskGroup() as tasks:
        polling = tasks.create_task(found.telegram.poll.run())
        watching = tasks.create_task(found.telegram.topics.run()) if found.telegram.topics else None
        working = [tasks.create_task(work.run()) for work in (found.relay, found.intake, found.fetch)]
        try:
            yield
        finally:
            polling.cancel()
            if watching is not None:
                watching.cancel()
            for work in (found.relay, found.intake, found.fetch):
                work.stop()
            for task in working if found.dead.is_set() else ():
                task.cancel()


async def until(holds: Callable[[], Awaitable[bool]]) -> None:
    while True:
        if await holds():
            return
        await asyncio.sleep(0.03)


async def texts(customer: Customer, after: int = 0) -> list[str]:
    """What the bot has said in a chat."""
    return [m["text"] or m["caption"] or "" for m in await customer.chat(after) if m["from"] == "bot"]


async def buttons(customer: Customer) -> list[str]:
    """The buttons of the newest bot message."""
    last = [m for m in await customer.chat() if m["from"] == "bot"][-1]
    return [button["text"] for row in last["buttons"] for button in row]


async def two_tickets(desk: TelegramDesk, ivan: Customer) -> None:
    """The second one through the core, since by free words it would become a comment."""
    await ivan.say("Первый")
    await desk.quiet()
    await desk.desk(OpenTicket("Второй", ""), Visitor(Door.TELEGRAM, str(ivan.id)), "second")
    await desk.quiet()


def _released(unit: Unit) -> None:
    inbox.release(unit)
