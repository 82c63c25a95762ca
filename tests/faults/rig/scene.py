"""The surroundings of a campaign: the stand-ins, their people, and the settings that lead the product to them."""

import asyncio
import random
import socket
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import sqlalchemy as sa

from tests.faults.rig.agents import Desk
from tests.faults.rig.customers import Actor
from tests.faults.rig.doors import ASKING, Doors
from tests.faults.rig.ledger import Ledger
from tests.faults.rig.phrases import DESK, PROFILE
from tests.faults.rig.residents import settle
from tests.faults.rig.wishes import REPERTOIRES
from tests.standins.mail import MailStandIn
from tests.standins.slack import Agent, ControlError, SlackStandIn
from tests.standins.telegram import Customer, TelegramStandIn

NAMES = ("Иван", "Мария", "Пётр", "Ольга", "Семён", "Вера")
AGENTS = ("Анна", "Борис")
SECRET = "the same in every life"
SENDER = "desk@telecom.example"
TRIES = 20


@dataclass(slots=True)
class Scene:
    """`mailed` are the customers whose address is known from the first."""

    telegram: TelegramStandIn
    slack: SlackStandIn
    mail: MailStandIn
    channel: str
    customers: list[Customer]
    agents: list[Agent]
    url: sa.URL
    folder: Path
    clock: Path
    listen: str
    mailed: dict[int, str] = field(default_factory=dict)
    ledger: Ledger = field(default_factory=Ledger)
    _slack_at: Doors = ASKING

    def settings(self, doors: Doors) -> dict[str, Any]:
        return {
            "_env_file": None,
            "profile": str(self.folder / "desk.toml"),
            "database_url": self.url.render_as_string(hide_password=False),
            "files_url": str(self.folder / "files"),
            "secret": SECRET,
            "web_url": f"http://{self.listen}",
            "web_listen": self.listen,
            "telegram_token": self.telegram.token,
            "telegram_api_url": self.telegram.url,
            "telegram_mode": "webhook" if doors.webhook else "poll",
            "slack_bot_token": self.slack.bot_token,
            "slack_api_url": self.slack.api,
            "slack_channel": self.channel,
            "smtp_url": self.mail.smtp,
            "mail_from": SENDER,
            "clock": f"file:{self.clock}",
        } | self._of_slack(doors)

    def _of_slack(self, doors: Doors) -> dict[str, Any]:
        if doors.http:
            return {"slack_signing_secret": self.slack.signing_secret}
        return {"slack_app_token": self.slack.app_token}

    async def direct(self, doors: Doors) -> None:
        """Tells Slack where to bring things, as its settings page would. A dead product does not pass its check."""
        if doors.http == self._slack_at.http:
            return
        if not doors.http:
            await self.slack.over_sockets()
            self._slack_at = doors
        for _ in range(TRIES if doors.http else 0):
            try:
                await self.slack.over_http(f"http://{self.listen}/slack/events")
            except ControlError:
                await asyncio.sleep(0.05)
            else:
                self._slack_at = doors
                return

    def load(self, tasks: asyncio.TaskGroup, dice: random.Random) -> list[asyncio.Task[None]]:
        """Everybody begins; each has dice of their own, so that a seed means the same choices."""
        playing = []
        for number, customer in enumerate(self.customers):
            actor = Actor(customer, self.mail, self.ledger, random.Random(dice.random()))
            playing.append(tasks.create_task(actor.perform(REPERTOIRES[number % len(REPERTOIRES)])))
        for agent in self.agents:
            desk = Desk(agent, self.channel, self.ledger, random.Random(dice.random()))
            playing.append(tasks.create_task(desk.perform()))
        return playing

    def forward(self, seconds: float) -> None:
        """Moves the time of the desk and of the stand-ins."""
        self.clock.write_text(str(float(self.clock.read_text() or 0) + seconds))


@asynccontextmanager
async def staged(url: sa.URL, folder: Path, customers: int, agents: int) -> AsyncIterator[Scene]:
    clock = folder / "clock"
    clock.write_text("0")
    (folder / "desk.toml").write_text(DESK, encoding="utf-8")
    telegram, mail = TelegramStandIn(clock=clock, limits=False), MailStandIn(clock=clock)
    slack = SlackStandIn(clock=f"file:{clock}", limits=False)
    async with AsyncExitStack() as stack:
        await asyncio.gather(*(stack.enter_async_context(one) for one in (telegram, slack, mail)))
        people = [await telegram.user(NAMES[n % len(NAMES)], f"№{n}") for n in range(customers)]
        staff = [await slack.agent(name, f"agent{n}@example.org") for n, name in enumerate(AGENTS[:agents])]
        channel = await slack.channel("triage", members=staff)
        scene = Scene(telegram, slack, mail, channel, people, staff, url, folder, clock, _free_address())
        scene.mailed = {one.id: f"{one.id}@example.org" for n, one in enumerate(people) if n % 4 != 1}
        await settle(url, PROFILE, scene.mailed, "agent0@example.org")
        yield scene


def _free_address() -> str:
    """The same for every life, as behind a proxy: Telegram and Slack go on calling it while nobody is there."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return f"127.0.0.1:{free.getsockname()[1]}"
