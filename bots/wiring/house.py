"""The doors that the settings name, and everything that runs behind them."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field, replace
from functools import partial
from typing import Protocol

from bots.email.bot import MailBot
from bots.email.understanding.files import LetterFiles
from bots.links import Links, chat
from bots.slack.bot import SlackBot
from bots.slack.workspace import Workspace
from bots.telegram.bot import TelegramBot
from bots.web.server import WebServer
from bots.web.spool import Spool
from bots.wiring import replicas
from bots.wiring.core import Core
from bots.wiring.doors import Opened, mail_bot, opened, slack_bot, telegram_bot
from bots.wiring.letters import WaysIn, open_ways_in, reading
from bots.wiring.orders import Shop
from bots.wiring.pages import web_server
from bots.wiring.reading import letter_receiver
from bots.wiring.rehearsing import elsewhere
from core.api.commands import Desk
from core.api.kinds import Door, PersonId
from core.api.ports import Channel, Fetcher, Journal, Receiver
from core.api.queries import Ask
from core.jobs import Jobs
from core.outbox.places import Switchboard, switchboard
from core.relay.deliver import Relay
from core.relay.fetch import Fetch
from core.relay.orders import Orders
from core.relay.prepare import Preparation
from core.relay.receive import Intake
from core.storage import instance


class Stoppable(Protocol):
    """Runs until told to stop, and then finishes what it has begun."""

    async def run(self) -> None: ...

    def stop(self) -> None: ...


@dataclass(slots=True)
class House:
    """Everything that runs. `stoppable` take nothing new when told, `endless` are simply cancelled."""

    core: Core
    desk: Desk
    ask: Ask
    journal: Journal
    links: Links
    telegram: TelegramBot | None = None
    slack: SlackBot | None = None
    workspace: Workspace | None = None
    mail: MailBot | None = None
    web: WebServer | None = None
    spool: Spool | None = None
    shop: Shop | None = None
    letters: WaysIn = field(default_factory=WaysIn)
    stoppable: list[Stoppable] = field(default_factory=list)
    endless: list[Callable[[], Awaitable[None]]] = field(default_factory=list)

    async def close(self) -> None:
        for door in (self.web, self.letters, self.telegram, self.workspace, self.mail, self.shop):
            if door is not None:
                await door.close()


async def open_house(core: Core) -> House:
    """Opens the doors that the settings name. Raises Misconfigured for the first that cannot open."""
    doors = await opened(core.settings, core.profile)
    board = _board(core, doors)
    desk, ask = Desk(core.hop, core.profile, board), Ask(core.hop, core.profile)
    links = Links(core.secret, core.epoch, core.settings.web_url, core.hop.clock)
    house = House(core, desk, ask, Journal(core.hop), links, workspace=doors.workspace)
    inviting = name = None
    if doors.bot is not None:
        house.telegram = telegram_bot(core, *doors.bot, desk, ask, house.journal, links, topics=doors.topics)
        name = await _called(core, house.telegram)
        inviting = partial(_invitation, name, links)
    if doors.mailer is not None:
        house.mail = mail_bot(core, doors.mailer, links, partial(_mailed, name, links) if name else None)
    if doors.workspace is not None:
        others = elsewhere(core, house.telegram, house.mail)
        house.slack = slack_bot(core, doors.workspace, house.desk, house.ask, house.journal, others, inviting)
        house.stoppable.append(house.slack)
    house.letters = await open_ways_in(core, house.journal)
    if core.settings.web_url is not None:
        house.spool = Spool(core.settings.files_path / "uploads", core.profile.limits.file_bytes)
        house.web = await web_server(core, desk, ask, links, house.spool, house.letters, house.telegram, house.slack)
        house.stoppable.append(house.web)
        house.endless.append(house.spool.run)
    _listen(house)
    _furnish(house, board)
    return house


async def _called(core: Core, telegram: TelegramBot) -> str:
    """What the bot is called; remembered for the invitations that are made on the machine."""
    name = (await telegram.bot.me()).username or ""
    await core.hop.unit(lambda unit: instance.keep(unit, instance.CHAT, name))
    return name


def _invitation(name: str, links: Links, id: int) -> str:
    return chat(name, links.invitation(id))


def _mailed(name: str, links: Links, person: PersonId) -> str:
    """Into the chat by a letter (X4)."""
    return chat(name, links.mailed(person))


def _board(core: Core, doors: Opened) -> Switchboard:
    out = [*([Door.TELEGRAM] if doors.bot else []), *([Door.MAIL] if doors.mailer else [])]
    topics = doors.topical
    if doors.workspace is None:
        return Switchboard(tuple(out), topics=topics)
    return replace(switchboard(core.profile, out, doors.workspace.channel, doors.workspace.places), topics=topics)


def _listen(house: House) -> None:
    """Telegram is polled by one replica, or calls whichever its address leads to."""
    core, telegram = house.core, house.telegram
    if not core.alone:
        house.endless.append(lambda: replicas.hear(core.hop.url, core.hop.bells))
    if house.letters.listener is not None:
        house.stoppable.append(house.letters.listener)
    if house.letters.reader is not None:
        house.endless.append(reading(core, house.letters.reader))
    if telegram is None:
        return
    house.endless.append(telegram.showing.run)
    if telegram.topics is not None:
        house.endless.append(telegram.topics.run)
    if core.settings.telegram_mode == "webhook":
        house.endless.append(telegram.webhook.watch)
    elif core.alone:
        house.endless.append(telegram.poll.run)
    else:
        name = f"telegram:{telegram.bot.id}"
        house.endless.append(lambda: replicas.lead(core.hop.url, name, telegram.poll.run))


def _furnish(house: House, board: Switchboard) -> None:
    core = house.core
    channels: list[Channel] = [bot.channel for bot in (house.telegram, house.slack, house.mail) if bot]
    receivers: list[Receiver] = [bot.receiver for bot in (house.telegram, house.slack) if bot]
    receivers.append(letter_receiver(core, house.desk, house.ask))
    fetchers: list[Fetcher] = [bot.fetcher for bot in (house.telegram, house.slack) if bot]
    fetchers.append(LetterFiles(core.files))
    fetchers += [house.spool] if house.spool else []
    prepare = Preparation(core.profile, core.files, core.epoch, board)
    relays = [Relay(core.hop, channel, prepare, board, core.owner, alone=core.alone) for channel in channels]
    intakes = [Intake(core.hop, receiver, core.owner, house.ask, board) for receiver in receivers]
    limit = core.profile.limits.file_bytes
    fetch = Fetch(core.hop, house.desk, core.files, {fetcher.door: fetcher for fetcher in fetchers}, limit)
    house.stoppable += [*intakes, *relays, fetch]
    if core.profile.lookup is not None:
        token = core.settings.lookup_token
        house.shop = Shop(token.get_secret_value() if token else None, core.settings.lookup_hosts)
        house.stoppable.append(Orders(core.hop, house.desk, core.profile.lookup, house.shop))
    house.endless.append(Jobs(core.hop, house.desk, relays, core.files).run)
