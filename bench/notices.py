"""Notices rendered and sent, by channel: the real relay and the real line, with a patient stand-in at its end."""

import asyncio
import statistics
import time
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from bench.ground import PROFILE, Ground, Soil, laid
from bench.table import Table
from bots.email import bot as email
from bots.email.mailer import open_mailer
from bots.email.understanding.whole import KeptLetters
from bots.links import Links
from bots.slack.bot import SlackBot
from bots.slack.workspace import open_workspace
from bots.telegram import bot as telegram
from bots.wording import Words
from core.clock import Clock
from core.desk import Desk
from core.kinds import Door, TicketId, Visitor
from core.outbox.endings import Ending, Sent
from core.outbox.model import Kind
from core.outbox.places import Switchboard
from core.people import store as people
from core.people.person import Proof, Role
from core.profile.load import load
from core.relay.channel import Channel, Delivery, Limits
from core.relay.deliver import Relay
from core.relay.prepare import Preparation
from core.relay.receive import Journal
from core.storage.files import Files
from core.storage.unit import Unit
from core.tickets.commands import AddComment, Mute, OpenTicket, Unmute
from tests.standins.mail import MailStandIn
from tests.standins.slack import SlackStandIn
from tests.standins.telegram import TelegramStandIn

PEOPLE, EACH = 100, 4
ROUNDS = 3
PATIENCE = 120.0
FIRST = 700_000_001
FILE = 20_000_000
ANNA = Visitor(Door.SLACK, "UBENCH", "Анна", "ru")
DESK = load(PROFILE.with_name("telecom.toml"))
"""There a customer can mute a ticket, which nobody is told of but the agents."""

Open = Callable[[Ground], AbstractAsyncContextManager[tuple[Switchboard, Channel]]]


class Counted:
    """The real channel. `done` is set when so many of a kind have been sent."""

    limits: Limits | None = None

    def __init__(self, inner: Channel, kind: Kind, count: int) -> None:
        self.door, self.reconciles, self.bundles = inner.door, inner.reconciles, inner.bundles
        self._inner = inner
        self._kind = kind
        self._left = count
        self.done = asyncio.Event()

    async def deliver(self, delivery: Delivery) -> Ending:
        ending = await self._inner.deliver(delivery)
        if delivery.kind is self._kind and isinstance(ending, Sent):
            self._left -= 1
            if self._left == 0:
                self.done.set()
        return ending


def run(soil: Soil, *, profile: bool = False) -> Iterator[Table]:
    rows = []
    for name, kind, open in CHANNELS:
        rates = [asyncio.run(_measured(soil.copy(), kind, open)) for _ in range(ROUNDS)]
        rows.append((name, PEOPLE * EACH, statistics.median(rates)))
    remark = (
        f"from {PEOPLE} tickets; claimed, rendered, sent and settled. The shared channel is one address, so its lines"
        " go one at a time, and between them the cards that they change"
    )
    yield Table("notices: outbox rows → a stand-in", ("channel", "notices", "a second"), rows, remark)


async def _measured(path: Path, kind: Kind, open: Open) -> float:
    """The receipts, or the cards, go first: they open the line, and are not counted."""
    async with laid(path, DESK) as ground, open(ground) as (board, channel):
        await ground.hop.unit(_peopled)
        desk = Desk(ground.hop, DESK, board)
        tickets = [await _opened(desk, number) for number in range(PEOPLE)]
        await _drained(ground, board, Counted(channel, Kind.CARD if kind is Kind.LOG else kind, PEOPLE), path)
        await (_muted if kind is Kind.LOG else _answered)(desk, tickets)
        begun = time.perf_counter()
        await _drained(ground, board, Counted(channel, kind, PEOPLE * EACH), path)
        return PEOPLE * EACH / (time.perf_counter() - begun)


def _peopled(unit: Unit) -> None:
    for number in range(PEOPLE):
        ivan = people.add(unit, f"Иван {number}", "ru")
        people.link(unit, ivan, Door.TELEGRAM, str(FIRST + number), Proof.CHANNEL)
        people.link(unit, ivan, Door.MAIL, f"ivan{number}@example.org", Proof.CODE)
    anna = people.add(unit, ANNA.name, "ru")
    people.link(unit, anna, Door.SLACK, ANNA.external_id, Proof.WORKSPACE)
    people.grant(unit, anna, Role.AGENT, "bench")


def _ivan(number: int) -> Visitor:
    return Visitor(Door.TELEGRAM, str(FIRST + number))


async def _opened(desk: Desk, number: int) -> TicketId:
    outcome = await desk(OpenTicket("Не проходят звонки", "С утра не проходит ни один звонок"), _ivan(number))
    assert outcome.ticket is not None
    return outcome.ticket


async def _answered(desk: Desk, tickets: list[TicketId]) -> None:
    for number in range(EACH):
        for ticket in tickets:
            await desk(AddComment(ticket, f"Проверили линию, {number + 1}-й раз: помогло ли?"), ANNA)


async def _muted(desk: Desk, tickets: list[TicketId]) -> None:
    for number in range(EACH):
        for whose, ticket in enumerate(tickets):
            await desk(Unmute(ticket) if number % 2 else Mute(ticket), _ivan(whose))


async def _drained(ground: Ground, board: Switchboard, channel: Counted, path: Path) -> None:
    prepare = Preparation(DESK, Files(path.parent / "files"), path.stem, board)
    relay = Relay(ground.hop, channel, prepare, board, "bench", alone=True)
    async with asyncio.timeout(PATIENCE), asyncio.TaskGroup() as tasks:
        tasks.create_task(relay.run())
        await channel.done.wait()
        relay.stop()


@asynccontextmanager
async def _by_telegram(ground: Ground) -> AsyncIterator[tuple[Switchboard, Channel]]:
    async with TelegramStandIn(limits=False) as standin:
        users = [await standin.user(f"Иван {number}", id=FIRST + number) for number in range(PEOPLE)]
        await standin.say_all([(user, "/start") for user in users])
        bot, id = await telegram.open_bot(standin.token, standin.url)
        words, journal = Words(DESK), Journal(ground.hop)
        made = telegram.build(bot, id, ground.desk, ground.ask, journal, words, DESK.languages, None)
        yield Switchboard((Door.TELEGRAM,)), made.channel
        await made.close()


@asynccontextmanager
async def _by_mail(ground: Ground) -> AsyncIterator[tuple[Switchboard, Channel]]:
    async with MailStandIn() as standin:
        links = Links("bench", "e1", "http://bench.example", Clock())
        mailer = await open_mailer(standin.smtp, "desk@bench.example")
        made = email.build(mailer, links, Words(DESK), DESK.name, "bench", Clock(), limits=None)
        yield Switchboard((Door.MAIL,)), made.channel
        await made.close()


@asynccontextmanager
async def _in_slack(ground: Ground) -> AsyncIterator[tuple[Switchboard, Channel]]:
    with TemporaryDirectory() as folder:
        kept = KeptLetters(Files(Path(folder)))
    async with SlackStandIn(limits=False) as standin:
        channel = await standin.channel("triage")
        workspace = await open_workspace(standin.bot_token, standin.app_token, standin.api, channel)
        words, journal = Words(DESK), Journal(ground.hop)
        made = SlackBot(workspace, ground.desk, ground.ask, journal, words, "ru", False, FILE, kept)
        yield Switchboard((), (Door.SLACK, workspace.channel)), made.channel
        await workspace.close()


CHANNELS: tuple[tuple[str, Kind, Open], ...] = (
    ("Telegram", Kind.NOTICE, _by_telegram),
    ("mail", Kind.NOTICE, _by_mail),
    ("Slack, log lines", Kind.LOG, _in_slack),
)
