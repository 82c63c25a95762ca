"""chat.*: https://docs.slack.dev/reference/methods?family=chat"""

import copy
from typing import Any

from bots.sandbox.slack.acts.posting import announce, bot_body, delete, edit, post, whisper, with_ids
from bots.sandbox.slack.api.arguments import flag
from bots.sandbox.slack.api.places import channel_joined, channel_known, channel_to_post, message_in
from bots.sandbox.slack.kinds import Channel, Json, Message, Refused
from bots.sandbox.slack.kit.surfaces import check_message_blocks
from bots.sandbox.slack.shapes import message_json
from bots.sandbox.slack.standin import StandIn

LONGEST_TEXT = 40_000
LONGEST_EDIT = 4_000


def content(arguments: Json) -> Json:
    """The text and blocks of a call, checked. `markdown_text` excludes both."""
    if "markdown_text" in arguments:
        return _markdown(arguments)
    body: Json = {"text": str(arguments.get("text") or "")}
    if arguments.get("blocks") not in (None, ""):
        body["blocks"] = with_ids(copy.deepcopy(check_message_blocks(arguments["blocks"])))
    if arguments.get("attachments") not in (None, ""):
        body["attachments"] = arguments["attachments"]
    return body


def _markdown(arguments: Json) -> Json:
    if arguments.get("text") or arguments.get("blocks"):
        raise Refused("markdown_text_conflict")
    text = str(arguments["markdown_text"])
    if len(text) > 12_000:
        raise Refused("msg_too_long")
    return {"text": text, "blocks": with_ids([{"type": "markdown", "text": text}])}


def _said(body: Json) -> Json:
    if not (body["text"] or body.get("blocks") or body.get("attachments")):
        raise Refused("no_text")
    return body


def metadata(arguments: Json) -> Json | None:
    """An event type and a flat-enough payload; an empty object means none."""
    given: Any = arguments.get("metadata")
    if not given:
        return None
    if not isinstance(given, dict) or set(given) - {"event_type", "event_payload", "entities"}:
        raise Refused("invalid_metadata_format")
    if not isinstance(given.get("event_type"), str) or not isinstance(given.get("event_payload"), dict):
        raise Refused("invalid_metadata_format")
    return given


def _names_linked(arguments: Json) -> bool:
    return flag(arguments, "link_names") or arguments.get("parse") == "full"


def post_message(slack: StandIn, arguments: Json) -> Json:
    channel = channel_to_post(slack, arguments["channel"])
    body = _said(content(arguments))
    body["text"] = body["text"][:LONGEST_TEXT]
    if arguments.get("thread_ts"):
        body["thread_ts"] = str(arguments["thread_ts"])
        if flag(arguments, "reply_broadcast"):
            body["subtype"] = "thread_broadcast"
    message = post(slack, channel, bot_body(slack) | body, metadata(arguments), _names_linked(arguments))
    announce(slack, channel, message)
    return {"channel": channel.id, "ts": message.ts, "message": message_json(message, with_metadata=True)}


def post_ephemeral(slack: StandIn, arguments: Json) -> Json:
    channel = channel_joined(slack, arguments["channel"])
    user = str(arguments["user"])
    if user not in channel.members:
        raise Refused("user_not_in_channel")
    body = _said(content(arguments))
    if len(body["text"]) > LONGEST_TEXT:
        raise Refused("msg_too_long")
    if arguments.get("thread_ts"):
        body["thread_ts"] = str(arguments["thread_ts"])
    message = whisper(slack, user, channel.id, bot_body(slack) | body, _names_linked(arguments))
    return {"message_ts": message.ts}


def own_message(slack: StandIn, arguments: Json, otherwise: str) -> tuple[Channel, Message]:
    channel = channel_known(slack, arguments["channel"])
    message = message_in(channel, arguments["ts"])
    if message.body.get("bot_id") != slack.world.app.bot_id:
        raise Refused(otherwise)
    return channel, message


def update(slack: StandIn, arguments: Json) -> Json:
    """Blocks, attachments and metadata stay unless given; an empty list or object takes them away."""
    channel, message = own_message(slack, arguments, "cant_update_message")
    body = _said(content(arguments))
    if len(body["text"]) > LONGEST_EDIT:
        raise Refused("msg_too_long")
    if "metadata" in arguments:
        message.metadata = metadata(arguments)
    message.link_names = _names_linked(arguments)
    if message.blocks and "blocks" not in body:
        slack.journal.violation("chat.update", "text_hidden_by_the_blocks_that_stay", ts=message.ts)
    changes = {name: value if value != [] else None for name, value in body.items()}
    edit(slack, channel, message, changes, slack.world.app.bot_user)
    shown = message_json(message, with_metadata=True)
    return {"channel": channel.id, "ts": message.ts, "text": body["text"], "message": shown}


def remove(slack: StandIn, arguments: Json) -> Json:
    channel, message = own_message(slack, arguments, "cant_delete_message")
    delete(slack, channel, message)
    return {"channel": channel.id, "ts": message.ts}


def permalink(slack: StandIn, arguments: Json) -> Json:
    channel = channel_known(slack, arguments["channel"])
    message = message_in(channel, arguments["message_ts"])
    link = f"https://{slack.world.team.domain}.slack.com/archives/{channel.id}/p{message.ts.replace('.', '')}"
    if message.is_reply:
        link += f"?thread_ts={message.thread_ts}&cid={channel.id}"
    return {"channel": channel.id, "permalink": link}


METHODS = {
    "chat.postMessage": post_message,
    "chat.postEphemeral": post_ephemeral,
    "chat.update": update,
    "chat.delete": remove,
    "chat.getPermalink": permalink,
}
