"""Posting, editing and deleting messages, by the app or by a person, with the events that follow."""

import secrets
import string

from bots.sandbox.slack.kinds import Channel, File, Json, Message, Refused, User
from bots.sandbox.slack.kit.surfaces import elements_of
from bots.sandbox.slack.shapes import file_json, message_json
from bots.sandbox.slack.standin import StandIn
from bots.sandbox.slack.typed import typed_message

MARKS = string.ascii_letters + string.digits


def fresh_mark() -> str:
    return "".join(secrets.choice(MARKS) for _ in range(5))


def with_ids(blocks: list[Json]) -> list[Json]:
    """Slack names the blocks and elements that the app left unnamed."""
    for block in blocks:
        block.setdefault("block_id", fresh_mark())
        for element in elements_of(block):
            if element.get("type") != "image":
                element.setdefault("action_id", fresh_mark())
    return blocks


def bot_body(slack: StandIn) -> Json:
    """The fields that mark a message as the app's own."""
    app, team = slack.world.app, slack.world.team
    profile = {"id": app.bot_id, "app_id": app.id, "name": app.name, "deleted": False, "team_id": team.id}
    return {
        "type": "message",
        "user": app.bot_user,
        "bot_id": app.bot_id,
        "app_id": app.id,
        "team": team.id,
        "bot_profile": profile,
    }


def person_body(slack: StandIn, user: User, text: str) -> Json:
    body: Json = {
        "type": "message",
        "user": user.id,
        "team": user.team_id,
        "client_msg_id": f"{secrets.token_hex(4)}-{secrets.token_hex(2)}-4000-8000-{secrets.token_hex(6)}",
    }
    if user.team_id != slack.world.team.id:
        body |= {"user_team": user.team_id, "source_team": user.team_id}
    return body | typed_message(text, fresh_mark())


def post(slack: StandIn, channel: Channel, body: Json, metadata: Json | None = None, linked: bool = False) -> Message:
    """Puts a message into its channel and thread. A reply to a reply lands under the parent."""
    ts = slack.world.new_ts()
    thread_ts = body.get("thread_ts")
    if thread_ts is not None:
        body["thread_ts"] = _parent(slack, channel, str(thread_ts)).ts
    message = Message(ts, channel.id, body | {"ts": ts}, metadata, linked)
    channel.messages[ts] = message
    if message.is_reply:
        channel.messages[str(message.thread_ts)].replies.append(ts)
    slack.world.pulse.beat()
    return message


def _parent(slack: StandIn, channel: Channel, thread_ts: str) -> Message:
    parent = channel.messages.get(thread_ts)
    if parent is None:
        raise Refused("thread_not_found")
    if parent.is_reply:
        slack.journal.violation("chat.postMessage", "reply_to_a_reply", channel=channel.id, thread_ts=thread_ts)
        return channel.messages[str(parent.thread_ts)]
    return parent


def announce(slack: StandIn, channel: Channel, message: Message) -> str | None:
    """The message event; the id by which it can be redelivered."""
    event = dict(message.body) | {
        "channel": channel.id,
        "channel_type": channel.kind,
        "event_ts": message.ts,
    }
    if message.metadata:
        event["metadata"] = message.metadata
    if message.is_reply:
        parent = channel.messages[str(message.thread_ts)]
        event["parent_user_id"] = parent.body.get("user")
    envelope = slack.tell_members(channel, event)
    return envelope.event_id if envelope else None


def edit(slack: StandIn, channel: Channel, message: Message, changes: Json, editor: str) -> str | None:
    """Replaces parts of a message; `None` removes a field. The app hears message_changed, of its own edits too."""
    before = message_json(message)
    edited = {"user": editor, "ts": slack.world.new_ts()}
    merged = message.body | changes | {"edited": edited}
    message.body = {name: value for name, value in merged.items() if value is not None}
    slack.world.pulse.beat()
    event = {
        "type": "message",
        "subtype": "message_changed",
        "hidden": True,
        "message": message_json(message),
        "previous_message": before,
    }
    return _changed(slack, channel, event)


def delete(slack: StandIn, channel: Channel, message: Message) -> str | None:
    """A parent with replies leaves a tombstone, so that its thread stays."""
    before = message_json(message)
    if message.replies:
        tombstone = {"subtype": "tombstone", "hidden": True, "text": "This message was deleted.", "user": "USLACKBOT"}
        message.body = {"type": "message", "ts": message.ts, "thread_ts": message.ts} | tombstone
    else:
        del channel.messages[message.ts]
        if message.is_reply:
            channel.messages[str(message.thread_ts)].replies.remove(message.ts)
    slack.world.pulse.beat()
    event = {"type": "message", "subtype": "message_deleted", "hidden": True, "deleted_ts": message.ts}
    return _changed(slack, channel, event | {"previous_message": before})


def _changed(slack: StandIn, channel: Channel, event: Json) -> str | None:
    now = slack.world.new_ts()
    place = {"channel": channel.id, "channel_type": channel.kind, "ts": now, "event_ts": now}
    envelope = slack.tell_members(channel, event | place)
    return envelope.event_id if envelope else None


def attach(slack: StandIn, body: Json, files: list[File]) -> Json:
    """A message that carries files."""
    if not files:
        return body
    shown = [file_json(slack.world, slack.base, file) for file in files]
    return body | {"subtype": "file_share", "files": shown, "upload": False}


def share(message: Message, files: list[File]) -> None:
    for file in files:
        file.shared = True
        file.shares.append((message.channel, message.ts, message.thread_ts))


def whisper(slack: StandIn, user: str, channel: str, body: Json, link_names: bool = False) -> Message:
    """An ephemeral message: one person's, in no history, known to the app by nothing but its answer."""
    ts = slack.world.new_ts()
    message = Message(ts, channel, body | {"ts": ts}, link_names=link_names, ephemeral_to=user)
    slack.world.ephemerals[user].append(message)
    slack.world.pulse.beat()
    return message
