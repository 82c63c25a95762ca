"""Slack silently loses one event in ten: after one reconciliation the desk stands as if none was lost (A3, B8)."""

from pathlib import Path
from typing import Any

import pytest

from tests.bots.slack.ordeal import Ordeal, ordeal
from tests.standins.slack import SlackStandIn

pytestmark = pytest.mark.asyncio(loop_scope="module")


async def lossless(slack: SlackStandIn, folder: Path, seed: int, events: int) -> dict[str, list[Any]]:
    async with ordeal(slack, folder, seed) as day:
        await day.play(events)
        assert await day.desk.bot.reconcile() == 0
        return await day.state()


async def equal(slack: SlackStandIn, folder: Path, seed: int, events: int, loss: float) -> int:
    """Says how much was found."""
    (folder / "all").mkdir()
    (folder / "lossy").mkdir()
    wanted = await lossless(slack, folder / "all", seed, events)
    async with ordeal(slack, folder / "lossy", seed) as day:
        await slack.silence(loss, seed)
        try:
            await day.play(events)
        finally:
            await slack.silence(0.0)
        missing = await day.desk.bot.reconcile()
        await day.settled()
        now = await day.state()
        then = without(wanted, day, now["words"])
        for part, rows in then.items():
            assert sorted(map(repr, now[part])) == sorted(map(repr, rows)), part
        assert await day.desk.bot.reconcile() == 0
    return missing


def without(wanted: dict[str, list[Any]], day: Ordeal, now: list[Any]) -> dict[str, list[Any]]:
    """What was said and taken away again before anybody could read it may stand nowhere; it has no words any more.

    Whether it was read is for the product to say: a line that was cut meanwhile makes it look at everything.
    """
    words = list(wanted["words"])
    for word in day.words:
        if word.ts in day.never_read:
            gone = (word.subject, word.author.real_name, "", 1, word.files)
            if words.count(gone) > now.count(gone):
                words.remove(gone)
    return wanted | {"words": words}


async def test_a_day_of_which_a_tenth_was_never_told_ends_as_if_all_was(
    slack: SlackStandIn, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bots.slack.catchup.PACE", 0.0)
    assert await equal(slack, tmp_path, seed=5, events=50, loss=0.1) > 0


@pytest.mark.soak
@pytest.mark.parametrize("seed", range(10))
async def test_ten_longer_days_end_as_if_all_was_told(
    slack: SlackStandIn, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, seed: int
) -> None:
    monkeypatch.setattr("bots.slack.catchup.PACE", 0.0)
    assert await equal(slack, tmp_path, seed, events=250, loss=0.1) > 0
