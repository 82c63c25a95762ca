"""Answers that come back through a response URL, or as the acknowledgement of a slash command."""

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import JSONResponse

from bots.sandbox.slack.acts.posting import announce, bot_body, delete, edit, post, whisper
from bots.sandbox.slack.api.arguments import flag
from bots.sandbox.slack.api.chat import content
from bots.sandbox.slack.kinds import Channel, Json, Message, Refused
from bots.sandbox.slack.serving import Slack
from bots.sandbox.slack.standin import StandIn
from bots.sandbox.slack.triggers import ResponseUrl

KNOWN = {"text", "blocks", "attachments", "response_type", "replace_original", "delete_original", "thread_ts"}
KNOWN |= {"unfurl_links", "unfurl_media", "metadata", "mrkdwn", "link_names", "parse"}
routes = APIRouter()


def respond(slack: StandIn, url: ResponseUrl, answer: Json) -> None:
    """Replaces or deletes the message that the interaction came from, or says something new."""
    for name in sorted(set(answer) - KNOWN):
        slack.journal.violation("response_url", "unknown_argument", argument=name)
    channel = slack.world.channels[url.channel]
    original = slack.world.ephemeral(url.user, url.message or "") or channel.messages.get(url.message or "")
    if flag(answer, "delete_original"):
        _delete(slack, channel, _found(original))
        return
    body = content(answer)
    if not (body["text"] or body.get("blocks")):
        raise Refused("no_text")
    if flag(answer, "replace_original"):
        _replace(slack, channel, _found(original), body)
        return
    if answer.get("thread_ts"):
        body["thread_ts"] = str(answer["thread_ts"])
    say(slack, url.user, channel, body, str(answer.get("response_type") or "ephemeral"))


def say(slack: StandIn, user: str, channel: Channel, body: Json, response_type: str) -> None:
    whole = bot_body(slack) | body
    if response_type == "in_channel":
        announce(slack, channel, post(slack, channel, whole))
    else:
        whisper(slack, user, channel.id, whole)


def _found(message: Message | None) -> Message:
    if message is None:
        raise Refused("message_not_found")
    return message


def _delete(slack: StandIn, channel: Channel, message: Message) -> None:
    if message.ephemeral_to:
        slack.world.ephemerals[message.ephemeral_to].remove(message)
        slack.world.pulse.beat()
    else:
        delete(slack, channel, message)


def _replace(slack: StandIn, channel: Channel, message: Message, body: Json) -> None:
    changes = {"blocks": None} | body
    if message.ephemeral_to:
        message.body = {name: value for name, value in (message.body | changes).items() if value is not None}
        slack.world.pulse.beat()
    else:
        edit(slack, channel, message, changes, slack.world.app.bot_user)


@routes.post("/actions/{team}/{secret}")
async def response_url(slack: Slack, team: str, secret: str, request: Request) -> JSONResponse:
    answer: Json = await request.json()
    shown: Json = {"ok": True}
    status = 200
    try:
        respond(slack, slack.rights.use(secret), answer)
    except Refused as refusal:
        shown, status = {"ok": False, "error": refusal.error}, 404
    slack.journal.call("response_url", answer, status, shown)
    return JSONResponse(shown, status)
