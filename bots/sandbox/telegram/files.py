"""Files that travelled through the stand-in, kept in memory under ids that stay the same for the same bytes."""

import base64
import hashlib
import mimetypes
import struct
from dataclasses import dataclass

from bots.sandbox.telegram.refusal import Json, bad

UNTOLD = "application/octet-stream"
MAX_DOWNLOAD = 20 << 20
MAX_PHOTO = 10 << 20
PHOTO_SIDES = (90, 320, 800, 1280)
FOLDERS = {"photo": "photos", "document": "documents", "voice": "voice", "video": "videos", "audio": "music"}
FOLDERS |= {"video_note": "video_notes", "animation": "animations", "sticker": "stickers"}
LETTERS = {"photo": "AgAC", "document": "BQAC", "voice": "AwAC", "video": "BAAC", "audio": "CQAC"}
LETTERS |= {"video_note": "DQAC", "animation": "CgAC", "sticker": "CAAC"}


@dataclass(frozen=True, slots=True)
class Upload:
    name: str
    mime: str
    content: bytes


@dataclass(frozen=True, slots=True)
class Stored:
    """`size` is what Telegram says of it; the control API may claim more than the bytes that were really sent."""

    kind: str
    file_id: str
    file_unique_id: str
    path: str
    name: str
    mime: str
    size: int
    content: bytes
    shape: tuple[int, int]

    def summary(self) -> Json:
        return {"file_id": self.file_id, "file_unique_id": self.file_unique_id, "file_size": self.size}


class Files:
    def __init__(self) -> None:
        self._by_id: dict[str, Stored] = {}
        self._by_path: dict[str, Stored] = {}
        self._sizes: dict[str, list[str]] = {}

    def keep(self, kind: str, upload: Upload, size: int | None = None) -> Stored:
        shape = picture_shape(upload.content) or (1280, 720)
        stored = self._file(kind, upload, size, shape, "")
        if kind == "photo":
            sides = [side for side in PHOTO_SIDES if side < max(shape)]
            sizes = [self._file(kind, upload, size, scaled(shape, side), str(side)) for side in sides] + [stored]
            ids = [each.file_id for each in sizes]
            self._sizes |= {each.file_unique_id: ids for each in sizes}
        return stored

    def _file(self, kind: str, upload: Upload, size: int | None, shape: tuple[int, int], salt: str) -> Stored:
        seed = hashlib.sha256(f"{kind}:{upload.name}:{salt}:{size}:".encode() + upload.content).digest()
        token = base64.urlsafe_b64encode(seed).decode().rstrip("=")
        unique = f"AQAD{token[:11]}"
        mime = mime_of(upload)
        suffix = ".jpg" if kind == "photo" else mimetypes.guess_extension(mime) or ""
        path = f"{FOLDERS[kind]}/file_{token[-8:]}{suffix}"
        file_id = f"{LETTERS[kind]}{token}{token[::-1][:12]}"
        claimed = len(upload.content) if size is None else size
        stored = Stored(kind, file_id, unique, path, upload.name, mime, claimed, upload.content, shape)
        self._by_id[file_id] = self._by_path[path] = stored
        return stored

    def by_id(self, file_id: str) -> Stored | None:
        return self._by_id.get(file_id)

    def by_path(self, path: str) -> Stored | None:
        return self._by_path.get(path)

    def sizes(self, photo: Stored) -> list[Stored]:
        """Smallest first, the whole picture last; all of them name the same bytes."""
        return [self._by_id[file_id] for file_id in self._sizes[photo.file_unique_id]]

    def downloadable(self, file_id: str) -> Stored:
        stored = self.by_id(file_id)
        if stored is None:
            raise bad("invalid file_id")
        if stored.size > MAX_DOWNLOAD:
            raise bad("file is too big")
        return stored


def mime_of(upload: Upload) -> str:
    """What the sender said, else what the name suggests."""
    if upload.mime not in ("", UNTOLD):
        return upload.mime
    return mimetypes.guess_type(upload.name)[0] or UNTOLD


def scaled(shape: tuple[int, int], side: int) -> tuple[int, int]:
    largest = max(shape)
    return max(1, shape[0] * side // largest), max(1, shape[1] * side // largest)


def picture_shape(content: bytes) -> tuple[int, int] | None:
    """Width and height of a PNG, GIF or JPEG; None when it is none of them."""
    if content.startswith(b"\x89PNG") and len(content) >= 24:
        width, height = struct.unpack(">II", content[16:24])
        return width, height
    if content.startswith(b"GIF8") and len(content) >= 10:
        width, height = struct.unpack("<HH", content[6:10])
        return width, height
    return _jpeg_shape(content) if content.startswith(b"\xff\xd8") else None


def _jpeg_shape(content: bytes) -> tuple[int, int]:
    at = 2
    while at + 9 <= len(content) and content[at] == 0xFF:
        marker, length = content[at + 1], int.from_bytes(content[at + 2 : at + 4])
        if 0xC0 <= marker <= 0xCF and marker not in (0xC4, 0xC8, 0xCC):
            height, width = struct.unpack(">HH", content[at + 5 : at + 9])
            return width, height
        at += 2 + length
    return 800, 600
