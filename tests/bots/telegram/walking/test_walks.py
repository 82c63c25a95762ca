"""Conversations that nobody has thought of: no word lost, none in a foreign ticket, no dead end (X1)."""

import asyncio
import os
import random
import time
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

import pytest
import sqlalchemy as sa

from core.profile.load import load
from core.profile.schema import Profile
from tests.bots.telegram.rich import rich
from tests.bots.telegram.walking.air import house
from tests.bots.telegram.walking.life import furnish
from tests.bots.telegram.walking.walker import Walker
from tests.bots.telegram.walking.witness import nothing_is_foreign
from tests.conftest import PROFILES

pytestmark = pytest.mark.asyncio(loop_scope="session")

DESKS = ("default", "rich", "itsm", "field-service", "software", "telecom", "web-studio")
PLACES = [pytest.param(False, id="plain"), pytest.param(True, id="topics")]
AT_ONCE = 12
WALKS = int(os.environ.get("ZAYAVKA_TEST_WALKS", "15"))
STEPS = 24
RESTART = 10
"""After so many steps of everybody the product is started anew."""


@dataclass(frozen=True)
class Ground:
    desk: str
    url: sa.URL
    profile: Profile
    folder: Path
    topics: bool


@pytest.fixture
def ground(desk: str, topics: bool, swift_url: sa.URL, default_profile: Profile, tmp_path: Path) -> Ground:  # noqa: FBT001
    if desk in ("default", "rich"):
        return Ground(desk, swift_url, rich(default_profile) if desk == "rich" else default_profile, tmp_path, topics)
    return Ground(desk, swift_url, load(PROFILES / f"{desk}.toml"), tmp_path, topics)


async def together(walkers: list[Walker], seed: int, steps: int, since: int = 0, *, home: bool = False) -> None:
    gate = asyncio.Semaphore(AT_ONCE)

    async def one(walker: Walker) -> None:
        async with gate:
            try:
                await walker.walk(steps, since=since)
                if home:
                    await walker.comes_home()
            except Exception as error:
                raise AssertionError(f"seed {seed}, walk {walker.id}: {error!r}\n" + "\n".join(walker.log)) from error

    await asyncio.gather(*(one(walker) for walker in walkers))


async def told(ground: Ground, seed: int, walks: int) -> None:
    """Says what the walkers did and what became of their words."""
    began, walkers = time.monotonic(), list[Walker]()
    async with house(ground.url, ground.profile, ground.folder, topics=ground.topics) as before:
        await furnish(before)
        for id in range(1_000, 1_000 + walks):
            chance = random.Random(f"{seed}:{id}")
            walkers.append(Walker(before, id, chance, chance.choice(("ru", "en")), chance.choice((0.2, 0.6, 0.9))))
        await together(walkers, seed, RESTART)
    async with house(ground.url, ground.profile, ground.folder, before, topics=ground.topics) as after:
        for walker in walkers:
            walker.moves_into(after)
        await together(walkers, seed, STEPS - RESTART, RESTART, home=True)
        seen, took = await nothing_is_foreign(after), time.monotonic() - began
        dead = await after.rows("SELECT error, payload FROM inbox WHERE state = 'dead'")
        assert not dead, dead
        [tickets] = await after.rows("SELECT count(*) AS n, count(grade) AS graded FROM tickets")
    deeds, let_go = Counter[str](), sum(one.witness.let_go for one in walkers)
    for one in walkers:
        deeds += one.deeds
    print(
        f"{ground.desk}, seed {seed}, topics {ground.topics}: {walks} conversations in {took:.0f} s,"
        f" {tickets.n} tickets, {tickets.graded} graded; {seen} words in tickets, {let_go} let go; {dict(deeds)}"
    )


@pytest.mark.parametrize("topics", PLACES)
@pytest.mark.parametrize("desk", DESKS)
async def test_conversations_at_random_lose_nothing(ground: Ground) -> None:
    await told(ground, int(os.environ.get("ZAYAVKA_TEST_SEED", "1")), WALKS)


@pytest.mark.soak
@pytest.mark.parametrize("seed", range(101, 109))
@pytest.mark.parametrize("topics", PLACES)
@pytest.mark.parametrize("desk", DESKS)
async def test_ten_thousand_conversations_lose_nothing(ground: Ground, seed: int) -> None:
    await told(ground, seed, 90)
