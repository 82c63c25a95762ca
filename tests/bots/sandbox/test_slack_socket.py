"""Socket Mode and the events that come through it."""

import asyncio
from contextlib import AsyncExitStack

import aiohttp
import pytest
from slack_sdk.web.async_client import AsyncWebClient

from tests.standins.slack import Agent, ControlError, SlackStandIn, Upload
from tests.standins.slack_socket import BareSocket

pytest_plugins = ["tests.standins.slack_fixtures"]
pytestmark = pytest.mark.asyncio(loop_scope="module")


async def test_a_connection_begins_with_hello_and_its_ticket_works_once(slack: SlackStandIn) -> None:
    async with BareSocket(slack) as app, aiohttp.ClientSession() as session:
        assert (app.frames[0]["type"], app.frames[0]["num_connections"]) == ("hello", 1)
        with pytest.raises(aiohttp.WSServerHandshakeError):
            await session.ws_connect(app.url)


async def test_each_event_goes_to_one_of_the_connections(slack: SlackStandIn, anna: Agent, triage: str) -> None:
    async with BareSocket(slack) as one, BareSocket(slack) as other:
        said = [await anna.say(triage, f"message {n}") for n in range(4)]
        await one.until(2)
        await other.until(2)
        ids = [frame["payload"]["event_id"] for frame in one.envelopes + other.envelopes]
        assert sorted(ids) == sorted(entry["event_id"] for entry in said)


async def test_an_acknowledgement_may_come_over_another_connection(
    slack: SlackStandIn, anna: Agent, triage: str
) -> None:
    async with BareSocket(slack, lambda _: False) as deaf, AsyncExitStack() as later:
        said = await anna.say(triage, "who answers?")
        (frame,) = await deaf.until_event(said["event_id"])
        other = await later.enter_async_context(BareSocket(slack))
        await other._socket.send_json({"envelope_id": frame["envelope_id"]})
        async with asyncio.timeout(2):
            while (await slack.envelope(said["event_id"]))["state"] != "acked":  # noqa: ASYNC110
                await asyncio.sleep(0.02)
        assert (await slack.envelope(said["event_id"]))["latency_ms"] < 3000


async def test_the_eleventh_connection_is_turned_away(slack: SlackStandIn) -> None:
    async with AsyncExitStack() as many:
        for _ in range(10):
            await many.enter_async_context(BareSocket(slack))
        eleventh = await many.enter_async_context(BareSocket(slack))
        assert eleventh.frames[0]["reason"] == "too_many_websockets"


async def test_a_connection_that_was_told_to_leave_gets_nothing_while_another_is_open(
    slack: SlackStandIn, anna: Agent, triage: str
) -> None:
    async with BareSocket(slack) as old:
        assert await slack.disconnect("warning") == 1
        async with BareSocket(slack) as fresh:
            for n in range(4):
                said = await anna.say(triage, f"{n} after the warning")
                await fresh.until_event(said["event_id"], within=2)
            assert old.frames[-1]["reason"] == "warning"
            assert old.envelopes == []


async def test_a_cut_connection_ends_without_a_word(slack: SlackStandIn) -> None:
    async with BareSocket(slack) as app:
        assert await slack.disconnect(cut=True) == 1
        async with asyncio.timeout(2):
            while not app.closed:  # noqa: ASYNC110
                await asyncio.sleep(0.01)
        assert app.frames[-1]["type"] == "hello"


async def test_a_redelivery_has_the_same_payload_and_a_new_envelope(
    slack: SlackStandIn, anna: Agent, triage: str
) -> None:
    async with BareSocket(slack) as app:
        said = await anna.say(triage, "twice")
        await app.until_event(said["event_id"])
        (answer,) = await slack.redeliver(said["event_id"])
        first, second = app.of_event(said["event_id"])
        assert answer["acked"] is True
        assert first["payload"] == second["payload"]
        assert first["envelope_id"] != second["envelope_id"]
        assert (first["retry_attempt"], second["retry_attempt"]) == (0, 1)


async def test_an_interaction_too_can_be_redelivered(slack: SlackStandIn, anna: Agent) -> None:
    async with BareSocket(slack, lambda _: {"text": "done"}) as app:
        outcome = await anna.shortcut("again")
        (answer,) = await slack.redeliver(outcome["envelope"])
        first, second = app.envelopes
        assert first["payload"] == second["payload"]
        assert (outcome["ack_payload"], answer["ack_payload"]) == ({"text": "done"}, {"text": "done"})


async def test_silenced_events_never_come_and_the_same_seed_drops_the_same_ones(
    slack: SlackStandIn, anna: Agent, triage: str
) -> None:
    lost = []
    async with BareSocket(slack):
        for _ in range(2):
            start = len(await slack.envelopes())
            await slack.silence(0.5, seed=7)
            for n in range(12):
                await anna.say(triage, f"n {n}")
            await slack.silence(0)
            lost.append([one["state"] == "silenced" for one in await slack.envelopes(start)])
    assert lost[0] == lost[1]
    assert 0 < sum(lost[0]) < 12


async def test_a_message_event_says_what_a_person_typed(slack: SlackStandIn, anna: Agent, triage: str) -> None:
    async with BareSocket(slack) as app:
        parent = await anna.say(triage, f"a < b & <@{anna}> see https://x.org/?a=1&b=2")
        log = Upload("журнал.log", b"line", "text/plain")
        reply = await anna.say(triage, "the log", thread=parent["ts"], files=[log])
        (first,) = await app.until_event(parent["event_id"])
        (second,) = await app.until_event(reply["event_id"])
    event, answer = first["payload"]["event"], second["payload"]["event"]
    assert event["text"] == f"a &lt; b &amp; <@{anna}> see <https://x.org/?a=1&b=2>"
    assert [part["type"] for part in event["blocks"][0]["elements"][0]["elements"]] == ["text", "user", "text", "link"]
    assert (event["channel_type"], bool(event["client_msg_id"])) == ("channel", True)
    assert (answer["subtype"], answer["thread_ts"], answer["parent_user_id"]) == ("file_share", parent["ts"], anna.id)
    assert (answer["files"][0]["name"], answer["files"][0]["size"]) == ("журнал.log", 4)
    assert first["payload"]["authorizations"][0]["is_bot"] is True


async def test_edits_deletions_and_reactions_are_told(slack: SlackStandIn, anna: Agent, triage: str) -> None:
    async with BareSocket(slack) as app:
        said = await anna.say(triage, "frist")
        edited = await anna.edit(triage, said["ts"], "first")
        marked = await anna.react(triage, said["ts"], "eyes")
        unmarked = await anna.react(triage, said["ts"], "eyes", remove=True)
        deleted = await anna.delete(triage, said["ts"])
        events = [
            (await app.until_event(one["event_id"]))[0]["payload"]["event"]
            for one in (edited, marked, unmarked, deleted)
        ]
    assert (events[0]["subtype"], events[0]["message"]["text"]) == ("message_changed", "first")
    assert events[0]["previous_message"]["text"] == "frist"
    assert [(one["type"], one["reaction"]) for one in events[1:3]] == [
        ("reaction_added", "eyes"),
        ("reaction_removed", "eyes"),
    ]
    assert (events[3]["subtype"], events[3]["deleted_ts"]) == ("message_deleted", said["ts"])


async def test_the_app_hears_its_own_messages_with_its_bot_id(
    slack: SlackStandIn, web: AsyncWebClient, triage: str
) -> None:
    async with BareSocket(slack) as app:
        posted = await web.chat_postMessage(channel=triage, text="me")
        (frame,) = await app.until(1)
        event = frame["payload"]["event"]
        assert (event["ts"], bool(event["bot_id"])) == (posted["ts"], True)


async def test_coming_going_and_leaving_the_company_are_told(slack: SlackStandIn, anna: Agent) -> None:
    async with BareSocket(slack) as app:
        room = await slack.channel("room")
        boris = await slack.agent("Борис")
        told = [
            await slack.join(room, boris),
            await slack.leave(room, boris),
            await slack.change_user(boris, deleted=True),
            await anna.open_home(),
        ]
        events = [(await app.until_event(one["event_id"]))[0]["payload"]["event"] for one in told]
    assert [one["type"] for one in events] == [
        "member_joined_channel",
        "member_left_channel",
        "user_change",
        "app_home_opened",
    ]
    assert events[2]["user"]["deleted"] is True


async def test_a_channel_without_the_bot_is_silent(slack: SlackStandIn, anna: Agent) -> None:
    lobby = await slack.channel("lobby", members=[anna], bot_member=False)
    assert (await anna.say(lobby, "in private"))["event_id"] is None


async def test_a_stranger_cannot_speak_in_a_channel(slack: SlackStandIn, triage: str) -> None:
    stranger = await slack.agent("Чужой", team_id="T0OTHER")
    with pytest.raises(ControlError, match="409"):
        await stranger.say(triage, "hello")
    await slack.join(triage, stranger)
    async with BareSocket(slack) as app:
        said = await stranger.say(triage, "hello")
        (frame,) = await app.until_event(said["event_id"])
        assert frame["payload"]["event"]["user_team"] == "T0OTHER"


async def test_a_direct_message_is_an_im(slack: SlackStandIn, anna: Agent) -> None:
    async with BareSocket(slack) as app:
        said = await anna.say("dm", "just between us")
        (frame,) = await app.until_event(said["event_id"])
        assert frame["payload"]["event"]["channel_type"] == "im"
