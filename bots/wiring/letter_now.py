"""A letter from a pipe, read at once where no product is running that would do it."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from bots.settings import CHANNEL_ID, Settings
from bots.wiring.core import Core, open_core
from bots.wiring.pipe import settled
from bots.wiring.reading import letter_receiver
from core.api.commands import Desk
from core.api.errors import Misconfigured
from core.api.kinds import Door
from core.api.queries import Ask
from core.kinds import Json
from core.outbox.places import Switchboard, switchboard
from core.profile.queues import channels
from core.relay.receive import Intake


async def read_now(settings: Settings, key: str, seconds: float) -> Json | None:
    """What became of it; nothing where another runs, or it takes longer. What is to be told is sent by who runs next.

    Where the agents sit is known for sure by their channels' ids only: with a name, the letter is left to the product.
    """
    if settings.slack_bot_token is not None and not settings.slack_channel_id:
        return None
    try:
        core = await open_core(settings, serve=True)
    except Misconfigured:
        return None
    try:
        if not core.alone or (settings.slack_bot_token is not None and not _all_ids(core)):
            return None
        async with _reading(core):
            return await settled(core.hop, key, seconds)
    finally:
        core.close()


@asynccontextmanager
async def _reading(core: Core) -> AsyncIterator[None]:
    board = _board(core)
    desk, ask = Desk(core.hop, core.profile, board), Ask(core.hop, core.profile)
    intake = Intake(core.hop, letter_receiver(core, desk, ask), core.owner, ask, board)
    async with asyncio.TaskGroup() as tasks:
        tasks.create_task(intake.run())
        try:
            yield
        finally:
            intake.stop()


def _all_ids(core: Core) -> bool:
    return all(CHANNEL_ID.fullmatch(name) for name in channels(core.profile))


def _board(core: Core) -> Switchboard:
    """The doors that the product will open from these settings."""
    settings = core.settings
    mail = settings.smtp_url is not None and settings.mail_from is not None
    out = [*([Door.TELEGRAM] if settings.telegram_token else []), *([Door.MAIL] if mail else [])]
    channel = settings.slack_channel_id if settings.slack_bot_token else None
    if channel is None:
        return Switchboard(tuple(out))
    return switchboard(core.profile, out, channel, {id: id for id in channels(core.profile)})
