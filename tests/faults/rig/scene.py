"""The surroundings of a campaign: both stand-ins, their people, and the settings that lead the product to them."""

import asyncio
import random
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import sqlalchemy as sa

from tests.faults.rig.agents import Desk
from tests.faults.rig.customers import PLAYS, Actor
from tests.faults.rig.ledger import Ledger
from tests.standins.slack import Agent, SlackStandIn
from tests.standins.telegram import Customer, TelegramStandIn

NAMES = ("Иван", "Мария", "Пётр", "Ольга", "Семён", "Вера")
AGENTS = ("Анна", "Борис")


@dataclass(slots=True)
class Scene:
    telegram: TelegramStandIn
    slack: SlackStandIn
    channel: str
    customers: list[Customer]
    agents: list[Agent]
    ledger: Ledger
    url: sa.URL
    folder: Path
    clock: Path

    def settings(self) -> dict[str, Any]:
        return {
            "_env_file": None,
            "database_url": self.url.render_as_string(hide_password=False),
            "files_url": str(self.folder / "files"),
            "telegram_token": self.telegram.token,
            "telegram_api_url": self.telegram.url,
            "slack_bot_token": self.slack.bot_token,
            "slack_app_token": self.slack.app_token,
            "slack_api_url": self.slack.api,
            "slack_channel": self.channel,
            "clock": f"file:{self.clock}",
        }

    def load(self, tasks: asyncio.TaskGroup, dice: random.Random) -> list[asyncio.Task[None]]:
        """Everybody begins; each has dice of their own, so that a seed means the same choices."""
        playing = []
        for number, customer in enumerate(self.customers):
            actor = Actor(customer, self.ledger, random.Random(dice.random()))
            playing.append(tasks.create_task(actor.perform(PLAYS[number % len(PLAYS)])))
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
    async with (
        TelegramStandIn(clock=clock, limits=False) as telegram,
        SlackStandIn(clock=f"file:{clock}", limits=False) as slack,
    ):
        people = [await telegram.user(NAMES[n % len(NAMES)], f"№{n}") for n in range(customers)]
        staff = [await slack.agent(name, f"agent{n}@example.org") for n, name in enumerate(AGENTS[:agents])]
        channel = await slack.channel("triage", members=staff)
        yield Scene(telegram, slack, channel, people, staff, Ledger(), url, folder, clock)
