"""What only time shows: three seconds to acknowledge, retries by the sandbox clock, triggers that expire.

The slow cases run side by side in one fixture; each test looks at one of them.
"""

import asyncio
from collections.abc import AsyncIterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import aiohttp
import pytest
import pytest_asyncio
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from tests.standins.slack import Agent, SlackStandIn
from tests.standins.slack_socket import BareSocket

pytestmark = pytest.mark.asyncio(loop_scope="module")

Json = dict[str, Any]
MODAL = {"type": "modal", "title": {"type": "plain_text", "text": "T"}, "blocks": [{"type": "divider"}]}


@dataclass(frozen=True)
class Slow:
    """What the app saw of one neglected event, and what people saw of neglected interactions."""

    retries: list[Json]
    retried: Json
    unanswered: Json
    late_trigger: str
    nobody_there: Json
    response_url: list[int]


def neglectful(frame: Json) -> None | bool:
    """Acknowledges events on their third retry only, and no command."""
    if frame["type"] == "events_api":
        return None if frame["retry_attempt"] == 3 else False
    return False if frame["type"] == "slash_commands" else None


def move(clock: Path, offset: int) -> None:
    clock.write_text(str(offset), encoding="ascii")


async def reaches(slack: SlackStandIn, event_id: str, state: str) -> Json:
    while (envelope := await slack.envelope(event_id))["state"] != state:  # noqa: ASYNC110
        await asyncio.sleep(0.05)
    return envelope


async def retries(slack: SlackStandIn, app: BareSocket, clock: Path, event_id: str) -> Json:
    """Moves the clock over the two pauses, each time after the app let three seconds pass."""
    for count, offset in ((1, 60), (2, 360)):
        await app.until_event(event_id, count)
        await reaches(slack, event_id, "retrying")
        move(clock, offset)
    return await reaches(slack, event_id, "acked")


async def late_trigger(slack: SlackStandIn, anna: Agent) -> str:
    pressed = await anna.shortcut("slow")
    await asyncio.sleep(3.05)
    return await views_open(slack, pressed["trigger_id"])


async def views_open(slack: SlackStandIn, trigger: str) -> str:
    web = AsyncWebClient(slack.bot_token, base_url=slack.api)
    try:
        await web.views_open(trigger_id=trigger, view=MODAL)
    except SlackApiError as error:
        return str(error.response["error"])
    return "ok"


async def old_response_url(clock: Path, url: str) -> list[int]:
    """Used once in time, once half an hour later."""
    statuses = []
    async with aiohttp.ClientSession() as session:
        for offset in (360, 2200):
            move(clock, offset)
            async with session.post(url, json={"text": "late"}) as answer:
                statuses.append(answer.status)
    return statuses


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def slow(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Slow]:
    clock = tmp_path_factory.mktemp("slack") / "offset"
    async with SlackStandIn(clock=f"file:{clock}") as slack:
        anna = await slack.agent("Анна")
        triage = await slack.channel("triage", members=[anna])
        nobody_there = await anna.command("/ticket", "", triage)
        said = await anna.say(triage, "is anybody there?")
        async with BareSocket(slack, neglectful) as app, asyncio.TaskGroup() as tasks:
            retried = tasks.create_task(retries(slack, app, clock, said["event_id"]))
            unanswered = tasks.create_task(anna.command("/ticket", "new", triage))
            expired = tasks.create_task(late_trigger(slack, anna))
            async with asyncio.timeout(15):
                await asyncio.wait([retried, unanswered, expired])
            url = next(one for one in app.envelopes if one["type"] == "slash_commands")["payload"]["response_url"]
            statuses = await old_response_url(clock, url)
        mine = app.of_event(said["event_id"])
        yield Slow(mine, retried.result(), unanswered.result(), expired.result(), nobody_there, statuses)


async def test_an_event_that_nobody_took_is_retried_at_once_then_after_one_and_five_minutes(slow: Slow) -> None:
    assert [one["retry_attempt"] for one in slow.retries] == [1, 2, 3]
    attempts = slow.retried["attempts"]
    assert [one["connection"] for one in attempts] == [None, 1, 1, 1]
    moments = [one["at"] for one in attempts]
    assert moments[1] - moments[0] < 4
    assert 60 <= moments[2] - moments[1] < 70
    assert 300 <= moments[3] - moments[2] < 310


async def test_a_retry_is_the_same_event_in_a_new_envelope(slow: Slow) -> None:
    assert len({one["envelope_id"] for one in slow.retries}) == 3
    assert len({one["payload"]["event_id"] for one in slow.retries}) == 1
    assert {one["retry_reason"] for one in slow.retries} == {"timeout"}


async def test_a_person_waits_three_seconds_for_an_acknowledgement_and_then_sees_an_error(slow: Slow) -> None:
    assert slow.unanswered["status"] == "timeout"
    assert 3000 <= slow.unanswered["ms"] < 3500


async def test_a_person_sees_an_error_at_once_when_the_app_holds_no_socket(slow: Slow) -> None:
    assert slow.nobody_there["status"] == "error"
    assert slow.nobody_there["ms"] < 500


async def test_a_trigger_expires_after_three_seconds(slow: Slow) -> None:
    assert slow.late_trigger == "expired_trigger_id"


async def test_a_response_url_expires_after_half_an_hour(slow: Slow) -> None:
    assert slow.response_url == [200, 404]
