"""Interaction payloads. https://docs.slack.dev/reference/interaction-payloads"""

from bots.sandbox.slack.kinds import Channel, Json, Message, User, View
from bots.sandbox.slack.shapes import message_json, view_json
from bots.sandbox.slack.standin import StandIn


def person(user: User) -> Json:
    return {"id": user.id, "username": user.name, "name": user.name, "team_id": user.team_id}


def base(slack: StandIn, kind: str, user: User) -> Json:
    """What every payload has; the trigger starts to expire now."""
    team = slack.world.team
    return {
        "type": kind,
        "token": slack.world.app.verification_token,
        "api_app_id": slack.world.app.id,
        "team": {"id": team.id, "domain": team.domain},
        "enterprise": None,
        "is_enterprise_install": False,
        "user": person(user),
        "trigger_id": slack.rights.trigger(user.id),
    }


def in_message(slack: StandIn, user: User, channel: Channel, message: Message) -> Json:
    """Where a press in a message happened. Of an ephemeral message the app is told no content."""
    container: Json = {
        "type": "message",
        "message_ts": message.ts,
        "channel_id": channel.id,
        "is_ephemeral": message.ephemeral_to is not None,
    }
    if message.thread_ts:
        container["thread_ts"] = message.thread_ts
    place: Json = {
        "container": container,
        "channel": {"id": channel.id, "name": channel.name},
        "state": {"values": {}},
        "response_url": slack.response_url(user.id, channel.id, message.ts, message.thread_ts),
    }
    return place if message.ephemeral_to else place | {"message": message_json(message)}


def in_view(slack: StandIn, view: View) -> Json:
    shown = view_json(slack.world, view)
    return {"container": {"type": "view", "view_id": view.id}, "view": shown, "state": shown["state"]}


def submission(slack: StandIn, user: User, view: View) -> Json:
    return base(slack, "view_submission", user) | {"view": view_json(slack.world, view), "response_urls": []}


def closing(slack: StandIn, user: User, view: View, cleared: bool) -> Json:
    payload = base(slack, "view_closed", user) | {"view": view_json(slack.world, view), "is_cleared": cleared}
    del payload["trigger_id"]
    return payload


def command(slack: StandIn, user: User, channel: Channel, name: str, text: str) -> Json:
    team = slack.world.team
    return {
        "token": slack.world.app.verification_token,
        "team_id": team.id,
        "team_domain": team.domain,
        "channel_id": channel.id,
        "channel_name": channel.name,
        "user_id": user.id,
        "user_name": user.name,
        "command": name,
        "text": text,
        "api_app_id": slack.world.app.id,
        "is_enterprise_install": "false",
        "response_url": slack.response_url(user.id, channel.id),
        "trigger_id": slack.rights.trigger(user.id),
    }


def shortcut(slack: StandIn, user: User, callback_id: str) -> Json:
    extra = {"callback_id": callback_id, "action_ts": slack.world.new_ts()}
    return base(slack, "shortcut", user) | extra


def message_shortcut(slack: StandIn, user: User, callback_id: str, channel: Channel, message: Message) -> Json:
    return base(slack, "message_action", user) | {
        "callback_id": callback_id,
        "action_ts": slack.world.new_ts(),
        "message_ts": message.ts,
        "message": message_json(message),
        "channel": {"id": channel.id, "name": channel.name},
        "response_url": slack.response_url(user.id, channel.id, message.ts, message.thread_ts),
    }


def suggestion(slack: StandIn, user: User, element: Json, block_id: str, typed: str, place: Json) -> Json:
    """What an external_select asks while a person types."""
    asked = {"action_id": element["action_id"], "block_id": block_id, "value": typed}
    payload = base(slack, "block_suggestion", user) | asked | place
    del payload["trigger_id"]
    return payload
