"""Uploads, kept until the core comes for them after the commit. Their names on disk are random (faults E6)."""

import asyncio
import hashlib
import os
import re
import secrets
from collections.abc import AsyncIterator, Iterable
from dataclasses import dataclass
from pathlib import Path

from starlette.datastructures import UploadFile

from core.api.commands import Attachment
from core.api.kinds import DAY, SECOND, Door, Json, machine
from core.api.ports import FetchFailed

CHUNK = 64 * 1024
KEPT = 7 * DAY
ROUND = DAY // SECOND
_NAME = re.compile("[0-9a-f]{32}")


class TooBig(Exception):
    """A file that is larger than the desk takes; `name` as it came."""

    def __init__(self, name: str) -> None:
        super().__init__(name)
        self.name = name


@dataclass(frozen=True, slots=True)
class Kept:
    """An upload that lies on disk. `digest` tells one content from another."""

    attachment: Attachment
    digest: str


class Spool:
    """The folder of uploads, and the fetcher that hands them to the core; `source` is `{"upload": name}`."""

    door = Door.WEB

    def __init__(self, folder: Path, limit: int) -> None:
        self._folder = folder
        self.limit = limit
        folder.mkdir(parents=True, exist_ok=True)

    async def keep(self, uploads: Iterable[UploadFile]) -> list[Kept]:
        """Returns when all are on disk, so that a row may name them. Raises TooBig, and then keeps none."""
        kept: list[Kept] = []
        try:
            for upload in uploads:
                if (upload.size or 0) > self.limit:
                    raise TooBig(upload.filename or "")
                kept.append(await asyncio.to_thread(self._write, upload))
        except BaseException:
            self.drop(kept)
            raise
        return kept

    def drop(self, kept: Iterable[Kept]) -> None:
        """For uploads that no message came of."""
        for one in kept:
            (self._folder / one.attachment.source["upload"]).unlink(missing_ok=True)

    async def fetch(self, source: Json) -> AsyncIterator[bytes]:
        name = str(source.get("upload"))
        if not _NAME.fullmatch(name):
            raise FetchFailed("gone")
        try:
            content = await asyncio.to_thread((self._folder / name).open, "rb")
        except FileNotFoundError:
            raise FetchFailed("gone") from None
        with content:
            while chunk := await asyncio.to_thread(content.read, CHUNK):
                yield chunk

    async def run(self) -> None:
        """Sweeps once a day until cancelled."""
        while True:
            await asyncio.to_thread(self.sweep)
            await asyncio.sleep(ROUND)

    def sweep(self) -> int:
        """Removes what the core has fetched long ago, or will never ask for; says how many files that were."""
        before = (machine() - KEPT) / SECOND
        old = [path for path in self._folder.iterdir() if path.stat().st_mtime < before]
        for path in old:
            path.unlink(missing_ok=True)
        return len(old)

    def _write(self, upload: UploadFile) -> Kept:
        name, digest, size = secrets.token_hex(16), hashlib.sha256(), 0
        path = self._folder / name
        try:
            with path.open("xb") as out:
                while chunk := upload.file.read(CHUNK):
                    digest.update(chunk)
                    size += out.write(chunk)
                out.flush()
                os.fsync(out.fileno())
            self._settle()
        except BaseException:
            path.unlink(missing_ok=True)
            raise
        media_type = upload.content_type or "application/octet-stream"
        return Kept(Attachment(upload.filename or "", media_type, {"upload": name}, size), digest.hexdigest())

    def _settle(self) -> None:
        """The folder's entry has to be on disk too (faults A10)."""
        folder = os.open(self._folder, os.O_RDONLY)
        try:
            os.fsync(folder)
        finally:
            os.close(folder)
