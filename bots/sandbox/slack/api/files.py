"""files.* and the two places that are not methods: where bytes are uploaded to and downloaded from."""

import mimetypes

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import HTMLResponse, PlainTextResponse, Response

from bots.sandbox.slack.acts.posting import announce, attach, bot_body, post, share
from bots.sandbox.slack.api.arguments import number
from bots.sandbox.slack.api.chat import content
from bots.sandbox.slack.api.places import channel_joined
from bots.sandbox.slack.kinds import Channel, File, Json, Refused
from bots.sandbox.slack.serving import Slack
from bots.sandbox.slack.shapes import file_json, shares_json
from bots.sandbox.slack.standin import StandIn

LARGEST = 1_000_000_000
SIGN_IN_PAGE = "<!DOCTYPE html><html><head><title>Sign in</title></head><body>Sign in to your workspace</body></html>"
routes = APIRouter()


def get_upload_url(slack: StandIn, arguments: Json) -> Json:
    name = str(arguments["filename"])
    mimetype = mimetypes.guess_type(name)[0] or "application/octet-stream"
    file = File(slack.world.new_id("F"), name, name, mimetype, b"", slack.world.app.bot_user, slack.world.seconds())
    file.declared_size = number(arguments, "length", 0, LARGEST + 1)
    if file.declared_size > LARGEST:
        raise Refused("file_upload_size_restricted")
    slack.world.files[file.id] = file
    return {"upload_url": f"{slack.base}/upload/v1/{file.id}", "file_id": file.id}


def complete_upload(slack: StandIn, arguments: Json) -> Json:
    """Shares uploaded files with a channel, if one is named; the message's ts is found in files.info only."""
    named = arguments["files"]
    if not isinstance(named, list) or not all(isinstance(one, dict) for one in named):
        raise Refused("invalid_arguments", "[ERROR] must be an array [json-pointer:/files]")
    files = [_uploaded(slack, one) for one in named]
    channels = [one for one in str(arguments.get("channels") or "").split(",") if one]
    if arguments.get("channel_id"):
        channels.append(str(arguments["channel_id"]))
    for place in [channel_joined(slack, one) for one in channels]:
        _post_files(slack, place, files, arguments)
    return {"files": [file_json(slack.world, slack.base, file) for file in files]}


def _uploaded(slack: StandIn, named: Json) -> File:
    file = slack.world.files.get(str(named.get("id")))
    if file is None or not file.uploaded or file.deleted:
        raise Refused("file_not_found")
    file.title = str(named.get("title") or file.name)
    return file


def _post_files(slack: StandIn, channel: Channel, files: list[File], arguments: Json) -> None:
    said = {"text": arguments.get("initial_comment"), "blocks": arguments.get("blocks")}
    body = attach(slack, bot_body(slack) | content({k: v for k, v in said.items() if v}), files)
    if arguments.get("thread_ts"):
        body["thread_ts"] = str(arguments["thread_ts"])
    message = post(slack, channel, body)
    share(message, files)
    announce(slack, channel, message)


def _existing(slack: StandIn, arguments: Json) -> File:
    file = slack.world.files.get(str(arguments["file"]))
    if file is None or not file.uploaded:
        raise Refused("file_not_found")
    if file.deleted:
        raise Refused("file_deleted")
    return file


def info(slack: StandIn, arguments: Json) -> Json:
    file = _existing(slack, arguments)
    shape = file_json(slack.world, slack.base, file)
    shape |= {"shares": shares_json(slack.world, file), "channels": [place[0] for place in file.shares]}
    return {"file": shape, "comments": []}


def remove(slack: StandIn, arguments: Json) -> Json:
    file = _existing(slack, arguments)
    if file.user != slack.world.app.bot_user:
        raise Refused("cant_delete_file")
    file.deleted, file.content = True, b""
    slack.world.pulse.beat()
    return {}


METHODS = {
    "files.completeUploadExternal": complete_upload,
    "files.delete": remove,
    "files.getUploadURLExternal": get_upload_url,
    "files.info": info,
}


@routes.post("/upload/v1/{file_id}")
async def upload(slack: Slack, file_id: str, request: Request) -> Response:
    file = slack.world.files.get(file_id)
    if file is None or file.uploaded:
        return PlainTextResponse("no such upload", status_code=404)
    content_of = await _uploaded_bytes(request)
    if len(content_of) != file.declared_size:
        slack.journal.violation("upload", "length", declared=file.declared_size, received=len(content_of))
        return PlainTextResponse("length mismatch", status_code=400)
    file.content, file.uploaded = content_of, True
    return PlainTextResponse(f"OK - {len(content_of)}")


@routes.get("/files-pri/{key}/{rest:path}")
async def download(slack: Slack, key: str, rest: str, request: Request) -> Response:
    """Without the bot's token the real service answers 200 with a page to sign in."""
    if request.headers.get("authorization") != f"Bearer {slack.bot_token}":
        return HTMLResponse(SIGN_IN_PAGE)
    file = slack.world.files.get(key.rpartition("-")[2])
    if file is None or file.deleted:
        return HTMLResponse(SIGN_IN_PAGE, status_code=404)
    return Response(file.content, media_type=file.mimetype)


async def _uploaded_bytes(request: Request) -> bytes:
    if not request.headers.get("content-type", "").startswith("multipart/form-data"):
        return await request.body()
    form = await request.form()
    for value in form.values():
        if not isinstance(value, str):
            return await value.read()
    return b""
