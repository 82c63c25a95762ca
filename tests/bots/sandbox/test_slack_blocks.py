"""Block Kit's limits on both sides of each, with slack_sdk's own models as the second opinion."""

from collections.abc import Callable
from typing import Any

import pytest
from slack_sdk.errors import SlackApiError, SlackObjectFormationError
from slack_sdk.models.blocks import Block
from slack_sdk.models.views import View
from slack_sdk.web.async_client import AsyncWebClient

from tests.standins.slack import Agent

pytest_plugins = ["tests.standins.slack_fixtures"]
pytestmark = pytest.mark.asyncio(loop_scope="module")

Json = dict[str, Any]


def plain(text: str) -> Json:
    return {"type": "plain_text", "text": text}


def mrkdwn(text: str) -> Json:
    return {"type": "mrkdwn", "text": text}


def section(text: str = "x", **more: Any) -> Json:
    return {"type": "section", "text": mrkdwn(text), **more}


def actions(*elements: Json) -> Json:
    return {"type": "actions", "elements": list(elements)}


def button(n: int = 0, **more: Any) -> Json:
    return {"type": "button", "action_id": f"b{n}", "text": plain("Go"), **more}


def option(n: int, text: str | None = None) -> Json:
    return {"text": plain(text or f"option {n}"), "value": f"v{n}"}


def select(count: int = 2, **more: Any) -> Json:
    return {"type": "static_select", "action_id": "s", "options": [option(n) for n in range(count)], **more}


def question(element: Json, **more: Any) -> Json:
    return {"type": "input", "label": plain("Why"), "element": element, **more}


def rich(*parts: Json) -> Json:
    return {"type": "rich_text", "elements": [{"type": "rich_text_section", "elements": list(parts)}]}


Measured = Callable[[int], list[Json]]
LENGTHS: dict[str, tuple[int, Measured]] = {
    "blocks of a message": (50, lambda n: [{"type": "divider"}] * n),
    "characters of a section": (3000, lambda n: [section("x" * n)]),
    "fields of a section": (10, lambda n: [{"type": "section", "fields": [mrkdwn("x")] * n}]),
    "characters of a header": (150, lambda n: [{"type": "header", "text": plain("x" * n)}]),
    "elements of actions": (25, lambda n: [actions(*map(button, range(n)))]),
    "elements of a context": (10, lambda n: [{"type": "context", "elements": [mrkdwn("x")] * n}]),
    "characters of a button": (75, lambda n: [actions(button(text=plain("x" * n)))]),
    "characters of a button's value": (2000, lambda n: [actions(button(value="x" * n))]),
    "characters of a button's link": (3000, lambda n: [actions(button(url="x" * n))]),
    "characters of an action_id": (255, lambda n: [actions(button() | {"action_id": "x" * n})]),
    "characters of a block_id": (255, lambda n: [section(block_id="x" * n)]),
    "options of a select": (100, lambda n: [actions(select(n))]),
    "characters of an option": (75, lambda n: [actions(select(0, options=[option(1, "x" * n)]))]),
    "characters of an option's value": (
        150,
        lambda n: [actions(select(0, options=[option(1) | {"value": "x" * n}]))],
    ),
    "options of an overflow menu": (
        5,
        lambda n: [section(accessory={"type": "overflow", "action_id": "o", "options": [option(i) for i in range(n)]})],
    ),
    "characters of a placeholder": (150, lambda n: [actions(select(placeholder=plain("x" * n)))]),
    "characters of an image's alternative": (
        2000,
        lambda n: [{"type": "image", "image_url": "https://x.org/i.png", "alt_text": "x" * n}],
    ),
    "characters of a label": (
        2000,
        lambda n: [question({"type": "plain_text_input", "action_id": "a"}) | {"label": plain("x" * n)}],
    ),
    "characters of a markdown block": (12_000, lambda n: [{"type": "markdown", "text": "x" * n}]),
}
CONFIRM = {"title": plain("Sure?"), "text": mrkdwn("Really?"), "confirm": plain("Yes"), "deny": plain("No")}
GOOD: dict[str, Json] = {
    "a section with a button": section(accessory=button(confirm=CONFIRM, style="danger")),
    "plain text in a section": {"type": "section", "text": plain("x")},
    "a user menu": actions({"type": "users_select", "action_id": "u"}),
    "an external menu": actions({"type": "external_select", "action_id": "e", "min_query_length": 0}),
    "dates": actions(
        {"type": "datepicker", "action_id": "d", "initial_date": "2026-11-22"},
        {"type": "timepicker", "action_id": "t", "initial_time": "09:30"},
        {"type": "datetimepicker", "action_id": "dt", "initial_date_time": 1_795_312_000},
    ),
    "checkboxes with mrkdwn": actions(
        {"type": "checkboxes", "action_id": "c", "options": [{"text": mrkdwn("*x*"), "value": "1"}]}
    ),
    "radio buttons": actions({"type": "radio_buttons", "action_id": "r", "options": [option(1)]}),
    "grouped options": actions(
        {"type": "static_select", "action_id": "s", "option_groups": [{"label": plain("g"), "options": [option(1)]}]}
    ),
    "a file input": question({"type": "file_input", "action_id": "f", "max_files": 3, "filetypes": ["pdf"]}),
    "a number input": question({"type": "number_input", "action_id": "n", "is_decimal_allowed": False}),
    "rich text": rich(
        {"type": "text", "text": "a", "style": {"bold": True}},
        {"type": "user", "user_id": "U1"},
        {"type": "link", "url": "https://x.org", "text": "x"},
        {"type": "emoji", "name": "wave"},
        {"type": "date", "timestamp": 1_795_312_000, "format": "{date_short}"},
    ),
}
BAD: dict[str, tuple[Json, str]] = {
    "mrkdwn in a header": ({"type": "header", "text": mrkdwn("x")}, "/blocks/0/text/type"),
    "mrkdwn on a button": (actions(button(text=mrkdwn("x"))), "/blocks/0/elements/0/text/type"),
    "mrkdwn in an option": (
        actions(select(0, options=[{"text": mrkdwn("x"), "value": "1"}])),
        "/blocks/0/elements/0/options/0/text/type",
    ),
    "an empty text": (section(""), "/blocks/0/text/text"),
    "a section of nothing": ({"type": "section"}, "/blocks/0"),
    "actions without elements": (actions(), "/blocks/0/elements"),
    "an unknown block": ({"type": "sektion", "text": mrkdwn("x")}, "/blocks/0/type"),
    "an unknown element": (actions({"type": "knob", "action_id": "k"}), "/blocks/0/elements/0/type"),
    "an unknown field": (section(colour="red"), "/blocks/0/colour"),
    "an unknown style": (actions(button(style="green")), "/blocks/0/elements/0/style"),
    "a select without options": (actions({"type": "static_select", "action_id": "s"}), "/blocks/0/elements/0"),
    "an initial option from elsewhere": (actions(select(initial_option=option(9))), "/blocks/0/elements/0"),
    "an input among actions": (
        actions({"type": "plain_text_input", "action_id": "a"}),
        "/blocks/0/elements/0/type",
    ),
    "a button as an input": (question(button()), "/blocks/0/element/type"),
    "a broken date": (actions({"type": "datepicker", "action_id": "d", "initial_date": "22.11.2026"}), "initial_date"),
    "a number input that does not say its kind": (
        question({"type": "number_input", "action_id": "n"}),
        "/blocks/0/element",
    ),
    "one action_id twice in a block": (actions(button(1), button(1)), "/blocks/0"),
    "an empty rich text part": (rich({"type": "text", "text": ""}), "/blocks/0/elements/0/elements/0/text"),
    "a rich text mention of nobody": (rich({"type": "user"}), "/blocks/0/elements/0/elements/0"),
}
SDK_IS_SILENT = {
    "characters of an option",
    "characters of an option's value",
    "blocks of a message",
    "an empty text",
    "actions without elements",
    "an unknown field",
    "an unknown element",
    "an initial option from elsewhere",
    "one action_id twice in a block",
    "an empty rich text part",
    "a number input that does not say its kind",
    "mrkdwn in a header",
    "mrkdwn on a button",
    "mrkdwn in an option",
    "an input among actions",
}


async def problems(web: AsyncWebClient, blocks: list[Json]) -> list[str]:
    """What blocks.validate finds."""
    try:
        await web.api_call("blocks.validate", json={"message": {"blocks": blocks}})
    except SlackApiError as error:
        return list(error.response["errors"])
    return []


def the_sdk_accepts(blocks: list[Json]) -> bool:
    try:
        for block in Block.parse_all(blocks):
            block.to_dict()
    except (SlackObjectFormationError, AttributeError, TypeError):
        return False
    return True


@pytest.mark.parametrize("what", LENGTHS)
async def test_a_limit_is_met_and_not_passed(web: AsyncWebClient, what: str) -> None:
    limit, build = LENGTHS[what]
    assert await problems(web, build(limit)) == []
    assert the_sdk_accepts(build(limit))
    assert await problems(web, build(limit + 1))
    assert the_sdk_accepts(build(limit + 1)) is (what in SDK_IS_SILENT)


@pytest.mark.parametrize("what", GOOD)
async def test_a_sound_block_is_taken(web: AsyncWebClient, what: str) -> None:
    assert await problems(web, [GOOD[what]]) == []
    assert the_sdk_accepts([GOOD[what]])


@pytest.mark.parametrize("what", BAD)
async def test_an_unsound_block_is_refused_and_pointed_at(web: AsyncWebClient, triage: str, what: str) -> None:
    block, pointer = BAD[what]
    with pytest.raises(SlackApiError) as caught:
        await web.api_call("chat.postMessage", json={"channel": triage, "text": "x", "blocks": [block]})
    assert caught.value.response["error"] == "invalid_blocks"
    assert pointer in caught.value.response["response_metadata"]["messages"][0]
    assert the_sdk_accepts([block]) is (what in SDK_IS_SILENT)


async def test_block_ids_are_unique_in_a_message_and_action_ids_in_a_block(web: AsyncWebClient) -> None:
    assert await problems(web, [section(block_id="a"), section(block_id="a")])
    assert await problems(web, [actions(button(1)), actions(button(1))]) == []


async def test_all_blocks_together_hold_13000_characters(web: AsyncWebClient, triage: str) -> None:
    full = [section("x" * 2600)] * 5
    await web.chat_postMessage(channel=triage, text="x", blocks=full)
    with pytest.raises(SlackApiError) as caught:
        await web.chat_postMessage(channel=triage, text="x", blocks=[*full, section("x")])
    assert caught.value.response["error"] == "msg_blocks_too_long"


async def test_slack_names_what_the_app_left_unnamed(web: AsyncWebClient, triage: str) -> None:
    nameless = {"type": "button", "text": plain("Go")}
    posted = await web.chat_postMessage(channel=triage, text="x", blocks=[actions(nameless)])
    (block,) = posted["message"]["blocks"]
    assert block["block_id"] and block["elements"][0]["action_id"]


def modal(**more: Any) -> Json:
    return {"type": "modal", "title": plain("Ticket"), "blocks": [section()], **more}


VIEWS: dict[str, tuple[int, Callable[[int], Json]]] = {
    "blocks": (100, lambda n: modal(blocks=[{"type": "divider"}] * n)),
    "characters of a title": (24, lambda n: modal(title=plain("x" * n))),
    "characters of the submit button": (24, lambda n: modal(submit=plain("x" * n))),
    "characters of the close button": (24, lambda n: modal(close=plain("x" * n))),
    "characters of private metadata": (3000, lambda n: modal(private_metadata="x" * n)),
    "characters of a callback_id": (255, lambda n: modal(callback_id="x" * n)),
    "blocks of a Home tab": (100, lambda n: {"type": "home", "blocks": [{"type": "divider"}] * n}),
}


async def view_accepted(web: AsyncWebClient, view: Json) -> bool:
    try:
        await web.api_call("blocks.validate", json={"view": view})
    except SlackApiError as error:
        assert error.response["error"] == "invalid_view"
        return False
    return True


@pytest.mark.parametrize("what", VIEWS)
async def test_a_view_meets_its_limit_and_does_not_pass_it(web: AsyncWebClient, what: str) -> None:
    limit, build = VIEWS[what]
    for length, fits in ((limit, True), (limit + 1, False)):
        assert await view_accepted(web, build(length)) is fits
        try:
            View(**build(length)).to_dict()
            assert fits
        except SlackObjectFormationError:
            assert not fits


async def test_a_view_that_asks_needs_a_submit_button(web: AsyncWebClient) -> None:
    asking = modal(blocks=[question({"type": "plain_text_input", "action_id": "a"})])
    assert not await view_accepted(web, asking)
    assert await view_accepted(web, asking | {"submit": plain("Send")})


async def test_a_home_tab_is_published_against_the_hash_it_was_read_with(web: AsyncWebClient, anna: Agent) -> None:
    home = {"type": "home", "blocks": [section("first")]}
    first = (await web.views_publish(user_id=anna.id, view=home))["view"]
    await web.views_publish(user_id=anna.id, view=home, hash=first["hash"])
    with pytest.raises(SlackApiError) as caught:
        await web.views_publish(user_id=anna.id, view=home, hash=first["hash"])
    assert caught.value.response["error"] == "hash_conflict"
    assert (await anna.home())["plain"] == "first"


async def test_a_view_of_more_than_250_kilobytes_is_too_large(web: AsyncWebClient, anna: Agent) -> None:
    large = {"type": "home", "blocks": [section("ы" * 3000)] * 50}
    with pytest.raises(SlackApiError) as caught:
        await web.views_publish(user_id=anna.id, view=large)
    assert caught.value.response["error"] == "view_too_large"
