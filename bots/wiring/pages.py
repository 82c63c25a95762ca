"""The web of the house, put together: pages, webhooks, and the answer to whoever watches over it."""

from collections.abc import Mapping

import sqlalchemy as sa

from bots.links import Links, derived
from bots.slack.bot import SlackBot
from bots.telegram.bot import TelegramBot
from bots.web.app import build
from bots.web.hooks import Hooks, TelegramHook
from bots.web.server import WebServer
from bots.web.spool import Spool
from bots.wiring.core import Core
from bots.wiring.letters import WaysIn
from core.api.commands import Desk
from core.api.queries import Ask


async def web_server(
    core: Core,
    desk: Desk,
    ask: Ask,
    links: Links,
    spool: Spool,
    letters: WaysIn,
    telegram: TelegramBot | None,
    slack: SlackBot | None,
) -> WebServer:
    """Listens before Telegram is told where to call, so that no call meets a closed door."""
    hook = await _hook(core, telegram)
    called = slack.http if slack is not None and core.settings.slack_over_http else None
    hooks = Hooks(hook, called, lambda: _ready(core, letters, telegram, slack))
    server = WebServer(
        build(desk, ask, links, core.words, core.profile, spool, core.files.path, hooks), core.settings.web_listen
    )
    await server.open()
    if hook is not None and telegram is not None:
        await telegram.webhook.open(f"{str(core.settings.web_url).rstrip('/')}/telegram/{hook.path}", hook.secret)
    return server


async def _hook(core: Core, telegram: TelegramBot | None) -> TelegramHook | None:
    if telegram is None or core.settings.telegram_mode != "webhook":
        return None
    path, secret = derived(core.secret, "telegram path"), derived(core.secret, "telegram secret")
    return TelegramHook(path, secret, telegram.webhook.accept)


async def _ready(
    core: Core, letters: WaysIn, telegram: TelegramBot | None, slack: SlackBot | None
) -> Mapping[str, object]:
    """The database answers, and every way in can be heard (faults I6)."""
    await core.hop.read(lambda conn: conn.execute(sa.select(1)).scalar_one())
    polled = telegram is not None and core.settings.telegram_mode == "poll"
    ways = {
        "telegram": not polled or (telegram is not None and telegram.poll.healthy),
        "slack": slack is None or core.settings.slack_over_http or slack.healthy(),
        "mail": letters.healthy,
    }
    return {"ready": all(ways.values()), "writers_waiting": core.hop.depth(), **ways}
