"""Plays what people say: messages, edits, deletions, reactions."""

from base64 import b64decode

from fastapi import APIRouter, HTTPException

from bots.sandbox.slack.acts.posting import announce, attach, delete, edit, person_body, post, share
from bots.sandbox.slack.acts.reacting import react, unreact
from bots.sandbox.slack.control.bodies import Attachment, Edited, Pointed, Reacted, Said
from bots.sandbox.slack.control.finding import channel_of, message_of, user_of
from bots.sandbox.slack.kinds import Channel, File, Json, Message, User
from bots.sandbox.slack.serving import Slack
from bots.sandbox.slack.standin import StandIn

routes = APIRouter(prefix="/sandbox/users/{user_id}")


@routes.post("/message")
async def say(slack: Slack, user_id: str, body: Said) -> Json:
    user, channel = user_of(slack, user_id), channel_of(slack, body.channel, user_id)
    if user.id not in channel.members:
        raise HTTPException(409, f"{user.id} is not in {channel.name}")
    files = [person_file(slack, user, file) for file in body.files]
    said = attach(slack, person_body(slack, user, body.text), files)
    message = post(slack, channel, said | ({"thread_ts": body.thread_ts} if body.thread_ts else {}))
    share(message, files)
    return {"ts": message.ts, "event_id": announce(slack, channel, message)}


@routes.post("/edit")
async def change(slack: Slack, user_id: str, body: Edited) -> Json:
    user, channel, message = _own(slack, user_id, body.channel, body.ts)
    typed = person_body(slack, user, body.text)
    changes = {"text": typed["text"], "blocks": typed.get("blocks")}
    return {"ts": message.ts, "event_id": edit(slack, channel, message, changes, user.id)}


@routes.post("/delete")
async def remove(slack: Slack, user_id: str, body: Pointed) -> Json:
    _, channel, message = _own(slack, user_id, body.channel, body.ts)
    return {"ts": message.ts, "event_id": delete(slack, channel, message)}


@routes.post("/react")
async def mark(slack: Slack, user_id: str, body: Reacted) -> Json:
    user, channel = user_of(slack, user_id), channel_of(slack, body.channel, user_id)
    message = message_of(slack, channel, body.ts, user_id)
    act = unreact if body.remove else react
    return {"event_id": act(slack, channel, message, body.name, user.id)}


def _own(slack: StandIn, user_id: str, channel_id: str, ts: str) -> tuple[User, Channel, Message]:
    user, channel = user_of(slack, user_id), channel_of(slack, channel_id, user_id)
    message = message_of(slack, channel, ts, user_id)
    if message.body.get("user") != user.id:
        raise HTTPException(409, "people change only their own messages")
    return user, channel, message


def person_file(slack: StandIn, user: User, given: Attachment) -> File:
    content = b64decode(given.content_base64)
    world = slack.world
    file = File(world.new_id("F"), given.name, given.name, given.mimetype, content, user.id, world.seconds())
    file.uploaded, file.declared_size = True, len(content)
    world.files[file.id] = file
    return file
