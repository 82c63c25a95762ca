"""A file as a message carries it; https://core.telegram.org/bots/api#available-types"""

from bots.sandbox.telegram.files import Stored
from bots.sandbox.telegram.refusal import Json
from bots.sandbox.telegram.world import World

CAPTIONED = ("photo", "document", "voice", "video", "audio", "animation")
VIDEO_NOTE_SIDE = 384
STICKER_SIDE = 512


def attached(world: World, stored: Stored, params: Json) -> Json:
    """The file's part of a message; of an animation it is two, for bots that know documents only."""
    width, height = stored.shape
    bare = stored.summary()
    timed = {"duration": int(params.get("duration") or 1)}
    named = bare | {"file_name": stored.name, "mime_type": stored.mime}
    match stored.kind:
        case "photo":
            sizes = world.files.sizes(stored)
            return {"photo": [s.summary() | {"width": s.shape[0], "height": s.shape[1]} for s in sizes]}
        case "document":
            return {"document": named}
        case "voice":
            return {"voice": bare | timed | {"mime_type": stored.mime}}
        case "video":
            return {"video": named | timed | {"width": width, "height": height}}
        case "video_note":
            return {"video_note": bare | timed | {"length": VIDEO_NOTE_SIDE}}
        case "animation":
            return {"animation": named | timed | {"width": width, "height": height}, "document": named}
        case "sticker":
            return {"sticker": bare | sticker(str(params.get("emoji") or "👍"))}
    titles = {name: str(params[name]) for name in ("performer", "title") if params.get(name)}
    return {"audio": named | timed | titles}


def sticker(emoji: str) -> Json:
    square = {"width": STICKER_SIDE, "height": STICKER_SIDE}
    return square | {"type": "regular", "is_animated": False, "is_video": False, "emoji": emoji}
