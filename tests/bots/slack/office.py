"""A whole desk for one test: the core on a SQLite file, the Slack bot in this process, the stand-in beside it."""

import asyncio
import re
import shutil
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from fastapi import FastAPI

from bots.elsewhere import NOWHERE, Elsewhere
from bots.email.understanding.whole import KeptLetters
from bots.slack.actions import Actions
from bots.slack.admin.drawing import Pages
from bots.slack.admin.rooms import Rooms
from bots.slack.bot import SlackBot
from bots.slack.hurry import Hurry
from bots.slack.lists.command import Command
from bots.slack.lists.deeds import Lists
from bots.slack.lists.looking import Looking
from bots.slack.lists.ordering import Ordering
from bots.slack.lists.showing import Showing
from bots.slack.making.deeds import Making
from bots.slack.opening import Opening
from bots.slack.presence import Presence
from bots.slack.previewing import Preview
from bots.slack.reactions import Emoji
from bots.slack.receipts import Receipts
from bots.slack.redrawing import Redrawing
from bots.slack.registering import Refusing
from bots.slack.staff import Staff
from bots.slack.voice import Voice
from bots.slack.workspace import Workspace, open_workspace
from bots.web.server import WebServer
from bots.wording import Words
from core.clock import Clock
from core.desk import Desk
from core.kinds import Door, TicketId, Visitor
from core.outbox.endings import Ending, Sent
from core.outbox.places import switchboard
from core.profile.load import load
from core.profile.queues import channels
from core.profile.schema import Profile
from core.relay.channel import Delivery, FetchFailed, Limits
from core.relay.deliver import Relay
from core.relay.fetch import Fetch
from core.relay.prepare import Preparation
from core.relay.receive import Intake, Journal
from core.storage.bells import Bells
from core.storage.engine import normalise
from core.storage.files import Files
from core.storage.hop import Hop
from core.tickets.commands import OpenTicket
from core.views.ask import Ask
from core.views.queries import ReadTicket, WhoAmI
from core.views.shapes import MessageView, TicketCard
from tests.standins.slack import Agent, ControlError, Json, SlackStandIn
from tests.template import template

PROFILES = Path(__file__).parents[3] / "profiles"
EMOJI = Emoji("eyes", "white_check_mark", "ticket")
IVAN = Visitor(Door.TELEGRAM, "100", "Иван", "ru")


class Pocket:
    """One end of the customer's: keeps what arrives there, and ends deliveries as the test wants."""

    limits: Limits | None = None
    reconciles = False

    def __init__(self, door: Door = Door.TELEGRAM) -> None:
        self.door = door
        self.bundles = door is Door.MAIL
        self.got: list[Delivery] = []
        self.ending: Ending = Sent("1")

    async def deliver(self, delivery: Delivery) -> Ending:
        self.got.append(delivery)
        return self.ending


class Cupboard:
    """Contents that customers send: what the source names."""

    door = Door.TELEGRAM

    async def fetch(self, source: Any) -> AsyncIterator[bytes]:
        if "lost" in source:
            raise FetchFailed(source["lost"])
        yield source["content"].encode()


@dataclass
class Office:
    slack: SlackStandIn
    channel: str
    anna: Agent
    boris: Agent
    hop: Hop
    desk: Desk
    ask: Ask
    bot: SlackBot
    workspace: Workspace
    pocket: Pocket
    letters: Pocket
    files: Files
    url: str = ""
    """Where it answers HTTP requests, if it does."""

    @property
    def actions(self) -> Actions:
        """The deeds behind the buttons, for an app of the test's own."""
        voice = Voice(self.workspace.client, dictionary(), "ru")
        staff, hurry = Staff(self.workspace, self.desk, self.ask), Hurry(self.desk, Journal(self.hop))
        presence = Presence(self.workspace.client, self.desk, self.ask, staff, voice, NOWHERE)
        preview, receipts = (
            Preview(self.workspace.client, self.ask, Showing(staff, voice), NOWHERE),
            Receipts(self.desk),
        )
        opening = Opening(self.workspace.client, self.ask, staff, voice, KeptLetters(self.files), presence, receipts)
        redrawing = Redrawing(self.workspace.client, self.ask, staff, voice)
        refusing = Refusing(self.workspace.client, staff, voice)
        return Actions(opening, redrawing, refusing, presence, preview, staff, voice, hurry, 1)

    @property
    def command(self) -> Command:
        """The lists, likewise."""
        voice, staff = Voice(self.workspace.client, dictionary(), "ru"), Staff(self.workspace, self.desk, self.ask)
        looking, showing = Looking(self.ask, dictionary()), Showing(staff, voice)
        presence = Presence(self.workspace.client, self.desk, self.ask, staff, voice, NOWHERE)
        lists = Lists(self.workspace.client, looking, showing, presence, Receipts(self.desk), staff)
        making = Making(self.workspace.client, self.ask, staff, voice, KeptLetters(self.files))
        ordering = Ordering(self.desk, dictionary(), None)
        return Command(lists, making, staff, voice, dictionary(), "HD", ordering, self.rooms.window)

    @property
    def rooms(self) -> Rooms:
        """And the windows of administration."""
        voice, staff = Voice(self.workspace.client, dictionary(), "ru"), Staff(self.workspace, self.desk, self.ask)
        pages, hurry = Pages(self.ask, staff), Hurry(self.desk, Journal(self.hop))
        return Rooms(self.workspace.client, pages, Showing(staff, voice), staff, voice, hurry)

    async def open(self, subject: str = "Не печатает", body: str = "", **more: Any) -> TicketId:
        by = more.pop("by", IVAN)
        outcome = await self.desk(OpenTicket(subject, body, **more), by)
        assert outcome.ticket is not None
        return outcome.ticket

    async def card(self, ticket: TicketId, shows: str = "", within: float = 10) -> Json:
        """The ticket's card in the channel, once it shows the words."""
        async with asyncio.timeout(within):
            while True:
                for message in await self.slack.messages(self.channel):
                    if named(ticket, message["plain"]) and not message.get("thread_ts") and shows in message["plain"]:
                        return message
                await asyncio.sleep(0.03)

    async def cards(self) -> list[Json]:
        return [m for m in await self.slack.messages(self.channel) if not m.get("thread_ts") and m.get("bot_id")]

    async def thread(self, ticket: TicketId) -> list[Json]:
        card = await self.card(ticket)
        return (await self.slack.messages(self.channel, card["ts"]))[1:]

    async def said(self, ticket: TicketId, words: str) -> Json:
        """The post in the ticket's thread that shows the words."""
        card = await self.card(ticket)
        return await self.anna.sees(self.channel, words, thread=card["ts"])

    async def seen_by(self, agent: Agent, ticket: TicketId) -> tuple[TicketCard, list[MessageView]]:
        page = await self.ask(ReadTicket(ticket, most=50), Visitor(Door.SLACK, agent.id))
        return page.card, list(page.messages.items)

    async def until(self, true: Any, within: float = 10) -> Any:
        """The first truthy answer of an async question."""
        async with asyncio.timeout(within):
            while not (answer := await true()):  # noqa: ASYNC110
                await asyncio.sleep(0.03)
            return answer

    async def spoken(self, ticket: TicketId, words: str, by: Agent | None = None) -> MessageView:
        """The message of the ticket with these words."""

        async def found() -> MessageView | None:
            _, messages = await self.seen_by(by or self.anna, ticket)
            return next((one for one in messages if words in one.body), None)

        message = await self.until(found)
        assert isinstance(message, MessageView)
        return message

    async def receipt(self) -> None:
        """Returns when the customer has heard that the ticket is registered."""

        async def got() -> bool:
            return bool(self.pocket.got)

        await self.until(got)

    async def staffed(self) -> None:
        """Returns when the members of the channel are agents."""
        await self.slack.connected(0 if self.url else 2)

        async def synced() -> bool:
            return (await self.ask(WhoAmI(), Visitor(Door.SLACK, self.boris.id))).staff

        await self.until(synced)


def named(ticket: TicketId, text: str) -> bool:
    return re.match(rf"[A-Z]+-{ticket}\b", text) is not None


def profile_of(desk: str = "default", **conversation: str) -> Profile:
    profile = load(PROFILES / f"{desk}.toml")
    return profile.model_copy(update={"conversation": profile.conversation.model_copy(update=conversation)})


@cache
def dictionary(desk: str = "default") -> Words:
    """Every word, read once."""
    return Words(profile_of(desk))


@asynccontextmanager
async def office(
    slack: SlackStandIn, folder: Path, *, desk: str = "default", thread: str = "internal", paced: bool = False,
    after: Office | None = None, signing_secret: str | None = None, profile: Profile | None = None,
    clock: Clock | None = None, elsewhere: Elsewhere = NOWHERE, usergroup: str | None = None,
) -> AsyncIterator[Office]:  # fmt: skip
    """Starts everything and, at the end, finds nothing that Slack would have complained of.

    `after` was there before, in the same folder and the same channel. With a `signing_secret` no socket is opened, and
    Slack sends signed requests.
    """
    given, earlier = profile, len(await slack.violations())
    profile = given or profile_of(desk, thread=thread)
    anna = after.anna if after else await slack.agent("Анна", "anna@example.org")
    boris = after.boris if after else await slack.agent("Борис", "boris@example.org")
    place = after.channel if after else await slack.channel("triage", members=[anna, boris])
    for name in () if after or given else channels(profile):
        with suppress(ControlError):
            await slack.channel(name, members=[anna, boris])
    if after is None:
        shutil.copy(template(), folder / "desk.db")
    url = normalise(f"sqlite:///{folder / 'desk.db'}")
    app_token, queues = None if signing_secret else slack.app_token, channels(profile)
    strict = {name: queue.private for name, queue in queues.items()}
    workspace = await open_workspace(
        slack.bot_token, app_token, slack.api, place, signing_secret, strict, usergroup
    )  # fmt: skip
    hop = Hop(url, clock or Clock(), Bells())
    board = switchboard(profile, (Door.TELEGRAM, Door.MAIL), place, workspace.places)
    core, ask, files, words = (
        Desk(hop, profile, board),
        Ask(hop, profile),
        Files(folder / "files"),
        Words(given) if given else dictionary(desk),
    )
    limit = profile.limits.file_mb * 2**20
    hidden = profile.conversation.hidden
    bot = SlackBot(
        workspace,
        core,
        ask,
        Journal(hop),
        words,
        "ru",
        thread == "public",
        limit,
        KeptLetters(files),
        hidden,
        EMOJI,
        profile.prefix,
        elsewhere,
        lambda id: f"https://t.me/desk_bot?start=i{id}",
    )
    if not paced:
        bot.channel.limits = None
    pocket, letters = Pocket(), Pocket(Door.MAIL)
    prepare = Preparation(profile, files, "epoch", board)
    parts = [
        bot,
        *(Relay(hop, way, prepare, board, "test", alone=True) for way in (bot.channel, pocket, letters)),
        Intake(hop, bot.receiver, "test", ask),
        Fetch(hop, core, files, {Door.SLACK: bot.fetcher, Door.TELEGRAM: Cupboard()}, limit),
    ]
    try:
        async with asyncio.TaskGroup() as tasks:
            for part in parts:
                tasks.create_task(part.run())  # type: ignore[attr-defined]
            made = Office(slack, place, anna, boris, hop, core, ask, bot, workspace, pocket, letters, files)
            try:
                async with _listening(made, signing_secret):
                    await made.staffed()
                    yield made
            finally:
                for part in reversed(parts):
                    part.stop()  # type: ignore[attr-defined]
    finally:
        await workspace.close()
        hop.close()
    violations, bans = (await slack.violations())[earlier:], await slack.bans()
    assert not violations and not bans, f"{violations} {bans}"


@asynccontextmanager
async def _listening(made: Office, signing_secret: str | None) -> AsyncIterator[None]:
    """Slack is told where the bot answers, and believes it when its challenge comes back."""
    if made.bot.http is None or signing_secret is None:
        yield
        return
    web = FastAPI()
    web.add_route("/slack/events", made.bot.http, methods=["POST"])
    server = WebServer(web, "127.0.0.1:0")
    await server.open()
    async with asyncio.TaskGroup() as tasks:
        tasks.create_task(server.run())
        made.url = f"http://127.0.0.1:{server.port}/slack/events"
        await made.slack.over_http(made.url, signing_secret)
        try:
            yield
        finally:
            await made.slack.over_sockets()
            server.stop()
