"""Signed requests instead of sockets: who is believed, what is written down first, and what a repeat does."""

import asyncio
import json
import random
import time
from collections.abc import AsyncIterator, Mapping
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import aiohttp
import pytest
import pytest_asyncio
from slack_sdk.signature import SignatureVerifier

from core.tickets.commands import AddComment
from tests.bots.slack.office import IVAN, Office, office
from tests.standins.slack import SlackStandIn

pytestmark = pytest.mark.asyncio(loop_scope="module")

SECRET = SlackStandIn.signing_secret
FORM, JSON = "application/x-www-form-urlencoded", "application/json"


@pytest_asyncio.fixture(loop_scope="module")
async def door(slack: SlackStandIn, tmp_path: Path) -> AsyncIterator[Office]:
    async with office(slack, tmp_path, signing_secret=SECRET) as running:
        yield running


async def rows(door: Office, event_id: str) -> int:
    query = f"SELECT count(*) FROM inbox WHERE external_id = '{event_id}'"
    return await door.hop.read(lambda conn: conn.exec_driver_sql(query).scalar_one())


async def posted(door: Office, body: bytes, headers: Mapping[str, str], kind: str = JSON) -> int:
    async with (
        aiohttp.ClientSession() as session,
        session.post(door.url, data=body, headers={"Content-Type": kind, **headers}) as answer,
    ):
        await answer.read()
        return answer.status


def signed(body: bytes, secret: str = SECRET, at: float | None = None) -> dict[str, str]:
    stamp = str(int(time.time() if at is None else at))
    mark = SignatureVerifier(secret).generate_signature(timestamp=stamp, body=body)
    return {"X-Slack-Request-Timestamp": stamp, "X-Slack-Signature": str(mark)}


def event(door: Office, id: str, **more: Any) -> bytes:
    said = {"type": "message", "channel": door.channel, "user": door.anna.id, "text": "Слово", "ts": "1.1", **more}
    body = {"type": "event_callback", "event_id": id, "team_id": door.workspace.team, "event": said}
    return json.dumps(body | {"api_app_id": door.workspace.app}).encode()


async def test_a_ticket_is_worked_on_without_a_single_socket(door: Office) -> None:
    assert door.workspace.app_token is None and door.bot.healthy()
    ticket = await door.open("Не печатает")
    card = await door.card(ticket)
    pressed = await door.anna.press(door.channel, card["ts"], text="Взять в работу")
    assert pressed["status"] == "acked" and pressed["ms"] < 2000
    await door.card(ticket, "🟠 В работе")
    await door.anna.say(door.channel, "Смотрю", thread=card["ts"])
    assert (await door.spoken(ticket, "Смотрю")).internal
    await door.anna.press(door.channel, card["ts"], action_id="v1:reply")
    await door.until(door.anna.views)
    refused = await door.anna.submit()
    assert refused["result"] == "errors" and "Пустое сообщение" in refused["errors"]["body"]
    assert (await door.anna.submit({"body": "Включите"}))["result"] == "closed"
    await door.said(ticket, "✓ Доставлено (Telegram)")


async def test_an_event_is_written_down_before_the_answer_and_a_repeat_has_no_effect(door: Office) -> None:
    ticket = await door.open()
    thread = (await door.card(ticket))["ts"]
    body = event(door, "EvTwice", thread_ts=thread, ts="5.5", client_msg_id="m-1")
    headers = signed(body)
    assert await posted(door, body, headers) == 200
    assert await rows(door, "EvTwice") == 1
    retried = headers | {"X-Slack-Retry-Num": "1", "X-Slack-Retry-Reason": "http_timeout"}
    assert await asyncio.gather(*(posted(door, body, retried) for _ in range(5))) == [200] * 5
    await door.spoken(ticket, "Слово")
    await door.desk(AddComment(ticket, "Дальше"), IVAN)
    await door.spoken(ticket, "Дальше")
    assert await rows(door, "EvTwice") == 1
    _, messages = await door.seen_by(door.anna, ticket)
    assert [one.body for one in messages].count("Слово") == 1


async def test_a_press_that_is_played_again_changes_nothing(door: Office) -> None:
    ticket = await door.open()
    card = await door.card(ticket)
    action = {"action_id": "v1:claim", "action_ts": "9.9", "value": f"{ticket}:0", "type": "button", "block_id": "b"}
    payload = {
        "type": "block_actions", "team": {"id": door.workspace.team}, "api_app_id": door.workspace.app,
        "user": {"id": door.anna.id, "team_id": door.workspace.team}, "actions": [action],
        "container": {"channel_id": door.channel, "message_ts": card["ts"]},
    }  # fmt: skip
    body = urlencode({"payload": json.dumps(payload)}).encode()
    headers = signed(body)
    for _ in range(3):
        assert await posted(door, body, headers, FORM) == 200
    await door.card(ticket, "🟠 В работе")
    query = f"SELECT count(*) FROM events WHERE ticket_id = {ticket} AND kind = 'TicketAssigned'"
    assert await door.hop.read(lambda conn: conn.exec_driver_sql(query).scalar_one()) == 1
    assert await door.anna.ephemerals() == []


async def test_what_slack_has_not_signed_is_refused_and_leaves_nothing(door: Office) -> None:
    body, now = event(door, "EvForged"), time.time()
    true = signed(body)
    forged = [
        ({}, body),
        (signed(body, "another secret"), body),
        (signed(body, at=now - 301), body),
        (signed(body, at=now + 310), body),
        (true, body.replace(b"EvForged", b"EvForger")),
        (true | {"X-Slack-Request-Timestamp": "soon"}, body),
        (true | {"X-Slack-Request-Timestamp": ""}, body),
        (true | {"X-Slack-Request-Timestamp": "9" * 5000}, body),
        (true | {"X-Slack-Signature": "v0=\u00ff"}, body),
        (true | {"X-Slack-Signature": true["X-Slack-Signature"].upper()}, body),
        (true | {"X-Slack-Signature": true["X-Slack-Signature"].replace("v0", "v1")}, body),
        ({}, b"ssl_check=1"),
        ({}, b"\xff\xfe{"),
        (signed(b""), b"\xff\xfe{"),
        ({}, b'{"type": "url_verification", "challenge": "x"}'),
    ]
    answers = [await posted(door, one, headers) for headers, one in forged]
    assert answers == [401] * len(forged)
    assert await rows(door, "EvForged") == await rows(door, "EvForger") == 0
    assert await posted(door, body, true) == 200
    assert await rows(door, "EvForged") == 1


async def test_a_thousand_random_signatures_are_refused(door: Office) -> None:
    chance, body = random.Random(3), event(door, "EvRandom")
    true = signed(body)
    mark = true["X-Slack-Signature"]
    async with aiohttp.ClientSession() as session:
        for _ in range(1000):
            place = chance.randrange(3, len(mark))
            digit = chance.choice([one for one in "0123456789abcdef" if one != mark[place]])
            headers = true | {"X-Slack-Signature": mark[:place] + digit + mark[place + 1 :], "Content-Type": JSON}
            async with session.post(door.url, data=body, headers=headers) as answer:
                assert answer.status == 401
    assert await rows(door, "EvRandom") == 0


async def test_only_posts_of_a_bearable_size_are_read(door: Office) -> None:
    large = b"{" + b" " * (2**20)
    assert await posted(door, large, signed(large)) == 413
    async with aiohttp.ClientSession() as session:
        for method in ("GET", "HEAD", "PUT"):
            async with session.request(method, door.url) as answer:
                assert answer.status == 405


async def test_an_event_that_cannot_be_written_down_is_not_taken(door: Office) -> None:
    """So Slack sends it again."""
    body = event(door, "EvLater")
    await door.hop.unit(lambda unit: unit.conn.exec_driver_sql("ALTER TABLE inbox RENAME TO elsewhere"))
    assert await posted(door, body, signed(body)) == 500
    await door.hop.unit(lambda unit: unit.conn.exec_driver_sql("ALTER TABLE elsewhere RENAME TO inbox"))
    assert await posted(door, body, signed(body)) == 200
    assert await rows(door, "EvLater") == 1


async def test_a_bot_that_has_stopped_asks_slack_to_come_again(door: Office) -> None:
    body = event(door, "EvAfter")
    door.bot.stop()

    async def shut() -> bool:
        return not door.bot.healthy()

    await door.until(shut)
    assert await posted(door, body, signed(body)) == 503
    assert await rows(door, "EvAfter") == 0


async def test_payloads_of_another_workspace_leave_nothing_however_well_signed(door: Office) -> None:
    body = event(door, "EvForeign").replace(door.workspace.team.encode(), b"T0FOREIGN")
    assert await posted(door, body, signed(body)) == 200
    assert await rows(door, "EvForeign") == 0
