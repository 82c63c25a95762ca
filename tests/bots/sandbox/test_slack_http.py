"""HTTP instead of Socket Mode: signed requests, their retries, and what their answers do."""

import asyncio
from collections.abc import AsyncIterator
from typing import Any

import pytest
import pytest_asyncio
from aiohttp import web
from slack_bolt.adapter.aiohttp import to_aiohttp_response, to_bolt_request
from slack_bolt.async_app import AsyncApp
from slack_sdk.signature import SignatureVerifier
from slack_sdk.web.async_client import AsyncWebClient

from tests.standins.clock import MovedClock
from tests.standins.slack import Agent, ControlError, SlackStandIn
from tests.standins.slack_receiver import Receiver, Sent
from tests.standins.slack_socket import BareSocket

pytestmark = pytest.mark.asyncio(loop_scope="module")

Json = dict[str, Any]


@pytest.fixture(scope="module")
def clock(tmp_path_factory: pytest.TempPathFactory) -> MovedClock:
    return MovedClock(tmp_path_factory.mktemp("slack") / "offset")


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def slack(clock: MovedClock) -> AsyncIterator[SlackStandIn]:
    async with SlackStandIn(clock=f"file:{clock.path}", limits=False) as running:
        yield running


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def web_api(slack: SlackStandIn) -> AsyncWebClient:
    return AsyncWebClient(slack.bot_token, base_url=slack.api, retry_handlers=[])


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def anna(slack: SlackStandIn) -> Agent:
    return await slack.agent("Анна", "anna@example.org")


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def triage(slack: SlackStandIn, anna: Agent) -> str:
    return await slack.channel("triage", members=[anna])


@pytest_asyncio.fixture(loop_scope="module")
async def door(slack: SlackStandIn) -> AsyncIterator[Receiver]:
    async with Receiver() as receiver:
        await slack.over_http(receiver.url)
        yield receiver
        await slack.over_sockets()


def modal(title: str) -> Json:
    name = {"type": "plain_text_input", "action_id": "name"}
    field = {"type": "input", "block_id": "who", "label": {"type": "plain_text", "text": "Who"}, "element": name}
    words = {part: {"type": "plain_text", "text": text} for part, text in (("title", title), ("submit", "OK"))}
    return {"type": "modal", "callback_id": "ask", "blocks": [field]} | words


def answering(status: int = 200, **headers: str) -> Any:
    async def answer(sent: Sent) -> web.Response:
        return web.Response(status=status, headers=headers)

    return answer


def saying(payload: Json) -> Any:
    async def answer(sent: Sent) -> web.Response:
        return web.json_response(payload)

    return answer


async def reaches(slack: SlackStandIn, event_id: str, state: str) -> Json:
    async with asyncio.timeout(10):
        while (envelope := await slack.envelope(event_id))["state"] != state:  # noqa: ASYNC110
            await asyncio.sleep(0.02)
    return envelope


async def test_the_url_is_taken_once_it_gives_the_challenge_back(slack: SlackStandIn) -> None:
    async with Receiver() as receiver:
        await slack.over_http(receiver.url)
        receiver.challenged = lambda sent: saying({"challenge": sent.payload["challenge"]})(sent)
        await slack.over_http(receiver.url)
        asked = receiver.requests[0]
        assert set(asked.payload) == {"token", "challenge", "type"}
        assert SignatureVerifier(slack.signing_secret).is_valid_request(asked.body, asked.headers)
    await slack.over_sockets()


@pytest.mark.parametrize("answer", [saying({"challenge": "another"}), answering(200), answering(404)])
async def test_a_url_that_answers_otherwise_is_refused(
    slack: SlackStandIn, anna: Agent, triage: str, door: Receiver, answer: Any
) -> None:
    async with Receiver() as other:
        other.challenged = answer
        with pytest.raises(ControlError, match="url_not_verified"):
            await slack.over_http(other.url)
        said = await anna.say(triage, "who hears me?")
        await door.until_event(said["event_id"])
        assert other.told == []
    with pytest.raises(ControlError, match="url_not_verified"):
        await slack.over_http("http://127.0.0.1:1/")


async def test_every_request_is_signed_as_the_sdk_verifies_it(
    slack: SlackStandIn, anna: Agent, triage: str, door: Receiver, clock: MovedClock
) -> None:
    await slack.over_http(door.url, "another-secret")
    clock.on(86_400)
    said = await anna.say(triage, "Привет, <мир>")
    await door.until_event(said["event_id"])
    await anna.command("/ticket", "новая & срочная", triage)
    await anna.shortcut("report")
    assert len(door.told) == 3
    verifier, wrong = SignatureVerifier("another-secret"), SignatureVerifier(slack.signing_secret)
    for sent in door.told:
        assert verifier.is_valid_request(sent.body, sent.headers)
        assert not wrong.is_valid_request(sent.body, sent.headers)
        assert not verifier.is_valid_request(sent.body + b" ", sent.headers)


async def test_events_commands_and_interactions_have_their_own_forms(anna: Agent, triage: str, door: Receiver) -> None:
    said = await anna.say(triage, "over HTTP")
    (event,) = await door.until_event(said["event_id"])
    assert event.headers["Content-Type"] == "application/json"
    assert (event.payload["type"], event.payload["event"]["text"]) == ("event_callback", "over HTTP")
    assert event.retry == (None, None)
    await anna.command("/ticket", "новая & срочная", triage)
    await anna.shortcut("report")
    command, shortcut = door.told[1:]
    assert {command.headers["Content-Type"], shortcut.headers["Content-Type"]} == {"application/x-www-form-urlencoded"}
    assert (command.payload["command"], command.payload["text"]) == ("/ticket", "новая & срочная")
    assert (shortcut.payload["type"], shortcut.payload["callback_id"]) == ("shortcut", "report")


async def test_a_socket_gets_nothing_while_a_door_is_set_and_everything_after(
    slack: SlackStandIn, anna: Agent, triage: str
) -> None:
    async with Receiver() as receiver, BareSocket(slack) as app:
        await slack.over_http(receiver.url)
        assert app.frames[-1]["reason"] == "link_disabled"
        async with BareSocket(slack) as stubborn:
            said = await anna.say(triage, "by the door")
            await receiver.until_event(said["event_id"])
            await slack.over_sockets()
            said = await anna.say(triage, "by the socket")
            await stubborn.until_event(said["event_id"])
            assert (len(stubborn.envelopes), len(receiver.told)) == (1, 1)


async def test_a_refused_event_comes_at_once_and_after_one_and_five_minutes(
    slack: SlackStandIn, anna: Agent, triage: str, door: Receiver, clock: MovedClock
) -> None:
    door.answer = answering(500)
    said = await anna.say(triage, "will you take it?")
    for count, pause in ((2, 61), (3, 301)):
        await door.until_event(said["event_id"], count)
        await reaches(slack, said["event_id"], "retrying")
        await asyncio.sleep(0.15)
        assert len(door.of_event(said["event_id"])) == count
        clock.on(pause)
    envelope = await reaches(slack, said["event_id"], "lost")
    sent = door.of_event(said["event_id"])
    assert [one.retry for one in sent] == [(None, None), *((str(n), "http_error") for n in (1, 2, 3))]
    assert len({one.body for one in sent}) == 1
    assert [one["acked_at"] for one in envelope["attempts"]] == [None] * 4


async def test_a_retry_that_is_taken_is_the_last(slack: SlackStandIn, anna: Agent, triage: str, door: Receiver) -> None:
    async def second_time(sent: Sent) -> web.Response:
        return web.Response(status=200 if "X-Slack-Retry-Num" in sent.headers else 502)

    door.answer = second_time
    said = await anna.say(triage, "twice")
    await reaches(slack, said["event_id"], "acked")
    assert [one.retry for one in door.of_event(said["event_id"])] == [(None, None), ("1", "http_error")]


async def test_an_app_may_ask_for_no_retry(slack: SlackStandIn, anna: Agent, triage: str, door: Receiver) -> None:
    door.answer = answering(400, **{"X-Slack-No-Retry": "1"})
    said = await anna.say(triage, "never mind")
    await reaches(slack, said["event_id"], "lost")
    assert len(door.of_event(said["event_id"])) == 1


async def test_who_does_not_answer_in_three_seconds_is_asked_again_and_the_person_sees_an_error(
    slack: SlackStandIn, anna: Agent, triage: str, door: Receiver
) -> None:
    async def slow(sent: Sent) -> web.Response:
        await asyncio.sleep(0 if "X-Slack-Retry-Num" in sent.headers else 3.2)
        return web.Response()

    door.answer = slow
    said, outcome = await asyncio.gather(anna.say(triage, "slow"), anna.command("/ticket", "", triage))
    assert (outcome["status"], 3000 <= outcome["ms"] < 3500) == ("timeout", True)
    envelope = await reaches(slack, said["event_id"], "acked")
    assert door.of_event(said["event_id"])[1].retry == ("1", "http_timeout")
    first, second = envelope["attempts"]
    assert 3 <= second["at"] - first["at"] < 4


async def test_an_app_that_is_away_gets_the_event_when_it_is_back(
    slack: SlackStandIn, anna: Agent, triage: str
) -> None:
    async with Receiver() as receiver:
        await slack.over_http(receiver.url)
    said = await anna.say(triage, "anybody?")
    outcome = await anna.command("/ticket", "", triage)
    assert (outcome["status"], outcome["ms"] < 500) == ("error", True)
    async with asyncio.timeout(20):
        while len((envelope := await slack.envelope(said["event_id"]))["attempts"]) < 2:  # noqa: ASYNC110
            await asyncio.sleep(0.02)
    assert envelope["attempts"][1]["retry_reason"] == "connection_failed"
    async with Receiver() as back:
        await slack.over_http(back.url)
        (answer,) = await slack.redeliver(said["event_id"])
        assert answer["acked"] is True
        assert [one.retry for one in back.of_event(said["event_id"])] == [("2", "connection_failed")]
    await slack.over_sockets()


@pytest.mark.parametrize(
    ("answer", "result", "left"),
    [
        ({}, "closed", []),
        ({"response_action": "clear"}, "cleared", []),
        ({"response_action": "update", "view": modal("Second")}, "updated", ["Second"]),
        ({"response_action": "push", "view": modal("Above")}, "pushed", ["First", "Above"]),
        ({"response_action": "errors", "errors": {"who": "unknown"}}, "errors", ["First"]),
    ],
)
async def test_the_answer_to_a_submission_says_what_becomes_of_the_modal(
    anna: Agent, web_api: AsyncWebClient, door: Receiver, answer: Json, result: str, left: list[str]
) -> None:
    opened = await anna.shortcut("ask")
    await web_api.views_open(trigger_id=opened["trigger_id"], view=modal("First"))
    if answer:
        door.answer = saying(answer)
    submitted = await anna.submit({"who": "Пётр"})
    assert (submitted["status"], submitted["result"]) == ("acked", result)
    assert [view["title"]["text"] for view in submitted["views"]] == left
    assert submitted["errors"] == answer.get("errors", {})


async def test_a_command_may_be_answered_with_bare_text(anna: Agent, triage: str, door: Receiver) -> None:
    async def in_words(sent: Sent) -> web.Response:
        return web.Response(text="Записано")

    door.answer = in_words
    outcome = await anna.command("/ticket", "", triage)
    assert outcome["ack_payload"] == {"text": "Записано"}
    await anna.whispered("Записано")


async def test_bolt_serves_the_door(slack: SlackStandIn, anna: Agent, triage: str, web_api: AsyncWebClient) -> None:
    app = AsyncApp(client=web_api, signing_secret=slack.signing_secret, token=slack.bot_token)

    @app.command("/ticket")
    async def asked(ack: Any, client: AsyncWebClient, body: Json) -> None:
        await ack()
        await client.views_open(trigger_id=body["trigger_id"], view=modal("Ask"))

    @app.view("ask")
    async def given(ack: Any) -> None:
        await ack(response_action="errors", errors={"who": "кто это?"})

    @app.event("message")
    async def heard(client: AsyncWebClient, event: Json) -> None:
        if "bot_id" not in event:
            await client.chat_postMessage(channel=event["channel"], text=f"heard: {event['text']}")

    async def bolt(sent: web.Request) -> web.Response:
        return await to_aiohttp_response(await app.async_dispatch(await to_bolt_request(sent)))

    served = web.Application()
    served.router.add_post("/slack/events", bolt)
    runner = web.AppRunner(served, shutdown_timeout=0.1)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    try:
        await slack.over_http(f"http://127.0.0.1:{runner.addresses[0][1]}/slack/events")
        await anna.say(triage, "over Bolt")
        await anna.sees(triage, "heard: over Bolt")
        await anna.command("/ticket", "", triage)
        submitted = await anna.submit({"who": "Пётр"})
        assert (submitted["result"], submitted["errors"]) == ("errors", {"who": "кто это?"})
        with pytest.raises(ControlError, match="url_not_verified"):
            await slack.over_http(f"http://127.0.0.1:{runner.addresses[0][1]}/slack/events", "not the app's secret")
    finally:
        await slack.over_sockets()
        await runner.cleanup()
