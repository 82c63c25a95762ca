"""Conversations that nobody has thought of: no word lost, none in a foreign ticket, no dead end (X1)."""

import asyncio
import os
import random
import time
from pathlib import Path

import pytest
import sqlalchemy as sa

from core.profile.load import load
from core.profile.schema import Profile
from tests.bots.telegram.rich import rich
from tests.bots.telegram.walking.air import House, house
from tests.bots.telegram.walking.walker import Walker, nothing_is_foreign
from tests.conftest import PROFILES

pytestmark = pytest.mark.asyncio(loop_scope="session")

DESKS = ("default", "rich", "telecom", "itsm", "field-service")
AT_ONCE = 12
STEPS = 14


def profile_of(desk: str, default: Profile) -> Profile:
    if desk == "rich":
        return rich(default)
    return default if desk == "default" else load(PROFILES / f"{desk}.toml")


async def walked(found: House, seed: int, first: int, walks: int) -> int:
    """Says how many words were let go on purpose."""
    gate, let_go = asyncio.Semaphore(AT_ONCE), 0

    async def one(id: int) -> int:
        async with gate:
            chance = random.Random(f"{seed}:{id}")
            walker = Walker(found, id, chance, chance.choice(("ru", "en")), chance.choice((0.2, 0.9)))
            try:
                await walker.walk(STEPS)
            except AssertionError as error:
                raise AssertionError(f"seed {seed}, walk {id}: {error}\n" + "\n".join(walker.log)) from error
            return walker.let_go

    for done in await asyncio.gather(*(one(id) for id in range(first, first + walks))):
        let_go += done
    return let_go


async def told(found: House, desk: str, seed: int, walks: int) -> None:
    began = time.monotonic()
    let_go = await walked(found, seed, 1_000, walks)
    seen, took = await nothing_is_foreign(found), time.monotonic() - began
    dead = await found.rows("SELECT error FROM inbox WHERE state = 'dead'")
    assert not dead, dead
    print(f"{desk}, seed {seed}: {walks} conversations in {took:.0f} s; {seen} words in tickets, {let_go} let go")


@pytest.mark.parametrize("desk", DESKS)
async def test_conversations_at_random_lose_nothing(
    desk: str, swift_url: sa.URL, default_profile: Profile, tmp_path: Path
) -> None:  # fmt: skip
    async with house(swift_url, profile_of(desk, default_profile), tmp_path) as found:
        await told(found, desk, int(os.environ.get("ZAYAVKA_TEST_SEED", "1")), 50)


@pytest.mark.soak
@pytest.mark.parametrize("seed", range(1, 5))
@pytest.mark.parametrize("desk", DESKS)
async def test_ten_thousand_conversations_lose_nothing(
    desk: str, seed: int, swift_url: sa.URL, default_profile: Profile, tmp_path: Path
) -> None:  # fmt: skip
    async with house(swift_url, profile_of(desk, default_profile), tmp_path) as found:
        await told(found, desk, seed + 100, 500)
