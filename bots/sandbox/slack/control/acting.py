"""Plays what people press, submit, command and open."""

from fastapi import APIRouter, HTTPException

from bots.sandbox.slack.acts import payloads
from bots.sandbox.slack.acts.asking import ask
from bots.sandbox.slack.acts.pressing import Press, press_in_message, press_in_view, pressables
from bots.sandbox.slack.acts.submitting import close, submit
from bots.sandbox.slack.api.chat import content
from bots.sandbox.slack.api.responding import say
from bots.sandbox.slack.control.bodies import (
    Closed,
    Commanded,
    HomeOpened,
    Pressed,
    PressedInMessage,
    PressedInView,
    ShortcutUsed,
    Submitted,
    Suggested,
)
from bots.sandbox.slack.control.finding import channel_of, message_of, user_of, view_of
from bots.sandbox.slack.control.speaking import person_file
from bots.sandbox.slack.kinds import Json
from bots.sandbox.slack.serving import Slack
from bots.sandbox.slack.shapes import file_json, view_json
from bots.sandbox.slack.standin import StandIn

routes = APIRouter(prefix="/sandbox/users/{user_id}")


def _press(body: Pressed) -> Press:
    return Press(**{name: getattr(body, name) for name in Pressed.model_fields})


@routes.post("/press")
async def press(slack: Slack, user_id: str, body: PressedInMessage) -> Json:
    user, channel = user_of(slack, user_id), channel_of(slack, body.channel, user_id)
    message = message_of(slack, channel, body.ts, user_id)
    return (await press_in_message(slack, user, channel, message, _press(body))).json()


@routes.post("/view/press")
async def press_view(slack: Slack, user_id: str, body: PressedInView) -> Json:
    user, view = user_of(slack, user_id), view_of(slack, user_id, body.view_id)
    return (await press_in_view(slack, user, view, _press(body))).json()


@routes.post("/submit")
async def submit_view(slack: Slack, user_id: str, body: Submitted) -> Json:
    user, view = user_of(slack, user_id), view_of(slack, user_id, body.view_id)
    values = dict(body.values)
    for block_id, files in body.files.items():
        values[block_id] = [file_json(slack.world, slack.base, person_file(slack, user, one)) for one in files]
    submitted = await submit(slack, user, view, values)
    return submitted.json() | {"views": _stack(slack, user_id)}


@routes.post("/close-view")
async def close_view(slack: Slack, user_id: str, body: Closed) -> Json:
    told = await close(slack, user_of(slack, user_id), body.everything)
    return {"told": [outcome.json() for outcome in told], "views": _stack(slack, user_id)}


@routes.post("/command")
async def command(slack: Slack, user_id: str, body: Commanded) -> Json:
    """A command's acknowledgement may say something at once."""
    user, channel = user_of(slack, user_id), channel_of(slack, body.channel, user_id)
    outcome = await ask(slack, "slash_commands", payloads.command(slack, user, channel, body.command, body.text))
    answer = outcome.ack_payload or {}
    if answer.get("text") or answer.get("blocks"):
        say(slack, user.id, channel, content(answer), str(answer.get("response_type") or "ephemeral"))
    return outcome.json()


@routes.post("/shortcut")
async def shortcut(slack: Slack, user_id: str, body: ShortcutUsed) -> Json:
    user = user_of(slack, user_id)
    if not body.channel or not body.ts:
        return (await ask(slack, "interactive", payloads.shortcut(slack, user, body.callback_id))).json()
    channel = channel_of(slack, body.channel, user_id)
    message = message_of(slack, channel, body.ts, user_id)
    payload = payloads.message_shortcut(slack, user, body.callback_id, channel, message)
    return (await ask(slack, "interactive", payload)).json()


@routes.post("/suggest")
async def suggest(slack: Slack, user_id: str, body: Suggested) -> Json:
    return await _suggest(slack, user_id, body)


@routes.post("/home")
async def home(slack: Slack, user_id: str, body: HomeOpened | None = None) -> Json:
    tab = body.tab if body else "home"
    user = user_of(slack, user_id)
    place = slack.world.direct(user.id).id
    event: Json = {"type": "app_home_opened", "user": user.id, "channel": place, "tab": tab}
    view = slack.world.views.get(slack.world.homes.get(user.id, ""))
    event |= {"view": view_json(slack.world, view)} if view and tab == "home" else {}
    return {"event_id": slack.tell(event | {"event_ts": slack.world.new_ts()}).event_id}


async def _suggest(slack: StandIn, user_id: str, body: Suggested) -> Json:
    """The options that an external_select offers for what was typed."""
    user = user_of(slack, user_id)
    if body.channel and body.ts:
        channel = channel_of(slack, body.channel, user_id)
        message = message_of(slack, channel, body.ts, user_id)
        blocks, place = message.blocks, payloads.in_message(slack, user, channel, message)
    else:
        view = view_of(slack, user_id, body.view_id)
        blocks, place = view.body["blocks"], payloads.in_view(slack, view)
    for block_id, element in pressables(blocks, user_id):
        if element["action_id"] == body.action_id:
            payload = payloads.suggestion(slack, user, element, block_id, body.typed, place)
            return (await ask(slack, "interactive", payload)).json()
    raise HTTPException(404, f"no menu {body.action_id}")


def _stack(slack: StandIn, user_id: str) -> list[Json]:
    return [view_json(slack.world, slack.world.views[one]) for one in slack.world.modals[user_id]]
