"""The customers' door without a socket: the real dispatcher, trips and database; only Telegram itself is in memory."""

import asyncio
from collections import defaultdict
from collections.abc import AsyncGenerator, AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from aiogram import Bot
from aiogram.client.session.base import BaseSession
from aiogram.methods import (
    CreateForumTopic,
    EditMessageReplyMarkup,
    EditMessageText,
    GetForumTopicIconStickers,
    SendDocument,
    SendMessage,
    SendPhoto,
)
from aiogram.methods.base import TelegramMethod, TelegramType
from aiogram.types import ForumTopic, InlineKeyboardMarkup, Message

from bots.telegram.bot import build
from bots.telegram.journalled import entry
from bots.telegram.topic_mode import TopicMode
from bots.wording import Words
from core.clock import Clock
from core.desk import Desk
from core.jobs import Jobs
from core.kinds import Door, System
from core.outbox.book import Switchboard
from core.people.commands import SyncStaff
from core.people.person import Member
from core.profile.schema import Profile
from core.relay.deliver import Relay
from core.relay.prepare import Preparation
from core.relay.receive import Intake, Journal
from core.storage.bells import Bells
from core.storage.files import Files
from core.storage.hop import Hop
from core.views.ask import Ask

BOT = 4242
SOURCE = f"telegram:{BOT}"
Json = dict[str, Any]
BUSY = (
    "SELECT conversation AS who FROM inbox WHERE state = 'new' UNION SELECT :source || addresses.key FROM outbox"
    " JOIN addresses ON addresses.id = address_id WHERE state IN ('pending', 'sending') AND addresses.door = 'telegram'"
)
LOOK = 0.005


@dataclass
class Shown:
    """A message of the bot's, as its chat shows it now."""

    id: int
    text: str
    buttons: list[tuple[str, str]] = field(default_factory=list)
    topic: int | None = None


class Air(BaseSession):
    """Answers every call as Telegram does when all is well, and remembers what each chat shows."""

    def __init__(self) -> None:
        super().__init__()
        self.ids = count(1)
        self.chats: dict[int, dict[int, Shown]] = defaultdict(dict)
        self.topics: dict[int, list[int]] = defaultdict(list)

    async def close(self) -> None:
        return

    async def stream_content(self, *args: Any, **values: Any) -> AsyncGenerator[bytes, None]:
        yield b"content"

    async def make_request(
        self, bot: Bot, method: TelegramMethod[TelegramType], timeout: int | None = None  # noqa: ASYNC109
    ) -> TelegramType:  # fmt: skip
        match method:
            case SendMessage() | SendDocument() | SendPhoto():
                text = method.text if isinstance(method, SendMessage) else method.caption or ""
                shown = Shown(next(self.ids), text, _buttons(method.reply_markup), method.message_thread_id)
                self.chats[int(method.chat_id)][shown.id] = shown
                return _message(bot, int(method.chat_id), shown)  # type: ignore[return-value]
            case CreateForumTopic():
                made = ForumTopic(message_thread_id=next(self.ids), name=method.name, icon_color=7322096)
                self.topics[int(method.chat_id)].append(made.message_thread_id)
                return made  # type: ignore[return-value]
            case GetForumTopicIconStickers():
                return []  # type: ignore[return-value]
            case EditMessageText():
                shown = self.chats[int(method.chat_id or 0)][int(method.message_id or 0)]
                shown.text, shown.buttons = method.text or "", _buttons(method.reply_markup)
            case EditMessageReplyMarkup():
                self.chats[int(method.chat_id or 0)][int(method.message_id or 0)].buttons = _buttons(
                    method.reply_markup
                )
        return True  # type: ignore[return-value]


def _buttons(markup: Any) -> list[tuple[str, str]]:
    rows = markup.inline_keyboard if isinstance(markup, InlineKeyboardMarkup) else ()
    return [(one.text, one.callback_data) for row in rows for one in row if one.callback_data]


def _message(bot: Bot, chat: int, shown: Shown) -> Message:
    raw = {"message_id": shown.id, "date": 1, "chat": {"id": chat, "type": "private"}, "text": shown.text}
    raw |= {"message_thread_id": shown.topic, "is_topic_message": True} if shown.topic else {}
    return Message.model_validate(raw, context={"bot": bot})


@dataclass
class House:
    hop: Hop
    desk: Desk
    air: Air
    words: Words
    journal: Journal
    jobs: Jobs
    profile: Profile
    topical: bool
    updates: Any = field(default_factory=lambda: count(1))
    waiting: dict[int, asyncio.Event] = field(default_factory=dict)

    async def bring(self, chat: int, **update: Json) -> None:
        """One update, until it is settled and everything that it made the bot say has been said."""
        raw = {"update_id": next(self.updates), **update}
        await self.journal([entry(SOURCE, raw)])
        await self.calm(chat)

    async def calm(self, chat: int) -> None:
        """Until nothing of that chat is under way."""
        self.waiting[chat] = asyncio.Event()
        async with asyncio.timeout(60):
            await self.waiting[chat].wait()

    async def watch(self) -> None:
        """One look for all who wait."""
        while True:
            asked = list(self.waiting)
            busy = {row.who for row in await self.rows(BUSY, source=f"{SOURCE}:")} if asked else set()
            for chat in asked:
                if f"{SOURCE}:{chat}" not in busy:
                    self.waiting.pop(chat).set()
            await asyncio.sleep(LOOK)

    async def write(self, statement: str, **values: Any) -> None:
        await self.hop.unit(lambda unit: unit.conn.execute(sa.text(statement), values))

    async def rows(self, query: str, **values: Any) -> list[Any]:
        return list(await self.hop.read(lambda conn: conn.execute(sa.text(query), values).all()))


@asynccontextmanager
async def house(
    url: sa.URL, profile: Profile, folder: Path, before: House | None = None, *, topics: bool = False
) -> AsyncIterator[House]:
    """`before` is the same house until it was shut: what the chats show outlives it."""
    hop, air = Hop(url, Clock(None), Bells()), before.air if before else Air()
    topical = {Door.TELEGRAM} if topics else set[Door]()
    board = Switchboard((Door.TELEGRAM, Door.MAIL), (Door.SLACK, "C1"), topics=topical)
    desk, ask, words = Desk(hop, profile, board), Ask(hop, profile), Words(profile)
    telegram = Bot(f"{BOT}:AAAA", session=air)
    mode = TopicMode(telegram, topical)
    bot = build(telegram, BOT, desk, ask, Journal(hop), words, profile.languages, None, topics=mode)
    relay = Relay(hop, bot.channel, Preparation(profile, Files(folder), "epoch", board), board, "t", alone=True)
    intake = Intake(hop, bot.receiver, "t", ask)
    await desk(SyncStaff((Member("U1", "Анна", "anna@example.org"),)), System("slack"))
    async with asyncio.TaskGroup() as tasks:
        for work in (relay, intake):
            tasks.create_task(work.run())
        updates = before.updates if before else count(1)
        found = House(hop, desk, air, words, Journal(hop), Jobs(hop, desk, [relay]), profile, topics, updates)
        watching = tasks.create_task(found.watch())
        try:
            yield found
        finally:
            watching.cancel()
            for work in (relay, intake):
                work.stop()
    hop.close()
