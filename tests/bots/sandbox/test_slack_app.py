"""A small Bolt app against the stand-in: what people press, fill in and see."""

import asyncio
from collections.abc import AsyncIterator
from typing import Any

import aiohttp
import pytest
import pytest_asyncio
from slack_bolt.adapter.socket_mode.async_handler import AsyncSocketModeHandler
from slack_bolt.async_app import AsyncApp
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from tests.standins.slack import Agent, ControlError, SlackStandIn, Upload

pytest_plugins = ["tests.standins.slack_fixtures"]
pytestmark = pytest.mark.asyncio(loop_scope="module")

Json = dict[str, Any]


def plain(text: str) -> Json:
    return {"type": "plain_text", "text": text}


def field(block_id: str, element: Json, **more: Any) -> Json:
    return {"type": "input", "block_id": block_id, "label": plain(block_id), "element": element, **more}


def card(ticket: str) -> list[Json]:
    options = [{"text": plain(name), "value": name} for name in ("low", "high")]
    buttons = [
        {"type": "button", "action_id": "claim", "text": plain("Claim"), "value": ticket},
        {"type": "button", "action_id": "reply", "text": plain("Reply"), "value": ticket, "style": "primary"},
        {"type": "static_select", "action_id": "priority", "options": options},
    ]
    return [
        {"type": "section", "text": {"type": "mrkdwn", "text": f"*{ticket}*"}},
        {"type": "actions", "block_id": "verbs", "elements": buttons},
    ]


REPLY = {
    "type": "modal",
    "callback_id": "reply",
    "title": plain("Reply"),
    "submit": plain("Send"),
    "notify_on_close": True,
    "blocks": [
        field("text", {"type": "plain_text_input", "action_id": "text", "max_length": 20}),
        field("company", {"type": "external_select", "action_id": "company"}, optional=True),
        field("files", {"type": "file_input", "action_id": "files"}, optional=True),
    ],
}
NOTICE = {"type": "modal", "title": plain("Notice"), "blocks": [{"type": "section", "text": plain("sent")}]}


class Desk:
    """What the app heard."""

    def __init__(self) -> None:
        self.heard: asyncio.Queue[Json] = asyncio.Queue()


def tiny_app(web: AsyncWebClient, desk: Desk) -> AsyncApp:
    app = AsyncApp(client=web)

    @app.event("message")
    async def message(event: Json) -> None:
        if event.get("text") == "new":
            await web.chat_postMessage(channel=event["channel"], text="HD-1", blocks=card("HD-1"))

    @app.event("app_home_opened")
    async def home(event: Json) -> None:
        await web.views_publish(user_id=event["user"], view={"type": "home", "blocks": card("HD-home")})

    @app.action("claim")
    async def claim(ack: Any, body: Json, respond: Any) -> None:
        await ack()
        await desk.heard.put(body)
        if "message" in body:
            await respond(text=f"{body['actions'][0]['value']} is yours", replace_original=False)

    @app.action("priority")
    async def priority(ack: Any, body: Json, respond: Any) -> None:
        await ack()
        await respond(text="changed", replace_original=True)

    @app.action("reply")
    async def reply(ack: Any, body: Json) -> None:
        await web.views_open(trigger_id=body["trigger_id"], view=REPLY)
        await ack()

    @app.options("company")
    async def companies(ack: Any, payload: Json) -> None:
        await ack(options=[{"text": plain(payload["value"] + "!"), "value": payload["value"]}])

    @app.view("reply")
    async def replied(ack: Any, view: Json) -> None:
        text = view["state"]["values"]["text"]["text"]["value"]
        await desk.heard.put(view)
        answers: dict[str, Json] = {
            "bad": {"response_action": "errors", "errors": {"text": "say more"}},
            "update": {"response_action": "update", "view": NOTICE},
            "push": {"response_action": "push", "view": NOTICE},
            "clear": {"response_action": "clear"},
            "nonsense": {"response_action": "errors", "errors": {"nowhere": "?"}},
        }
        await ack(**answers.get(text, {}))

    @app.view_closed("reply")
    async def closed(ack: Any, body: Json) -> None:
        await ack()
        await desk.heard.put(body)

    @app.command("/ticket")
    async def ticket(ack: Any, command: Json) -> None:
        await ack(f"noted: {command['text']}")

    @app.shortcut("from_message")
    async def shortcut(ack: Any, shortcut: Json) -> None:
        await ack()
        await desk.heard.put(shortcut)

    return app


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def desk(slack: SlackStandIn, web: AsyncWebClient) -> AsyncIterator[Desk]:
    heard = Desk()
    handler = AsyncSocketModeHandler(tiny_app(web, heard), slack.app_token)
    await handler.connect_async()  # type: ignore[no-untyped-call]
    await slack.connected()
    yield heard
    await handler.close_async()  # type: ignore[no-untyped-call]


async def heard(desk: Desk) -> Json:
    return await asyncio.wait_for(desk.heard.get(), 20)


@pytest_asyncio.fixture(loop_scope="module")
async def ticket(desk: Desk, slack: SlackStandIn, anna: Agent) -> Json:
    """A new card in a channel of its own."""
    channel = await slack.channel(f"room-{len(await slack.envelopes())}", members=[anna])
    await anna.say(channel, "new")
    return await anna.sees(channel, "HD-1")


async def open_reply(anna: Agent, ticket: Json) -> None:
    outcome = await anna.press(ticket["channel"], ticket["ts"], text="Reply")
    assert outcome["status"] == "acked"


async def test_a_card_shows_its_text_and_its_buttons(ticket: Json) -> None:
    assert [one["text"] for one in ticket["buttons"]] == ["Claim", "Reply"]
    assert ticket["menus"] == [
        {"action_id": "priority", "block_id": "verbs", "type": "static_select", "options": ["low", "high"]}
    ]
    assert ticket["plain"].startswith("*HD-1*\nClaim\nReply")


async def test_a_press_is_acknowledged_and_answered_through_its_response_url(
    desk: Desk, anna: Agent, ticket: Json
) -> None:
    outcome = await anna.press(ticket["channel"], ticket["ts"], text="Claim")
    body = await heard(desk)
    assert outcome["status"] == "acked" and outcome["ms"] < 3000
    assert (body["actions"][0]["value"], body["user"]["id"]) == ("HD-1", anna.id)
    assert body["container"]["message_ts"] == body["message"]["ts"] == ticket["ts"]
    assert (await anna.whispered("HD-1 is yours"))["channel"] == ticket["channel"]


async def test_two_people_press_at_the_same_time(desk: Desk, slack: SlackStandIn, anna: Agent, ticket: Json) -> None:
    boris = await slack.agent("Борис")
    await slack.join(ticket["channel"], boris)
    both = [one.press(ticket["channel"], ticket["ts"], action_id="claim") for one in (anna, boris)]
    outcomes = await asyncio.gather(*both)
    assert [one["status"] for one in outcomes] == ["acked", "acked"]
    assert {(await heard(desk))["user"]["id"] for _ in outcomes} == {anna.id, boris.id}


async def test_a_button_that_is_gone_cannot_be_pressed_unless_the_press_is_stale(
    desk: Desk, web: AsyncWebClient, anna: Agent, ticket: Json
) -> None:
    place = (ticket["channel"], ticket["ts"])
    await web.chat_update(channel=place[0], ts=place[1], text="closed", blocks=[])
    with pytest.raises(ControlError, match="404"):
        await anna.press(*place, action_id="claim")
    stale = await anna.press(*place, action_id="claim", value="HD-1", block_id="verbs", stale=True)
    assert stale["status"] == "acked"
    assert (await heard(desk))["actions"][0]["value"] == "HD-1"


async def test_a_choice_from_a_menu_may_replace_the_message(anna: Agent, ticket: Json) -> None:
    await anna.press(ticket["channel"], ticket["ts"], action_id="priority", selected_option="high")
    replaced = await anna.sees(ticket["channel"], "changed")
    assert (replaced["ts"], replaced["buttons"], replaced["edited"]) == (ticket["ts"], [], True)


async def test_a_modal_is_filled_in_and_submitted(desk: Desk, anna: Agent, ticket: Json) -> None:
    await open_reply(anna, ticket)
    offered = await anna.suggest("company", "Рога")
    assert offered["ack_payload"]["options"][0]["text"]["text"] == "Рога!"
    files = {"files": [Upload("a.txt", b"abc", "text/plain")]}
    done = await anna.submit({"text": "hello", "company": "Рога"}, files=files)
    values = (await heard(desk))["state"]["values"]
    assert (done["result"], done["views"]) == ("closed", [])
    assert values["text"]["text"] == {"type": "plain_text_input", "value": "hello"}
    assert values["company"]["company"]["selected_option"]["value"] == "Рога"
    assert values["files"]["files"]["files"][0]["name"] == "a.txt"


async def test_errors_keep_the_modal_open_with_what_was_entered(desk: Desk, anna: Agent, ticket: Json) -> None:
    await open_reply(anna, ticket)
    refused = await anna.submit({"text": "bad"})
    (view,) = refused["views"]
    assert (refused["result"], refused["errors"]) == ("errors", {"text": "say more"})
    assert view["state"]["values"]["text"]["text"]["value"] == "bad"
    assert (await anna.submit({"text": "better"}))["result"] == "closed"
    assert [(await heard(desk))["id"] for _ in range(2)] == [view["id"]] * 2


async def test_the_client_refuses_what_cannot_be_sent(slack: SlackStandIn, anna: Agent, ticket: Json) -> None:
    await open_reply(anna, ticket)
    sent = len(await slack.envelopes())
    for values, reason in (({}, "required"), ({"text": "x" * 21}, "21 characters"), ({"nowhere": "x"}, "no field")):
        with pytest.raises(ControlError, match=reason):
            await anna.submit(values)
    assert len(await slack.envelopes()) == sent
    await anna.close_view()


@pytest.mark.parametrize(
    ("text", "result", "open_views"), [("update", "updated", 1), ("push", "pushed", 2), ("clear", "cleared", 0)]
)
async def test_an_acknowledgement_says_what_becomes_of_the_modal(
    desk: Desk, anna: Agent, ticket: Json, text: str, result: str, open_views: int
) -> None:
    await open_reply(anna, ticket)
    done = await anna.submit({"text": text})
    await heard(desk)
    assert (done["result"], len(done["views"])) == (result, open_views)
    assert len(await anna.views()) == open_views
    if open_views:
        assert (await anna.views())[-1]["plain"] == "sent"
        await anna.close_view(everything=True)
    while not desk.heard.empty():
        desk.heard.get_nowait()


async def test_errors_under_blocks_that_are_not_there_are_the_apps_fault(
    desk: Desk, slack: SlackStandIn, anna: Agent, ticket: Json
) -> None:
    await open_reply(anna, ticket)
    assert (await anna.submit({"text": "nonsense"}))["result"] == "open"
    await heard(desk)
    assert "bad_response_action" in [one["kind"] for one in await slack.violations()]
    await anna.close_view()
    assert (await heard(desk))["type"] == "view_closed"


async def test_a_trigger_opens_one_view(web: AsyncWebClient, desk: Desk, anna: Agent, ticket: Json) -> None:
    pressed = await anna.press(ticket["channel"], ticket["ts"], action_id="claim")
    await heard(desk)
    opened = await web.views_open(trigger_id=pressed["trigger_id"], view=NOTICE)
    for trigger, error in ((pressed["trigger_id"], "exchanged_trigger_id"), ("1.2.x", "invalid_trigger_id")):
        with pytest.raises(SlackApiError) as caught:
            await web.views_open(trigger_id=trigger, view=NOTICE)
        assert caught.value.response["error"] == error
    await anna.close_view()
    with pytest.raises(SlackApiError) as caught:
        await web.views_update(view_id=opened["view"]["id"], view=NOTICE)
    assert caught.value.response["error"] == "not_found"


async def test_no_more_than_three_modals_are_stacked(
    web: AsyncWebClient, desk: Desk, anna: Agent, ticket: Json
) -> None:
    async def trigger() -> str:
        pressed = await anna.press(ticket["channel"], ticket["ts"], action_id="claim")
        await heard(desk)
        return str(pressed["trigger_id"])

    await web.views_open(trigger_id=await trigger(), view=NOTICE)
    for _ in range(2):
        await web.views_push(trigger_id=await trigger(), view=NOTICE)
    with pytest.raises(SlackApiError) as caught:
        await web.views_push(trigger_id=await trigger(), view=NOTICE)
    assert caught.value.response["error"] == "push_limit_reached"
    await anna.close_view(everything=True)


async def test_the_home_tab_is_published_and_pressed(desk: Desk, anna: Agent) -> None:
    await anna.open_home()
    async with asyncio.timeout(20):
        while True:
            try:
                home = await anna.home()
                break
            except ControlError:
                await asyncio.sleep(0.02)
    assert "HD-home" in home["plain"]
    assert (await anna.press_in_view(view_id=home["id"], action_id="claim"))["status"] == "acked"
    assert (await heard(desk))["view"]["type"] == "home"


async def test_a_command_is_answered_by_its_acknowledgement(anna: Agent, ticket: Json) -> None:
    assert (await anna.command("/ticket", "printer", ticket["channel"]))["status"] == "acked"
    assert (await anna.whispered("noted: printer"))["channel"] == ticket["channel"]


async def test_a_message_shortcut_brings_the_message(desk: Desk, anna: Agent, ticket: Json) -> None:
    await anna.shortcut("from_message", ticket["channel"], ticket["ts"])
    assert (await heard(desk))["message"]["ts"] == ticket["ts"]


async def test_an_ephemeral_message_can_be_pressed_and_taken_back(
    web: AsyncWebClient, desk: Desk, anna: Agent, ticket: Json
) -> None:
    await web.chat_postEphemeral(channel=ticket["channel"], user=anna.id, text="psst", blocks=card("HD-secret"))
    whisper = await anna.whispered("HD-secret")
    await anna.press(ticket["channel"], whisper["ts"], action_id="claim")
    body = await heard(desk)
    assert "message" not in body and body["container"]["is_ephemeral"] is True
    async with aiohttp.ClientSession() as session:
        for status in (200, 404):
            async with session.post(body["response_url"], json={"delete_original": True}) as answer:
                assert answer.status == status
    assert "HD-secret" not in "".join(one["plain"] for one in await anna.ephemerals())


async def test_a_response_url_works_five_times(desk: Desk, anna: Agent, ticket: Json) -> None:
    await anna.shortcut("from_message", ticket["channel"], ticket["ts"])
    url = (await heard(desk))["response_url"]
    statuses = []
    async with aiohttp.ClientSession() as session:
        for n in range(6):
            async with session.post(url, json={"text": f"{n}", "response_type": "in_channel"}) as answer:
                statuses.append(answer.status)
    assert statuses == [200] * 5 + [404]
    assert (await anna.sees(ticket["channel"], "4"))["bot_id"]


async def test_a_button_for_somebody_else_is_not_there(
    slack: SlackStandIn, web: AsyncWebClient, desk: Desk, anna: Agent, ticket: Json
) -> None:
    mine = {"type": "button", "action_id": "claim", "text": plain("Mine"), "visible_to_user_ids": ["U0"], "value": "1"}
    blocks = [{"type": "actions", "elements": [mine]}]
    posted = await web.chat_postMessage(channel=ticket["channel"], text="x", blocks=blocks)
    with pytest.raises(ControlError, match="no such button"):
        await anna.press(ticket["channel"], posted["ts"], text="Mine")


async def test_bolt_comes_back_after_a_disconnect_and_after_a_cut(
    desk: Desk, slack: SlackStandIn, anna: Agent, ticket: Json
) -> None:
    for cut in (False, True):
        await slack.disconnect(cut=cut)
        await slack.connected(within=8)
        outcome = await anna.press(ticket["channel"], ticket["ts"], action_id="claim")
        assert outcome["status"] == "acked"
        await heard(desk)


async def test_what_does_not_come_is_told_with_what_is_there(anna: Agent, ticket: Json) -> None:
    with pytest.raises(AssertionError, match="HD-1"):
        await anna.sees(ticket["channel"], "HD-2", timeout=0.1)
