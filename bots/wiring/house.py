"""The doors that the settings name, and everything that runs behind them."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from typing import Protocol

from aiogram import Bot

from bots.settings import Settings
from bots.slack.bot import SlackBot
from bots.slack.workspace import Workspace, open_workspace
from bots.telegram.bot import TelegramBot, build, open_bot
from bots.wiring.core import Core
from core.api.commands import Desk
from core.api.kinds import Door
from core.api.ports import Channel, Fetcher, Journal, Receiver
from core.api.queries import Ask
from core.jobs import Jobs
from core.outbox.enqueue import Switchboard
from core.relay.deliver import Relay
from core.relay.fetch import Fetch
from core.relay.prepare import Preparation
from core.relay.receive import Intake

MEGABYTE = 1_000_000


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
    telegram: TelegramBot | None = None
    slack: SlackBot | None = None
    workspace: Workspace | None = None
    stoppable: list[Stoppable] = field(default_factory=list)
    endless: list[Callable[[], Awaitable[None]]] = field(default_factory=list)

    async def close(self) -> None:
        if self.telegram is not None:
            await self.telegram.close()
        if self.workspace is not None:
            await self.workspace.close()


async def open_house(core: Core) -> House:
    """Opens the doors that the settings name. Raises Misconfigured for the first that cannot open."""
    settings = core.settings
    bot = await _telegram(settings)
    workspace = await _slack(settings)
    staff = (Door.SLACK, workspace.channel) if workspace else None
    board = Switchboard((Door.TELEGRAM,) if bot else (), staff)
    house = House(core, Desk(core.hop, core.profile, board), Ask(core.hop, core.profile), Journal(core.hop))
    house.workspace = workspace
    channels: list[Channel] = []
    receivers: list[Receiver] = []
    fetchers: list[Fetcher] = []
    if bot is not None:
        languages = core.profile.languages
        house.telegram = build(*bot, house.desk, house.ask, house.journal, core.words, languages)
        await house.telegram.announce(core.words, languages)
        channels.append(house.telegram.channel)
        receivers.append(house.telegram.receiver)
        fetchers.append(house.telegram.fetcher)
        house.endless.append(house.telegram.poll.run)
    if workspace is not None:
        house.slack = _slack_bot(core, house, workspace)
        channels.append(house.slack.channel)
        receivers.append(house.slack.receiver)
        fetchers.append(house.slack.fetcher)
        house.stoppable.append(house.slack)
    _furnish(house, board, channels, receivers, fetchers)
    return house


def _furnish(
    house: House, board: Switchboard, channels: list[Channel], receivers: list[Receiver], fetchers: list[Fetcher]
) -> None:
    core = house.core
    prepare = Preparation(core.profile, core.files, core.epoch, board)
    relays = [Relay(core.hop, channel, prepare, board, core.owner, alone=core.alone) for channel in channels]
    intakes = [Intake(core.hop, receiver, core.owner, house.ask) for receiver in receivers]
    limit = core.profile.limits.file_mb * MEGABYTE
    fetch = Fetch(core.hop, house.desk, core.files, {fetcher.door: fetcher for fetcher in fetchers}, limit)
    house.stoppable += [*intakes, *relays, fetch]
    house.endless.append(Jobs(core.hop, house.desk, relays).run)


async def _telegram(settings: Settings) -> tuple[Bot, int] | None:
    if settings.telegram_token is None:
        return None
    return await open_bot(settings.telegram_token.get_secret_value(), settings.telegram_api_url)


async def _slack(settings: Settings) -> Workspace | None:
    if settings.slack_bot_token is None or settings.slack_app_token is None or settings.slack_channel is None:
        return None
    return await open_workspace(
        settings.slack_bot_token.get_secret_value(),
        settings.slack_app_token.get_secret_value(),
        settings.slack_api_url,
        settings.slack_channel,
    )


def _slack_bot(core: Core, house: House, workspace: Workspace) -> SlackBot:
    return SlackBot(
        workspace,
        house.desk,
        house.ask,
        house.journal,
        core.words,
        core.profile.languages[0],
        core.profile.conversation.thread == "public",
        core.epoch,
        core.profile.limits.file_mb * MEGABYTE,
    )
