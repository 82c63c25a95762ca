"""What a message says and brings, whatever kind it is."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from aiogram.enums import ContentType
from aiogram.types import Location, Message, Venue

from core.api.commands import Attachment, Origin
from core.api.kinds import Door

MEANT = frozenset({
    ContentType.STICKER, ContentType.STORY, ContentType.PAID_MEDIA, ContentType.CHECKLIST, ContentType.DICE,
    ContentType.GAME, ContentType.POLL, ContentType.VENUE, ContentType.INVOICE, ContentType.GIVEAWAY,
    ContentType.RICH_MESSAGE, ContentType.LIVE_PHOTO, ContentType.UNKNOWN, ContentType.TEXT,
})  # fmt: skip
"""What people send on purpose; of it we cannot pass on everything, and then we say so."""


LARGEST = 20 * 1024 * 1024
"""What bots may download (Bot API, getFile). Of a larger file only the name arrives, and its sender is told at once."""
TOO_LARGE = "too-large"


@dataclass(frozen=True, slots=True)
class Heard:
    """Text and files of one or several messages, fit to be kept in a dialogue until it is clear where they belong."""

    text: str
    attachments: tuple[Attachment, ...]
    origin: Origin
    service: bool = False
    """Only tells of the chat itself (something was pinned, a theme was set): nobody meant it for us."""

    @property
    def album(self) -> str | None:
        return self.origin.album

    @property
    def empty(self) -> bool:
        return not self.text.strip() and not self.attachments

    @property
    def refused(self) -> tuple[str, ...]:
        """Names of the files that will not arrive."""
        return tuple(one.name for one in self.attachments if one.refused)

    def kept(self) -> dict[str, Any]:
        files = [
            {"name": f.name, "media_type": f.media_type, "source": dict(f.source), "size": f.size, "kind": f.kind}
            | ({"refused": f.refused} if f.refused else {})
            for f in self.attachments
        ]
        return {
            "text": self.text,
            "files": files,
            "chat": self.origin.address,
            "ref": self.origin.ref,
            "album": self.album,
            **({"topic": self.origin.topic} if self.origin.topic else {}),
        }

    def trace(self) -> dict[str, Any] | None:
        """What has to be remembered of something that was passed on, where more of an album may come after it."""
        return None if self.album is None else {"album": self.album, "ref": self.origin.ref}

    def goes_with(self, kept: list[dict[str, Any]]) -> bool:
        """Whether it is the next of an album whose earlier files wait there; Telegram sends them one by one."""
        return self.album is not None and any(one.get("album") == self.album for one in kept)

    @staticmethod
    def again(kept: list[dict[str, Any]]) -> "Heard":
        """What was kept, in the order in which it came, as one. Only the newest album can still go on."""
        files = tuple(Attachment(**file) for one in kept for file in one["files"])
        text = joined(one["text"] for one in kept)
        parts = tuple((one["ref"], None if one.get("title") else one["text"]) for one in kept)
        origin = Origin(
            Door.TELEGRAM, kept[0]["chat"], kept[0]["ref"], kept[-1].get("album"), topic=kept[0].get("topic"),
            parts=parts,
        )  # fmt: skip
        return Heard(text, files, origin)


def joined(texts: Iterable[str | None]) -> str:
    return "\n\n".join(text for text in texts if text)


def heard(message: Message) -> Heard:
    text = "\n".join(part for part in (_text(message), *_extras(message)) if part)
    ref = str(message.message_id)
    topic = str(message.message_thread_id) if message.is_topic_message else None
    origin = Origin(Door.TELEGRAM, str(message.chat.id), ref, message.media_group_id, topic=topic)
    service = message.content_type not in MEANT
    return Heard(text, tuple(_files(message)), origin, service)


def _text(message: Message) -> str:
    """The text, with the addresses of hidden links written out, since agents see no markup of a customer's."""
    text = message.text or message.caption or ""
    for entity in message.entities or message.caption_entities or ():
        if entity.type == "text_link" and entity.url and entity.url not in text:
            text += f"\n{entity.extract_from(message.text or message.caption or '')}: {entity.url}"
    return text


def _extras(message: Message) -> Iterator[str]:
    if message.contact:
        name = " ".join(filter(None, (message.contact.first_name, message.contact.last_name)))
        yield f"☎ {name}: {message.contact.phone_number}"
    if message.location:
        yield from _place(message.location, message.venue)
    if message.sticker and message.sticker.emoji:
        yield message.sticker.emoji


def _place(location: Location, venue: Venue | None) -> Iterator[str]:
    """Where it is, in words, in numbers, and as a link to a map that anybody can open."""
    if venue is not None:
        yield f"{venue.title}, {venue.address}"
    at, along = f"{location.latitude:.6f}", f"{location.longitude:.6f}"
    yield f"📍 {at}, {along}"
    yield f"https://www.openstreetmap.org/?mlat={at}&mlon={along}#map=17/{at}/{along}"


def _attachment(name: str, media_type: str, id: str, size: int | None, kind: str) -> Attachment:
    refused = TOO_LARGE if size is not None and size > LARGEST else None
    return Attachment(name, media_type, {"file_id": id}, size, kind, refused)


def _files(message: Message) -> Iterator[Attachment]:
    if message.photo:
        largest = max(message.photo, key=lambda size: size.width * size.height)
        name = f"photo-{message.message_id}.jpg"
        yield _attachment(name, "image/jpeg", largest.file_id, largest.file_size, "photo")
    for kind, extension, media_type in (
        ("document", "", "application/octet-stream"),
        ("video", ".mp4", "video/mp4"),
        ("voice", ".ogg", "audio/ogg"),
        ("audio", ".mp3", "audio/mpeg"),
        ("video_note", ".mp4", "video/mp4"),
        ("live_photo", ".mp4", "video/mp4"),
    ):
        found = getattr(message, kind)
        if found is not None and not (kind == "document" and message.animation):
            name = getattr(found, "file_name", None) or f"{kind}-{message.message_id}{extension}"
            media = getattr(found, "mime_type", None) or media_type
            yield _attachment(name, media, found.file_id, found.file_size, kind)
    if message.animation:
        name = message.animation.file_name or f"animation-{message.message_id}.mp4"
        media, size = message.animation.mime_type or "video/mp4", message.animation.file_size
        yield _attachment(name, media, message.animation.file_id, size, "video")
