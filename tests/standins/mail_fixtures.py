"""Fixtures for the tests of the mail stand-in: one shared process, fine weather, and a box for each test."""

from collections.abc import AsyncIterator
from itertools import count

import pytest
import pytest_asyncio

from tests.standins.mail import Box, MailStandIn

NUMBERS = count(1)


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def running() -> AsyncIterator[MailStandIn]:
    async with MailStandIn() as standin:
        yield standin


@pytest_asyncio.fixture(loop_scope="session")
async def mail(running: MailStandIn) -> AsyncIterator[MailStandIn]:
    """Fine weather before and after; letters of other tests may lie there already."""
    yield running
    await running.clear()
    await running.terms()


@pytest.fixture
def box(mail: MailStandIn) -> Box:
    return mail.box(f"reader{next(NUMBERS)}@example.org")
