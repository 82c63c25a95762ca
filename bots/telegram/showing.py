"""What the bot shows of itself before anybody writes to it: a description, the commands, the menu button (X1)."""

import asyncio
from collections.abc import Awaitable, Callable, Iterator
from dataclasses import dataclass

import structlog
from aiogram import Bot
from aiogram.exceptions import TelegramAPIError, TelegramNetworkError, TelegramRetryAfter, TelegramServerError
from aiogram.types import (
    BotCommand,
    BotCommandScopeAllGroupChats,
    BotCommandScopeAllPrivateChats,
    BotCommandScopeDefault,
    MenuButtonCommands,
)

from bots.telegram.pieces import cut
from bots.wording import Words

log = structlog.get_logger("telegram")

COMMANDS = ("new", "tickets", "settings", "language", "help", "cancel")
IN_GROUPS = ("ticket",)
DESCRIPTION, SHORT = 512, 120
"""The longest that Telegram takes (https://core.telegram.org/bots/api#setmydescription)."""
TRIES = 6
PRIVATE, EVERYWHERE, GROUPS = (
    BotCommandScopeAllPrivateChats(), BotCommandScopeDefault(), BotCommandScopeAllGroupChats(),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Shown:
    """One thing that is shown: how it is now, how it is to be, and how it becomes so."""

    name: str
    now: Callable[[], Awaitable[object]]
    wanted: object
    change: Callable[[], Awaitable[object]]


class Showing:
    """Whatever stands there already is left alone: Telegram counts these calls, and every start would make them.

    Words without a language are those of the desk's first, which has none for itself: so both cannot differ.
    """

    def __init__(self, bot: Bot, words: Words, languages: tuple[str, ...], *, groups: bool = False) -> None:
        """`groups`: the desk serves group chats."""
        self._bot = bot
        self._groups = groups
        self._words = words
        self._languages = languages

    async def run(self) -> None:
        """Ends by itself. What is refused stays as it is and stops nothing; Telegram gets the time that it asks for."""
        for one in self._things():
            try:
                await self._bring_up(one)
            except TelegramAPIError as error:
                log.warning("not shown", what=one.name, error=error.message[:200])

    async def _bring_up(self, one: Shown) -> None:
        for tried in range(TRIES):
            try:
                if await one.now() != one.wanted:
                    await one.change()
                return
            except TelegramRetryAfter as error:
                await asyncio.sleep(error.retry_after)
            except (TelegramNetworkError, TelegramServerError):
                if tried == TRIES - 1:
                    raise
                await asyncio.sleep(2.0**tried)
        log.warning("not shown", what=one.name, error="too many requests")

    def _things(self) -> Iterator[Shown]:
        for language in self._languages:
            code = None if language == self._languages[0] else language
            yield self._commands(language, code)
            yield self._in_groups(language, code)
            yield self._nowhere_else(code)
            yield self._description(language, code)
            yield self._short(language, code)
        yield self._menu()

    def _commands(self, language: str, code: str | None) -> Shown:
        bot = self._bot
        said = [(one, self._words(language, f"tg-command-{one}")) for one in COMMANDS]
        wanted = [BotCommand(command=name, description=text) for name, text in said]

        async def now() -> list[tuple[str, str]]:
            return [(one.command, one.description) for one in await bot.get_my_commands(PRIVATE, code)]

        return Shown(f"commands:{language}", now, said, lambda: bot.set_my_commands(wanted, PRIVATE, code))

    def _in_groups(self, language: str, code: str | None) -> Shown:
        """What is answered there, and nothing else; nothing, where the desk answers in no group."""
        bot = self._bot
        said = [(one, self._words(language, f"tg-command-{one}")) for one in IN_GROUPS if self._groups]
        wanted = [BotCommand(command=name, description=text) for name, text in said]

        async def now() -> list[tuple[str, str]]:
            return [(one.command, one.description) for one in await bot.get_my_commands(GROUPS, code)]

        async def change() -> object:
            return await (bot.set_my_commands(wanted, GROUPS, code) if wanted else bot.delete_my_commands(GROUPS, code))

        return Shown(f"commands in groups:{language}", now, said, change)

    def _nowhere_else(self, code: str | None) -> Shown:
        """Those of people's own chats would be offered to everybody in a group, and answered to nobody."""
        bot = self._bot
        none: list[BotCommand] = []
        return Shown(
            "commands:elsewhere",
            lambda: bot.get_my_commands(EVERYWHERE, code),
            none,
            lambda: bot.delete_my_commands(EVERYWHERE, code),
        )

    def _description(self, language: str, code: str | None) -> Shown:
        bot, text = self._bot, self._said(language, "tg-description", DESCRIPTION)

        async def now() -> str:
            return (await bot.get_my_description(code)).description

        return Shown(f"description:{language}", now, text, lambda: bot.set_my_description(text, code))

    def _short(self, language: str, code: str | None) -> Shown:
        bot, text = self._bot, self._said(language, "tg-short-description", SHORT)

        async def now() -> str:
            return (await bot.get_my_short_description(code)).short_description

        return Shown(f"short description:{language}", now, text, lambda: bot.set_my_short_description(text, code))

    def _menu(self) -> Shown:
        bot, wanted = self._bot, MenuButtonCommands()

        async def now() -> str:
            return (await bot.get_chat_menu_button()).type

        return Shown("menu", now, wanted.type, lambda: bot.set_chat_menu_button(menu_button=wanted))

    def _said(self, language: str, id: str, most: int) -> str:
        """Telegram strips both ends, and would differ for ever from what does not."""
        return cut(self._words(language, id, desk=self._words.desk(language)).strip(), limit=most)[0].text.strip()
