"""Files that the bot sends or fetches; https://core.telegram.org/bots/api#sending-files"""

from typing import Any

from bots.sandbox.telegram import texts
from bots.sandbox.telegram.attached import attached
from bots.sandbox.telegram.files import MAX_PHOTO, UNTOLD, Stored, Upload, picture_shape
from bots.sandbox.telegram.methods.call import Call
from bots.sandbox.telegram.methods.messages import post
from bots.sandbox.telegram.refusal import Json, bad

KINDS = {
    "sendphoto": "photo",
    "senddocument": "document",
    "sendvoice": "voice",
    "sendvideo": "video",
    "sendaudio": "audio",
}
GROUPED_ALONE = {"document", "audio"}
DEFAULT_MIME = {"voice": "audio/ogg", "video": "video/mp4", "audio": "audio/mpeg"}


def send_media(call: Call) -> Json:
    kind = KINDS[call.method.lower()]
    person = call.world.addressee(call.get("chat_id"))
    stored = _received(call, kind, call.get(kind, ""), kind)
    return post(call, person, attached(call.world, stored, call.params) | texts.caption(call.params))


def send_media_group(call: Call) -> list[Json]:
    """Two to ten; documents and audio keep to their own kind."""
    person = call.world.addressee(call.get("chat_id"))
    media = call.get("media")
    if not isinstance(media, list) or not 2 <= len(media) <= 10:
        raise bad("Wrong number of media: expected 2-10")
    kinds = {str(item.get("type")) for item in media}
    if kinds & GROUPED_ALONE and len(kinds) > 1 or not kinds <= set(KINDS.values()):
        raise bad("Document and Audio can't be mixed with other media types")
    contents = [_grouped(call, item) for item in media]
    group = str(10**16 + call.world.next_step())
    return [post(call, person, {"media_group_id": group} | content) for content in contents]


def _grouped(call: Call, item: Json) -> Json:
    stored = _received(call, item["type"], item.get("media", ""), "")
    return attached(call.world, stored, item) | texts.caption(item)


def _received(call: Call, kind: str, given: Any, field: str) -> Stored:
    """An upload under the parameter's own name, one attached under another name, or a file that is known already."""
    name = given.removeprefix("attach://") if isinstance(given, str) and given.startswith("attach://") else field
    upload = call.uploads.get(name)
    if upload is not None:
        return call.world.files.keep(kind, _accepted(kind, upload))
    if str(given).startswith(("http://", "https://")):
        raise bad("failed to get HTTP URL content")
    if not given:
        raise bad(f"there is no {kind} in the request")
    stored = call.world.files.by_id(str(given))
    if stored is None:
        raise bad("wrong file identifier/HTTP URL specified")
    if stored.kind != kind:
        raise bad(f"can't use file of type {stored.kind.title()} as {kind.title()}")
    return stored


def _accepted(kind: str, upload: Upload) -> Upload:
    if not upload.content:
        raise bad("file must be non-empty")
    if kind == "photo":
        if len(upload.content) > MAX_PHOTO:
            raise bad(f"file of size {len(upload.content)} bytes is too big for a photo")
        if picture_shape(upload.content) is None:
            raise bad("IMAGE_PROCESS_FAILED")
    mime = DEFAULT_MIME.get(kind, "") if upload.mime == UNTOLD else upload.mime
    return Upload(upload.name, mime, upload.content)


def get_file(call: Call) -> Json:
    stored = call.world.files.downloadable(call.get("file_id"))
    return stored.summary() | {"file_path": stored.path}
