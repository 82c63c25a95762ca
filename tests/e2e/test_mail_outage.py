"""A mail server that is dead for an hour, or dies between the last dot and its answer (faults A9, D8)."""

import asyncio
import json
import re
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa

from tests.bots.test_cli import zayavka
from tests.e2e.stage import Stage, opened
from tests.e2e.steps import POST, gives_address
from tests.e2e.variants import notices, variant
from tests.standins.mail import Letter

PEOPLE = 4
ANSWERS = 5
MAIL = "SELECT {} FROM outbox JOIN addresses ON address_id = addresses.id WHERE addresses.door = 'mail'"
MINUTE = 60


async def _states(stage: Stage) -> set[str]:
    return {row[0] for row in await stage.rows(MAIL.format("DISTINCT state"))}


async def _mail_settled(stage: Stage, seconds: float = 40) -> None:
    async def done() -> bool:
        return await _states(stage) <= {"sent", "parked"}

    await stage.until(done, seconds)


async def _begins(stage: Stage, name: str, post: str) -> None:
    person = await stage.telegram.user(first_name=name)
    await person.say(f"Не печатает принтер {name}")
    await person.sees("принята")
    await gives_address(stage, person, post)


async def test_twenty_notices_of_a_dead_hour_arrive_once_each_and_in_order(url: sa.URL, tmp_path: Path) -> None:
    profile = variant(tmp_path, notices("chat", "mail"), thread="public")
    posts = [f"reader{n}@example.org" for n in range(PEOPLE)]
    async with opened(url, tmp_path / "files", post=True, profile=profile) as stage:
        await asyncio.gather(*(_begins(stage, f"Имя{n}", post) for n, post in enumerate(posts)))
        await stage.quiet()
        codes = len(await stage.mail.letters())
        await stage.mail.die()
        for n in range(ANSWERS):
            for card in await stage.cards():
                await stage.anna.say(stage.channel, f"Ответ {n}", thread=card["ts"])
            await _waiting(stage, PEOPLE * (n + 1))
        for _ in range(6):
            stage.clock.on(10 * MINUTE)
            await asyncio.sleep(0.3)
        assert len(await stage.mail.letters()) == codes
        assert await stage.one("SELECT count(*) FROM attempts WHERE ending = 'RetryLater'") >= PEOPLE
        await stage.mail.revive()
        stage.clock.on(7 * MINUTE)
        await _mail_settled(stage)

        letters = await stage.mail.letters(after=codes)
        assert Counter(one.message_id for one in letters).most_common(1)[0][1] == 1
        assert len(letters) == PEOPLE * ANSWERS
        wanted = [str(n) for n in range(ANSWERS)]
        assert {post: _answers(await stage.mail.letters(post)) for post in posts} == dict.fromkeys(posts, wanted)
        for post in posts:
            _in_one_thread([one for one in await stage.mail.letters(post) if "Ответ" in one.text])


async def _waiting(stage: Stage, count: int) -> None:
    """Slack keeps no order between two words of the same moment, so one is heard before the next is said."""

    async def heard() -> bool:
        return bool(await stage.one(MAIL.format("count(message_id)")) == count)

    await stage.until(heard, 20)


def _answers(letters: list[Letter]) -> list[str]:
    return [found[1] for letter in letters if (found := re.search(r"Ответ (\d)", letter.text))]


def _in_one_thread(letters: list[Letter]) -> None:
    """Each refers to the one before it."""
    for before, letter in zip(letters, letters[1:], strict=False):
        assert letter.headers["In-Reply-To"] == before.message_id


async def _cut(stage: Stage, times: int) -> list[Letter]:
    """An answer whose letter is taken while its line breaks, so many times; returns the copies that came."""
    ivan = await stage.telegram.user(first_name="Иван")
    await ivan.say("Не печатает принтер")
    await ivan.sees("принята")
    await gives_address(stage, ivan)
    await stage.quiet()
    await stage.mail.cut_after_dot(POST, times)
    (card,) = await stage.cards()
    await stage.anna.say(stage.channel, "Дошло ли?", thread=card["ts"])
    box = stage.mail.box(POST)
    await box.gets("Дошло ли?")
    stage.clock.on(10)
    await box.gets("Дошло ли?", count=2)
    await _mail_settled(stage)
    return [one for one in await box.letters() if "Дошло ли?" in one.text]


async def test_a_letter_cut_after_the_dot_comes_twice_at_most_and_under_one_name(
    sqlite_url: sa.URL, tmp_path: Path
) -> None:
    profile = variant(tmp_path, notices("chat", "mail"), thread="public")
    async with opened(sqlite_url, tmp_path / "files", post=True, profile=profile) as stage:
        copies = await _cut(stage, 1)
        assert len(copies) == 2 and len({one.message_id for one in copies}) == 1
        assert await _states(stage) == {"sent"}


async def test_cut_twice_it_is_parked_with_an_alarm_until_an_operator_sends_it_again(
    url: sa.URL, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    profile = variant(tmp_path, notices("chat", "mail"), thread="public")
    async with opened(url, tmp_path / "files", post=True, profile=profile) as stage:
        copies = await _cut(stage, 2)
        assert len(copies) == 2 and len({one.message_id for one in copies}) == 1
        assert await _states(stage) == {"sent", "parked"}
        said = [line for line in capsys.readouterr().out.splitlines() if "parked" in line]
        assert len(said) == 1 and "alarm=True" in said[0]
        stage.clock.on(60 * MINUTE)
        row = json.loads(await _operator(url, tmp_path, profile, "outbox", "list", "--json"))
        assert (row["door"], row["key"], row["state"]) == ("mail", POST, "parked")
        assert len(await stage.mail.box(POST).letters()) == 3

        assert await _operator(url, tmp_path, profile, "outbox", "retry", str(row["id"])) == "1\n"
        third = await stage.mail.box(POST).gets("Дошло ли?", count=3)
        await _mail_settled(stage)
        assert third.message_id == copies[0].message_id
        assert [one["rule"] for one in await stage.mail.violations()] == ["repeated-message-id"]
        stage.forgiven.add("repeated-message-id")
        assert await _states(stage) == {"sent"}


async def _operator(url: sa.URL, folder: Path, profile: str, *order: str) -> str:
    """What the command prints that somebody types on the machine while the product runs."""
    given: dict[str, Any] = {"database_url": url.render_as_string(hide_password=False), "profile": profile}
    ended = await asyncio.to_thread(zayavka, *order, folder=folder, **given)
    assert ended.returncode == 0, ended.stderr
    return ended.stdout
