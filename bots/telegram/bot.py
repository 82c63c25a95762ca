"""The customers' door, put together: way in, dialogue, way out."""

from dataclasses import dataclass

from aiogram import Bot
from aiogram.client.session.aiohttp import AiohttpSession
from aiogram.client.telegram import TelegramAPIServer
from aiogram.exceptions import TelegramAPIError, TelegramNetworkError, TelegramUnauthorizedError
from aiogram.types import BotCommand
from aiogram.utils.token import TokenValidationError

from bots.telegram.channel import LIMITS, TelegramChannel
from bots.telegram.files import TelegramFetcher
from bots.telegram.poll import Poll
from bots.telegram.receive import TelegramReceiver
from bots.telegram.routes.table import dispatcher
from bots.telegram.screens import Screens
from bots.telegram.webhook import Webhook
from bots.wording import Words
from core.api.commands import Desk
from core.api.errors import Misconfigured
from core.api.ports import Journal, Limits
from core.api.queries import Ask

COMMANDS = ("new", "tickets", "notices", "language", "help", "cancel")
OF_MAIL = ("notices",)


async def open_bot(token: str, api_url: str) -> tuple[Bot, int]:
    """The bot and its id, with its token proved. Raises Misconfigured in one line where it cannot work."""
    session = AiohttpSession(api=TelegramAPIServer.from_base(api_url.rstrip("/")))
    try:
        bot = Bot(token, session=session)
    except TokenValidationError:
        raise Misconfigured(
            "ZAYAVKA_TELEGRAM_TOKEN is not a bot token", "It looks like 123456:ABC…; @BotFather has it"
        ) from None
    try:
        return bot, (await bot.get_me()).id
    except TelegramUnauthorizedError:
        problem = Misconfigured("Telegram refuses ZAYAVKA_TELEGRAM_TOKEN", "Ask @BotFather for the current one")
    except TelegramNetworkError as error:
        problem = Misconfigured(
            f"Telegram cannot be reached: {error.message}", "Check the network and ZAYAVKA_TELEGRAM_API_URL"
        )
    except TelegramAPIError as error:
        problem = Misconfigured(f"Telegram answers: {error.message}", "Check ZAYAVKA_TELEGRAM_API_URL")
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
    mail: bool = True

    async def announce(self, words: Words, languages: tuple[str, ...]) -> None:
        """Tells Telegram the commands, in every language of the desk."""
        names = [name for name in COMMANDS if self.mail or name not in OF_MAIL]
        for language in languages:
            known = [BotCommand(command=name, description=words(language, f"tg-command-{name}")) for name in names]
            await self.bot.set_my_commands(known, language_code=None if language == languages[0] else language)

    async def close(self) -> None:
        await self.bot.session.close()


def build(
    bot: Bot, id: int, desk: Desk, ask: Ask, journal: Journal, words: Words, languages: tuple[str, ...],
    limits: Limits | None = LIMITS, *, mail: bool = True,
) -> TelegramBot:  # fmt: skip
    """`mail` says that the desk has letters as another way."""
    source = f"telegram:{id}"
    return TelegramBot(
        bot=bot,
        poll=Poll(bot, journal, source),
        webhook=Webhook(bot, journal, source),
        receiver=TelegramReceiver(bot, dispatcher(), desk, ask, words, source),
        channel=TelegramChannel(bot, Screens(ask, words, languages, mail=mail), words, limits),
        fetcher=TelegramFetcher(bot),
        mail=mail,
    )
