"""A killed product loses nothing it acknowledged, does nothing twice, tells everybody (A1 A2 A7 A8 A9 B4 B5 T1).

A campaign prints its seed; `ZAYAVKA_TEST_SEED=…` plays the same dice again.
"""

import os
import secrets
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
import pytest_asyncio
import sqlalchemy as sa

from tests.faults.rig.campaign import Plan, Report, waged
from tests.faults.rig.product import Nursery

pytestmark = pytest.mark.asyncio(loop_scope="module")


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def nursery() -> AsyncIterator[Nursery]:
    async with Nursery() as nursery:
        yield nursery


@pytest.fixture
def seed() -> int:
    return int(os.environ.get("ZAYAVKA_TEST_SEED") or secrets.randbelow(1_000_000))


def judged(report: Report) -> None:
    print(report)
    assert report.found == [], f"seed {report.seed}:\n" + "\n".join(report.found)


async def test_ten_kills_lose_and_double_nothing(
    nursery: Nursery, sqlite_url: sa.URL, tmp_path: Path, seed: int
) -> None:
    report = await waged(Plan(seed, kills=10), nursery, sqlite_url, tmp_path)
    judged(report)
    assert report.mid_work >= report.kills // 2, f"most kills met an idle product, and prove nothing: {report}"


async def test_kills_on_postgresql_lose_and_double_nothing(
    nursery: Nursery, postgres_url: sa.URL, tmp_path: Path, seed: int
) -> None:
    """Nothing tells there that the owner of a lease is dead but its end."""
    judged(await waged(Plan(seed, kills=3, customers=3, lease=3.0), nursery, postgres_url, tmp_path))


async def test_five_sigterms_under_load_lose_nothing_and_end_in_time(
    nursery: Nursery, sqlite_url: sa.URL, tmp_path: Path, seed: int
) -> None:
    report = await waged(Plan(seed, terms=5), nursery, sqlite_url, tmp_path)
    judged(report)
    assert report.parked == 0, "who is told to stop knows what it has sent"


@pytest.mark.parametrize(
    ("sabotage", "point", "finding"),
    [
        ("acknowledge before the commit", "an input taken up", "and has 0 rows"),
        ("forget who was told", "before a call to Telegram", "was delivered"),
    ],
)
async def test_a_broken_product_does_not_pass(
    nursery: Nursery, sqlite_url: sa.URL, tmp_path: Path, sabotage: str, point: str, finding: str
) -> None:
    """A rig that finds nothing here would prove nothing above."""
    plan = Plan(7, kills=6, agents=1, sabotage=sabotage, points=(point,))
    report = await waged(plan, nursery, sqlite_url, tmp_path)
    print(f"{sabotage}: {len(report.found)} findings, the first: {report.found[:1]}")
    assert any(finding in one for one in report.found), f"not noticed: {sabotage}"


@pytest.mark.soak
@pytest.mark.parametrize("part", range(4))
async def test_two_hundred_kills_lose_and_double_nothing(
    nursery: Nursery, sqlite_url: sa.URL, tmp_path: Path, seed: int, part: int
) -> None:
    """Fifty on each of four databases."""
    judged(await waged(Plan(seed + part, kills=50, customers=5), nursery, sqlite_url, tmp_path))


@pytest.mark.soak
async def test_fifty_sigterms_under_load_lose_nothing_and_end_in_time(
    nursery: Nursery, sqlite_url: sa.URL, tmp_path: Path, seed: int
) -> None:
    judged(await waged(Plan(seed, terms=50), nursery, sqlite_url, tmp_path))
