"""A site for each test, on the desk that offers every button; some tests choose the plain one."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import pytest
import pytest_asyncio
from aiohttp import ClientSession, DummyCookieJar

from bots.links import Links
from bots.web.app import build
from bots.web.hooks import Hooks, TelegramHook
from bots.web.server import WebServer
from bots.web.spool import Spool
from bots.wording import Words
from core.inbox.store import Entry
from core.profile.load import load
from core.profile.schema import Profile
from core.relay.receive import Journal
from tests.bots.web.site import Site
from tests.core.house import House

PROFILES = Path(__file__).parent.parent.parent.parent / "profiles"
LIMIT = 1_000_000
HOOK_PATH, HOOK_SECRET = "p" * 32, "s" * 32


@pytest.fixture(scope="session")
def telecom() -> Profile:
    return load(PROFILES / "telecom.toml")


@pytest.fixture
def profile(telecom: Profile) -> Profile:
    return telecom


@asynccontextmanager
async def opened(house: House, folder: Path, hooks: Hooks | None = None) -> AsyncIterator[Site]:
    links = Links("a secret of the tests", "e1", "https://desk.example/help", house.clock)
    spool = Spool(folder / "uploads", LIMIT)
    words = Words(house.profile)
    app = build(house.desk, house.ask, links, words, house.profile, spool, house.files.path, hooks or Hooks())
    server = WebServer(app, "127.0.0.1:0")
    await server.open()
    async with asyncio.TaskGroup() as tasks:
        tasks.create_task(server.run())
        async with ClientSession(cookie_jar=DummyCookieJar()) as session:
            yield Site(house, links, spool, session, f"http://127.0.0.1:{server.port}")
        server.stop()


@pytest_asyncio.fixture
async def site(sqlite_house: House, tmp_path: Path) -> AsyncIterator[Site]:
    await sqlite_house.staff()
    journal = Journal(sqlite_house.hop)

    async def accept(update: dict[str, Any]) -> None:
        await journal([Entry("telegram:42", str(update["update_id"]), "telegram:42:1", update)])

    async with opened(sqlite_house, tmp_path, Hooks(TelegramHook(HOOK_PATH, HOOK_SECRET, accept))) as found:
        yield found
