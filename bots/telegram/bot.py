"""The customers' door, put together: way in, dialogue, way out."""

from dataclasses import dataclass

from aiogram import Bot
from aiogram.client.session.aiohttp import AiohttpSession
from aiogram.client.telegram import TelegramAPIServer
from aiogram.exceptions import TelegramAPIError, TelegramNetworkError, TelegramUnauthorizedError
from aiogram.utils.token import TokenValidationError

from bots.links import Links
from bots.telegram import proof
from bots.telegram.channel import LIMITS, TelegramChannel
from bots.telegram.files import TelegramFetcher
from bots.telegram.poll import Poll
from bots.telegram.receive import TelegramReceiver
from bots.telegram.routes.table import dispatcher
from bots.telegram.screens import Screens
from bots.telegram.showing import Showing
from bots.telegram.topic_mode import TopicMode
from bots.telegram.webhook import Webhook
from bots.wording import Words
from core.api.commands import Desk
from core.api.ports import Journal, Limits
from core.api.queries import Ask


async def open_bot(token: str, api_url: str) -> tuple[Bot, int]:
    """The bot and its id, with its token proved. Raises Misconfigured in one line where it cannot work."""
    session = AiohttpSession(api=TelegramAPIServer.from_base(api_url.rstrip("/")))
    try:
        bot = Bot(token, session=session)
    except TokenValidationError:
        raise proof.no_token() from None
    try:
        return bot, (await bot.me()).id
    except TelegramUnauthorizedError:
        problem = proof.refused()
    except TelegramNetworkError as error:
        problem = proof.silent(error.message)
    except TelegramAPIError as error:
        problem = proof.wrong(error.message)
    await bot.session.close()
    raise problem


@dataclass(slots=True)
class TelegramBot:
    """Everything that the wiring needs of this door. Only one of `poll` and `webhook` is let run."""

    bot: Bot
    poll: Poll
    webhook: Webhook
    receiver: TelegramReceiver
    channel: TelegramChannel
    fetcher: TelegramFetcher
    showing: Showing
    topics: TopicMode | None

    async def close(self) -> None:
        await self.bot.session.close()


def build(
    bot: Bot, id: int, desk: Desk, ask: Ask, journal: Journal, words: Words, languages: tuple[str, ...],
    limits: Limits | None = LIMITS, links: Links | None = None, *, mail: bool = True,
    topics: TopicMode | None = None, groups: bool = False,
) -> TelegramBot:  # fmt: skip
    """`mail` says that the desk has letters as another way; without `links` no invitation can be read.

    `topics`: while they are on, each ticket has a topic of its own; None where the settings do without them. `groups`:
    the desk answers in group chats, too.
    """
    source, screens = f"telegram:{id}", Screens(ask, words, languages, mail=mail, links=links, bot=bot.me)
    return TelegramBot(
        bot=bot,
        poll=Poll(bot, journal, source),
        webhook=Webhook(bot, journal, source),
        receiver=TelegramReceiver(bot, dispatcher(), desk, ask, words, screens, source, links, topics=topics),
        channel=TelegramChannel(bot, ask, screens, words, limits, topics),
        fetcher=TelegramFetcher(bot),
        showing=Showing(bot, words, languages, groups=groups),
        topics=topics,
    )
