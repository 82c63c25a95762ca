"""Each door, opened and put together from the settings."""

from dataclasses import dataclass

from aiogram import Bot

from bots.email import bot as email
from bots.email.bot import MailBot
from bots.email.mailer import Mailer, open_mailer
from bots.links import Links
from bots.settings import Settings
from bots.slack.bot import SlackBot
from bots.slack.workspace import Workspace, open_workspace
from bots.telegram.bot import TelegramBot, build, open_bot
from bots.wiring.core import Core
from core.api.commands import Desk
from core.api.ports import Journal
from core.api.queries import Ask


@dataclass(frozen=True, slots=True)
class Opened:
    """The other sides that the settings name, each proved."""

    bot: tuple[Bot, int] | None
    workspace: Workspace | None
    mailer: Mailer | None


async def opened(settings: Settings) -> Opened:
    """Raises Misconfigured for the first that cannot open."""
    return Opened(await telegram(settings), await slack(settings), await mail(settings))


async def telegram(settings: Settings) -> tuple[Bot, int] | None:
    if settings.telegram_token is None:
        return None
    return await open_bot(settings.telegram_token.get_secret_value(), settings.telegram_api_url)


async def slack(settings: Settings) -> Workspace | None:
    if settings.slack_bot_token is None or settings.slack_channel is None:
        return None
    app, signing = settings.slack_app_token, settings.slack_signing_secret
    return await open_workspace(
        settings.slack_bot_token.get_secret_value(),
        app.get_secret_value() if app else None,
        settings.slack_api_url,
        settings.slack_channel,
        signing.get_secret_value() if signing and settings.slack_over_http else None,
    )


async def mail(settings: Settings) -> Mailer | None:
    if settings.smtp_url is None or settings.mail_from is None:
        return None
    return await open_mailer(settings.smtp_url.get_secret_value(), settings.mail_from)


async def telegram_bot(core: Core, bot: Bot, id: int, desk: Desk, ask: Ask, journal: Journal) -> TelegramBot:
    mail = core.settings.smtp_url is not None
    made = build(bot, id, desk, ask, journal, core.words, core.profile.languages, mail=mail)
    await made.announce(core.words, core.profile.languages)
    return made


def slack_bot(core: Core, workspace: Workspace, desk: Desk, ask: Ask, journal: Journal) -> SlackBot:
    return SlackBot(
        workspace, desk, ask, journal, core.words, core.profile.languages[0],
        core.profile.conversation.thread == "public", core.profile.limits.file_bytes,
    )  # fmt: skip


def mail_bot(core: Core, mailer: Mailer, links: Links) -> MailBot:
    return email.build(mailer, links, core.words, core.profile.name, core.epoch, core.hop.clock)
