"""A killed product loses nothing it acknowledged, does nothing twice, tells everybody (A1 A2 A7 A8 A9 B4 B5 T1).

A campaign prints its seed; `ZAYAVKA_TEST_SEED=…` plays the same dice again.
"""

import os
import secrets
import shutil
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
import pytest_asyncio
import sqlalchemy as sa

from tests.faults.rig.campaign import waged
from tests.faults.rig.doors import ASKING, CALLED, Doors
from tests.faults.rig.plan import Plan, Report
from tests.faults.rig.product import Nursery

pytestmark = pytest.mark.asyncio(loop_scope="module")

CAMPAIGNS = 3
POSTED, SIGNED = Doors(webhook=True), Doors(http=True)
DEEDS = {
    "ChoiceAsked", "CommentAdded", "FileArrived", "FilesAdded", "MessageEdited", "NoteAdded", "StatusMoved",
    "TicketEscalated", "TicketMuted", "TicketOpened", "TicketUnmuted",
}  # fmt: skip


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
    """Half of them with Telegram polled and Slack over sockets, half with both calling us."""
    report = await waged(Plan(seed, kills=10, doors=(ASKING, CALLED)), nursery, sqlite_url, tmp_path)
    judged(report)
    assert report.mid_work >= report.kills // 2, f"most kills met an idle product, and prove nothing: {report}"


async def test_kills_on_postgresql_lose_and_double_nothing(
    nursery: Nursery, postgres_url: sa.URL, tmp_path: Path, seed: int
) -> None:
    """Nothing tells there that the owner of a lease is dead but its end."""
    plan = Plan(seed, kills=3, customers=3, lease=3.0, doors=(CALLED,))
    judged(await waged(plan, nursery, postgres_url, tmp_path))


async def test_five_sigterms_under_load_lose_nothing_and_end_in_time(
    nursery: Nursery, sqlite_url: sa.URL, tmp_path: Path, seed: int
) -> None:
    report = await waged(Plan(seed, terms=5, doors=(CALLED, ASKING)), nursery, sqlite_url, tmp_path)
    judged(report)
    assert report.parked == 0, "who is told to stop knows what it has sent"


@pytest.mark.parametrize(
    ("sabotage", "point", "farthest", "finding"),
    [
        ("acknowledge before the commit", "an input taken up", 6, "and has 0 rows"),
        ("forget who was told", "before a call to Telegram", 6, "was delivered"),
        ("forget who was written to", "before a letter", 2, "was delivered 0 times"),
    ],
)
async def test_a_broken_product_does_not_pass(
    nursery: Nursery, sqlite_url: sa.URL, tmp_path: Path, sabotage: str, point: str, farthest: int, finding: str
) -> None:
    """A rig that finds nothing here would prove nothing above. Kills strike by chance: three campaigns at most."""
    for attempt in range(CAMPAIGNS):
        plan = Plan(7 + attempt, kills=8, agents=1, sabotage=sabotage, points=(point,), farthest=farthest)
        (folder := tmp_path / str(attempt)).mkdir()
        base = shutil.copy(str(sqlite_url.database), folder)
        report = await waged(plan, nursery, sqlite_url.set(database=str(base)), folder)
        print(f"{sabotage}: {len(report.found)} findings, the first: {report.found[:1]}")
        if any(finding in one for one in report.found):
            return
    raise AssertionError(f"not noticed: {sabotage}")


@pytest.mark.soak
@pytest.mark.parametrize(
    "doors",
    [(ASKING,), (CALLED,), (ASKING, CALLED) * 3, (POSTED, SIGNED) * 3],
    ids=["asking", "called", "in turn", "one of each"],
)
async def test_two_hundred_kills_lose_and_double_nothing(
    nursery: Nursery, sqlite_url: sa.URL, tmp_path: Path, seed: int, doors: tuple[Doors, ...]
) -> None:
    """Fifty on each of four databases."""
    report = await waged(Plan(seed, kills=50, customers=5, doors=doors), nursery, sqlite_url, tmp_path)
    judged(report)
    assert report.deeds.keys() >= DEEDS, f"never done, so never proved: {DEEDS - report.deeds.keys()}"


@pytest.mark.soak
async def test_fifty_sigterms_under_load_lose_nothing_and_end_in_time(
    nursery: Nursery, sqlite_url: sa.URL, tmp_path: Path, seed: int
) -> None:
    judged(await waged(Plan(seed, terms=50, doors=(CALLED, ASKING) * 5), nursery, sqlite_url, tmp_path))


@pytest.mark.soak
async def test_an_album_an_edit_and_a_letter_are_missed_when_they_are_lost(
    nursery: Nursery, sqlite_url: sa.URL, tmp_path: Path
) -> None:
    report = await waged(Plan(7, kills=6, sabotage="lose the rest"), nursery, sqlite_url, tmp_path)
    for finding in ("are in messages", "stands as", "on one way only"):
        assert any(finding in one for one in report.found), f"not noticed: {finding}"


@pytest.mark.soak
async def test_a_webhook_that_answers_before_the_commit_does_not_pass(
    nursery: Nursery, sqlite_url: sa.URL, tmp_path: Path
) -> None:
    plan = Plan(7, kills=6, sabotage="acknowledge before the commit", points=("an input taken up",), doors=(CALLED,))
    report = await waged(plan, nursery, sqlite_url, tmp_path)
    assert any("and has 0 rows" in one for one in report.found)
