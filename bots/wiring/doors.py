"""Each door, opened and put together from the settings."""

from collections.abc import Callable
from collections.abc import Set as AbstractSet
from dataclasses import dataclass

from aiogram import Bot

from bots.elsewhere import Elsewhere
from bots.email import bot as email
from bots.email.bot import MailBot
from bots.email.mailer import Mailer, open_mailer
from bots.email.understanding.whole import KeptLetters
from bots.links import Links
from bots.settings import Settings
from bots.slack.bot import SlackBot
from bots.slack.lists.ordering import Inviting
from bots.slack.reactions import Emoji
from bots.slack.workspace import Workspace
from bots.telegram.bot import TelegramBot, build, open_bot
from bots.telegram.topic_mode import TopicMode
from bots.wiring.core import Core
from bots.wiring.knocking import signing, slack
from bots.wiring.reading import mail_here
from core.api.commands import Desk
from core.api.kinds import Door, PersonId
from core.api.ports import Journal
from core.api.profile import Profile
from core.api.queries import Ask


@dataclass(frozen=True, slots=True)
class Opened:
    """The other sides that the settings name, each proved."""

    bot: tuple[Bot, int] | None
    workspace: Workspace | None
    mailer: Mailer | None
    topics: TopicMode | None = None
    """Whether each ticket gets a topic of its own in its customer's chat, if the settings allow it."""
    topical: AbstractSet[Door] = frozenset()
    """The doors that have topics now."""


async def opened(settings: Settings, profile: Profile) -> Opened:
    """Raises Misconfigured for the first that cannot open."""
    bot = await telegram(settings)
    topical: set[Door] = set()
    topics = TopicMode(bot[0], topical) if bot is not None and settings.telegram_topics else None
    if topics is not None:
        await topics.look()
    return Opened(bot, await slack(settings, profile), await mail(settings), topics, topical)


async def telegram(settings: Settings) -> tuple[Bot, int] | None:
    if settings.telegram_token is None:
        return None
    return await open_bot(settings.telegram_token.get_secret_value(), settings.telegram_api_url)


async def mail(settings: Settings) -> Mailer | None:
    if settings.smtp_url is None or settings.mail_from is None:
        return None
    return await open_mailer(settings.smtp_url.get_secret_value(), settings.mail_from, signing(settings))


def telegram_bot(
    core: Core, bot: Bot, id: int, desk: Desk, ask: Ask, journal: Journal, links: Links, *,
    topics: TopicMode | None,
) -> TelegramBot:  # fmt: skip
    mail = core.settings.smtp_url is not None
    return build(
        bot, id, desk, ask, journal, core.words, core.profile.languages, links=links, mail=mail, topics=topics,
        groups=core.profile.telegram.groups != "off",
    )  # fmt: skip


def slack_bot(
    core: Core, workspace: Workspace, desk: Desk, ask: Ask, journal: Journal, elsewhere: Elsewhere,
    inviting: Inviting | None,
) -> SlackBot:  # fmt: skip
    talk = core.profile.conversation
    return SlackBot(
        workspace, desk, ask, journal, core.words, core.profile.languages[0], talk.thread == "public",
        core.profile.limits.file_bytes, KeptLetters(core.files), talk.hidden,
        Emoji(talk.take_emoji, talk.resolve_emoji, talk.ticket_emoji), core.profile.prefix, elsewhere, inviting,
    )  # fmt: skip


def mail_bot(
    core: Core, mailer: Mailer, links: Links, chat: Callable[[PersonId], str] | None
) -> MailBot:  # fmt: skip
    """Letters ask for answers only where some way in brings them."""
    settings = core.settings
    here = mail_here(core) if settings.imap_url or settings.mail_listen else None
    return email.build(mailer, links, core.words, core.profile.name, core.epoch, core.hop.clock, here=here, chat=chat)
