"""One mail stand-in for the whole package, fine weather for each test, and nothing in any letter to complain of."""

from collections.abc import AsyncIterator, Callable
from itertools import count

import pytest
import pytest_asyncio

from bots.email.bot import MailBot, build
from bots.email.mailer import Mailer
from bots.email.server import sender, server
from bots.wording import Words
from core.profile.schema import Profile
from tests.bots.email.shapes import DESK, EPOCH, StillClock, links
from tests.standins.mail import Box, MailStandIn

NUMBERS = count(1)
Opener = Callable[[str], MailBot]


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def running() -> AsyncIterator[MailStandIn]:
    async with MailStandIn() as standin:
        yield standin


@pytest_asyncio.fixture(loop_scope="session")
async def mail(running: MailStandIn) -> AsyncIterator[MailStandIn]:
    yield running
    await running.clear()
    await running.terms()
    assert await running.violations() == []


@pytest.fixture
def box(mail: MailStandIn) -> Box:
    return mail.box(f"customer{next(NUMBERS)}@example.org")


@pytest_asyncio.fixture(loop_scope="session")
async def open_bot(profile: Profile) -> AsyncIterator[Opener]:
    """Opens the door on any server, and closes it after the test."""
    opened: list[MailBot] = []

    def make(url: str) -> MailBot:
        mailer = Mailer(server(url), sender("support@vector.example"))
        opened.append(build(mailer, links(), Words(profile), DESK, EPOCH, StillClock()))
        return opened[-1]

    yield make
    for bot in opened:
        await bot.close()


@pytest_asyncio.fixture(loop_scope="session")
async def bot(mail: MailStandIn, open_bot: Opener) -> MailBot:
    return open_bot(mail.smtp)
