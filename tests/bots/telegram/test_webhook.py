"""The posted way in: journalled before it is acknowledged, like the polled one, and one after the other with it."""

import asyncio
import json
from collections.abc import AsyncIterator
from dataclasses import dataclass

import pytest
import pytest_asyncio
import sqlalchemy as sa
from aiohttp import web

from bots.telegram.bot import open_bot
from bots.telegram.journalled import KINDS
from bots.telegram.webhook import Webhook
from core.clock import Clock
from core.relay.receive import Journal
from core.storage.bells import Bells
from core.storage.hop import Hop
from tests.bots.telegram.desk import Opener, texts, until
from tests.standins.telegram import Json, TelegramStandIn
from tests.standins.telegram_bench import call
from tests.standins.telegram_receiver import Receiver

pytestmark = pytest.mark.asyncio(loop_scope="session")

SECRET = "a-secret_1"
WRITTEN = "SELECT external_id FROM inbox ORDER BY id"


@dataclass
class Open:
    """A bot that is posted to: its door journals, and answers only then."""

    standin: TelegramStandIn
    hop: Hop
    webhook: Webhook
    door: Receiver

    async def journalled(self) -> list[int]:
        return [int(row[0]) for row in await self.hop.read(lambda conn: conn.exec_driver_sql(WRITTEN).all())]

    async def settled(self) -> bool:
        return not [update for update in await self.standin.updates() if not update["confirmed"]]


@pytest_asyncio.fixture(loop_scope="session")
async def opened(own: TelegramStandIn, sqlite_url: sa.URL) -> AsyncIterator[Open]:
    bot, id = await open_bot(own.token, own.url)
    hop = Hop(sqlite_url, Clock(None), Bells())
    webhook = Webhook(bot, Journal(hop), f"telegram:{id}")

    async def take(update: Json) -> web.Response:
        await webhook.accept(update)
        return web.Response()

    async with Receiver(take) as door:
        await webhook.open(door.url + "telegram", SECRET)
        yield Open(own, hop, webhook, door)
    hop.close()
    await bot.session.close()


async def test_what_is_posted_is_journalled_once_and_carries_the_secret(opened: Open) -> None:
    people = [await opened.standin.user(first_name=f"Имя{n}") for n in range(5)]
    for n in range(4):
        await opened.standin.say_all([(each, f"слово-{n}") for each in people])
    async with asyncio.timeout(10):
        await until(opened.settled)
    assert sorted(await opened.journalled()) == sorted(opened.door.ids) and len(opened.door.ids) == 20
    assert {post.headers["X-Telegram-Bot-Api-Secret-Token"] for post in opened.door.posts} == {SECRET}
    await opened.webhook.accept(opened.door.posts[0].update)
    assert len(await opened.journalled()) == 20


async def test_telegram_is_asked_for_what_the_bot_understands_and_forgets_nothing(opened: Open) -> None:
    calls = await opened.standin.log("setWebhook")
    assert [sorted(KINDS)] == [sorted(json.loads(one["params"]["allowed_updates"])) for one in calls]
    assert all(one["params"].get("drop_pending_updates") in (None, False, "false") for one in calls)


async def test_what_could_not_be_journalled_is_posted_again_and_said_by_one_alarm(
    opened: Open, capsys: pytest.CaptureFixture[str]
) -> None:
    take = opened.door.answer

    async def down(update: Json) -> web.Response:
        return web.Response(status=503)

    opened.door.answer = down
    ivan = await opened.standin.user(first_name="Иван")
    await ivan.say("Вы там?")
    await opened.door.until(1)
    await opened.webhook.look()
    await opened.webhook.look()
    opened.door.answer = take
    async with asyncio.timeout(15):
        await until(opened.settled)
    assert len(await opened.journalled()) == 1 and len(opened.door.posts) >= 2
    said = [line for line in capsys.readouterr().out.splitlines() if "cannot reach the webhook" in line]
    assert len(said) == 1 and "alarm" in said[0] and "503" in said[0]


async def test_the_poll_takes_over_without_dropping_anything(opened: Open, opener: Opener) -> None:
    ivan = await opened.standin.user(first_name="Иван", language_code="ru")
    await ivan.say("Первое")
    async with asyncio.timeout(10):
        await until(opened.settled)

    async def down(update: Json) -> web.Response:
        return web.Response(status=503)

    opened.door.answer = down
    await ivan.say("Второе")
    await opened.door.until(2)
    async with opener(opened.standin) as desk:
        await desk.quiet()
        assert await desk.said() == ["Первое", "Второе"]
        assert len([text for text in await texts(ivan) if "принята" in text]) == 1
    assert (await call(opened.standin, "getWebhookInfo"))[1]["result"]["url"] == ""
