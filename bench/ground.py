"""The real core for a measurement, on a fresh database of its own, with a door whose line is memory."""

import shutil
from collections.abc import AsyncGenerator, AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from aiogram import Bot
from aiogram.client.session.base import BaseSession

from bots.telegram.bot import TelegramBot, build
from bots.wording import Words
from core.clock import Clock
from core.desk import Desk
from core.kinds import Door
from core.outbox.places import Switchboard
from core.profile.load import load
from core.profile.schema import Profile
from core.relay.receive import Journal
from core.storage import migrate
from core.storage.bells import Bells
from core.storage.engine import normalise
from core.storage.hop import Hop
from core.views.ask import Ask

PROFILE = Path(__file__).parent.parent / "profiles" / "default.toml"
BOT = 42
TOKEN = f"{BOT}:BENCH"
STAFF = (Door.SLACK, "C0DESK")


class Memory(BaseSession):
    """Answers getUpdates from a list of batches, and everything else with True: no network in a measurement."""

    def __init__(self, batches: list[list[dict[str, Any]]]) -> None:
        super().__init__()
        self._batches = batches

    async def make_request(self, bot: Bot, method: Any, timeout: int | None = None) -> Any:  # noqa: ASYNC109
        if method.__api_method__ == "getUpdates":
            return self._batches.pop(0) if self._batches else []
        return True

    async def stream_content(self, *_: Any, **__: Any) -> AsyncGenerator[bytes, None]:
        yield b""

    async def close(self) -> None:
        pass


@dataclass(frozen=True, slots=True)
class Ground:
    hop: Hop
    profile: Profile
    board: Switchboard
    desk: Desk
    ask: Ask
    telegram: TelegramBot


class Soil:
    """One migrated database, copied for every round."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._copies = 0
        self.profile = load(PROFILE)
        migrate.upgrade(normalise(f"sqlite:///{folder / 'empty.db'}"))

    def copy(self) -> Path:
        self._copies += 1
        return Path(shutil.copy(self._folder / "empty.db", self._folder / f"round-{self._copies}.db"))


@asynccontextmanager
async def laid(
    path: Path, profile: Profile, batches: list[list[dict[str, Any]]] | None = None
) -> AsyncIterator[Ground]:
    hop = Hop(normalise(f"sqlite:///{path}"), Clock(), Bells())
    board = Switchboard((Door.TELEGRAM,), STAFF)
    desk, ask = Desk(hop, profile, board), Ask(hop, profile)
    bot = Bot(TOKEN, session=Memory(batches or []))
    telegram = build(bot, BOT, desk, ask, Journal(hop), Words(profile), profile.languages)
    try:
        yield Ground(hop, profile, board, desk, ask, telegram)
    finally:
        hop.close()
