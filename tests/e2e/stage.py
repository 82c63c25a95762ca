"""The whole product, wired as `zayavka run` wires it, between the two stand-ins."""

import asyncio
import socket
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import sqlalchemy as sa

from bots.settings import read
from bots.wiring.core import open_core, profile_path
from bots.wiring.house import House, open_house
from bots.wiring.serve import serve
from core.profile.load import load
from core.profile.queues import channels
from tests.standins.clock import MovedClock
from tests.standins.mail import MailStandIn
from tests.standins.slack import Agent, SlackStandIn
from tests.standins.telegram import TelegramStandIn

Json = dict[str, Any]
CALLED: Json = {
    "telegram_mode": "webhook",
    "slack_app_token": None,
    "slack_signing_secret": SlackStandIn.signing_secret,
}


@dataclass
class Stage:
    telegram: TelegramStandIn
    slack: SlackStandIn
    mail: MailStandIn
    house: House
    channel: str
    anna: Agent
    boris: Agent
    clock: MovedClock
    forgiven: set[str] = field(default_factory=set)
    """Rules of the mail stand-in that a test has broken on purpose."""
    queues: dict[str, str] = field(default_factory=dict)
    """The channels of single queues, by the names that the profile gives them."""

    async def rows(self, query: str) -> list[Any]:
        return await self.house.core.hop.read(lambda conn: list(conn.exec_driver_sql(query)))

    async def one(self, query: str) -> Any:
        return (await self.rows(query))[0][0]

    async def quiet(self, seconds: float = 30.0) -> None:
        """Until every input is settled and every notice has ended."""

        async def done() -> bool:
            return not await self.one(
                "SELECT (SELECT count(*) FROM inbox WHERE state = 'new')"
                " + (SELECT count(*) FROM outbox WHERE state IN ('pending', 'sending'))"
                " + (SELECT count(*) FROM attachments WHERE state = 'loading')"
            )

        await self.until(done, seconds)

    async def until(self, true: Callable[[], Awaitable[bool]], seconds: float) -> None:
        for _ in range(round(seconds / 0.05)):
            if await true():
                return
            await asyncio.sleep(0.05)
        raise AssertionError(f"not within {seconds} s")

    async def comes_to(self, query: str, value: object, seconds: float = 15.0) -> None:
        """Until a query answers so: what time does, a job does within a tick or two."""

        async def so() -> bool:
            return bool(await self.one(query) == value)

        await self.until(so, seconds)

    async def cards(self) -> list[Json]:
        found = await self.slack.messages(self.channel)
        return [message for message in found if message.get("thread_ts") in (None, message["ts"])]

    async def thread(self, card: Json) -> list[Json]:
        return [message for message in await self.slack.messages(self.channel, card["ts"]) if message != card]

    async def moves(self, agent: Agent, card: Json, to: str) -> Json:
        """Picks a status from the card's menu, once it is offered there."""

        async def offered() -> list[str]:
            now = next(one for one in await self.cards() if one["ts"] == card["ts"])
            return [value for menu in now["menus"] for value in menu["options"] if to in value.split(":")]

        async def so() -> bool:
            return bool(await offered())

        await self.until(so, 10)
        (value, *_) = await offered()
        return await agent.press(self.channel, card["ts"], action_id="v1:move", selected_option=value)

    async def replies(self, agent: Agent, card: Json, text: str, **more: Any) -> Json:
        await agent.press(self.channel, card["ts"], action_id="v1:reply")

        async def open() -> bool:
            return any("body" in str(view) for view in await agent.views())

        await self.until(open, 10)
        return await agent.submit({"body": text}, **more)


@asynccontextmanager
async def opened(
    url: sa.URL, folder: Path, language: str = "ru", *, post: bool = False, called: bool = False, **more: Any
) -> AsyncIterator[Stage]:
    """Stand-ins and product; at the end no stand-in may have anything to complain of.

    `post`: with mail and pages; `called`: Telegram and Slack call us, instead of being polled and listened to.
    """
    clock = MovedClock(folder.parent / "clock")
    async with (
        TelegramStandIn(clock=clock.path) as telegram,
        SlackStandIn(clock=f"file:{clock.path}") as slack,
        MailStandIn(clock=clock.path) as mail,
    ):
        anna = await slack.agent("Анна Смирнова", "anna@example.org", locale=f"{language}-XX")
        boris = await slack.agent("Борис Волков", "boris@example.org", locale=f"{language}-XX")
        channel = await slack.channel("triage", members=[anna, boris])
        strict = channels(load(profile_path(str(more.get("profile", "default")))))
        queues = {
            name: await slack.channel(name, members=[anna, boris], is_private=queue.private)
            for name, queue in strict.items()
        }
        given: Json = {
            "language": language,
            "database_url": url.render_as_string(hide_password=False),
            "files_url": str(folder),
            "telegram_token": telegram.token,
            "telegram_api_url": telegram.url,
            "slack_bot_token": slack.bot_token,
            "slack_app_token": slack.app_token,
            "slack_api_url": slack.api,
            "slack_channel": channel,
            "clock": f"file:{clock.path}",
        }
        settings = read(**given | (_doors(mail) if post else {}) | (CALLED if called else {}) | more)
        async with running(settings) as house:
            if called:
                await slack.over_http(f"{settings.web_url}/slack/events")
            stage = Stage(telegram, slack, mail, house, channel, anna, boris, clock, queues=queues)
            yield stage
        assert [one for one in await mail.violations() if one["rule"] not in stage.forgiven] == []
        assert await telegram.violations() == await telegram.bans() == []
        assert await slack.violations() == await slack.bans() == []


def _doors(mail: MailStandIn) -> Json:
    """Mail out, and the pages that letters lead to."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        listen = f"127.0.0.1:{free.getsockname()[1]}"
    return {
        "smtp_url": mail.smtp,
        "mail_from": "desk@telecom.example",
        "web_url": f"http://{listen}",
        "web_listen": listen,
    }


@asynccontextmanager
async def running(settings: Any) -> AsyncIterator[House]:
    core = await open_core(settings, serve=True)
    stopping, ready = asyncio.Event(), asyncio.Event()
    try:
        house = await open_house(core)
        async with asyncio.TaskGroup() as tasks:
            tasks.create_task(serve(house, stopping, ready))
            await ready.wait()
            try:
                yield house
            finally:
                stopping.set()
    finally:
        core.close()
