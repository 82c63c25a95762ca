"""Shows what people see."""

from typing import Annotated

from fastapi import APIRouter, HTTPException, Query
from starlette.responses import Response

from bots.sandbox.slack.control.finding import channel_of, user_of
from bots.sandbox.slack.kinds import Channel, Json, Message
from bots.sandbox.slack.kit.surfaces import elements_of
from bots.sandbox.slack.mrkdwn import active
from bots.sandbox.slack.plain import lines, plain
from bots.sandbox.slack.serving import Slack
from bots.sandbox.slack.shapes import reactions_json, view_json
from bots.sandbox.slack.standin import StandIn

FILE_FIELDS = ("id", "name", "mimetype", "size")
PRESSED_ONCE = {"button", "icon_button"}
routes = APIRouter(prefix="/sandbox")


def message_seen(slack: StandIn, message: Message) -> Json:
    body, live = message.body, active(message)
    return {
        "ts": message.ts,
        "thread_ts": message.thread_ts,
        "channel": message.channel,
        "user": body.get("user"),
        "bot_id": body.get("bot_id"),
        "subtype": body.get("subtype"),
        "text": body.get("text", ""),
        "blocks": message.blocks,
        "plain": plain(message, slack.name_of),
        "buttons": buttons(message.blocks),
        "menus": menus(message.blocks),
        "files": [{name: file.get(name) for name in FILE_FIELDS} for file in body.get("files", [])],
        "reactions": reactions_json(message),
        "edited": "edited" in body,
        "reply_count": len(message.replies),
        "metadata": message.metadata,
        "pinned": not message.ephemeral_to and message.ts in slack.world.channels[message.channel].pins,
        "active": {"mentions": live.mentions, "links": live.links},
    }


def buttons(blocks: list[Json]) -> list[Json]:
    return [
        {
            "text": element["text"]["text"],
            "action_id": element["action_id"],
            "value": element.get("value"),
            "block_id": block["block_id"],
            "style": element.get("style"),
            "visible_to": element.get("visible_to_user_ids"),
        }
        for block in blocks
        for element in elements_of(block)
        if element["type"] in PRESSED_ONCE
    ]


def menus(blocks: list[Json]) -> list[Json]:
    return [
        {"action_id": element["action_id"], "block_id": block["block_id"], "type": element["type"]}
        | {"options": [option["value"] for option in element.get("options", [])]}
        for block in blocks
        for element in elements_of(block)
        if element["type"] not in PRESSED_ONCE | {"image"}
    ]


def messages_in(slack: StandIn, channel: Channel, thread_ts: str | None) -> list[Message]:
    if thread_ts is None:
        return list(channel.messages.values())
    return list(slack.world.thread(channel, thread_ts)) if thread_ts in channel.messages else []


@routes.get("/channels/{channel_id}/messages")
async def messages(slack: Slack, channel_id: str, thread_ts: str | None = None) -> list[Json]:
    """Oldest first. Without thread_ts every message, replies too."""
    channel = channel_of(slack, channel_id)
    return [message_seen(slack, one) for one in messages_in(slack, channel, thread_ts)]


@routes.get("/users/{user_id}/views")
async def views(slack: Slack, user_id: str) -> list[Json]:
    """The stack of open modals, top last."""
    return [_view_seen(slack, one) for one in slack.world.modals[user_of(slack, user_id).id]]


@routes.get("/users/{user_id}/home")
async def home(slack: Slack, user_id: str) -> Json:
    if user_id not in slack.world.homes:
        raise HTTPException(404, "no Home tab was published")
    return _view_seen(slack, slack.world.homes[user_id])


@routes.get("/users/{user_id}/ephemerals")
async def ephemerals(slack: Slack, user_id: str) -> list[Json]:
    return [message_seen(slack, one) for one in slack.world.ephemerals[user_of(slack, user_id).id]]


@routes.get("/files/{file_id}/content")
async def content(slack: Slack, file_id: str) -> Response:
    if file_id not in slack.world.files or slack.world.files[file_id].deleted:
        raise HTTPException(404, "no such file")
    return Response(slack.world.files[file_id].content, media_type=slack.world.files[file_id].mimetype)


@routes.get("/wait")
async def wait(
    slack: Slack,
    text: str,
    channel: str | None = None,
    thread_ts: str | None = None,
    ephemeral_user: str | None = None,
    seconds: Annotated[float, Query(alias="timeout")] = 10.0,
) -> Json:
    """The newest message whose visible text has the substring, now or within the time; else 408."""
    deadline = slack.clock.monotonic() + seconds
    while True:
        for one in _candidates(slack, channel, thread_ts, ephemeral_user):
            if text in plain(one, slack.name_of):
                return message_seen(slack, one)
        if not await slack.world.pulse.next(max(0.0, deadline - slack.clock.monotonic())):
            raise HTTPException(408, f"nobody said {text!r}")


def _candidates(
    slack: StandIn, channel: str | None, thread_ts: str | None, ephemeral_user: str | None
) -> list[Message]:
    place = channel_of(slack, channel) if channel else None
    if ephemeral_user:
        heard = slack.world.ephemerals[user_of(slack, ephemeral_user).id]
        return [m for m in reversed(heard) if place is None or m.channel == place.id]
    if place is None:
        raise HTTPException(422, "name a channel or an ephemeral_user")
    return messages_in(slack, place, thread_ts)[::-1]


def _view_seen(slack: StandIn, view_id: str) -> Json:
    view = slack.world.views[view_id]
    return view_json(slack.world, view) | {
        "plain": "\n".join(lines(view.body["blocks"], slack.name_of)),
        "buttons": buttons(view.body["blocks"]),
        "menus": menus(view.body["blocks"]),
    }
