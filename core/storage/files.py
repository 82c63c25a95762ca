"""Contents of attachments: a folder, addressed by digest. A name never becomes a path (faults E6)."""

import asyncio
import hashlib
import os
import tempfile
from collections.abc import AsyncIterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path


class TooLarge(Exception):
    """The content passed the limit while it was read; nothing of it is kept."""


@dataclass(frozen=True, slots=True)
class Stored:
    digest: str
    size: int


class Files:
    """`keep` returns after the bytes and their folder entry are on disk, so that a row may name them (faults A10)."""

    def __init__(self, root: Path) -> None:
        self._root = root
        root.mkdir(parents=True, exist_ok=True)

    async def keep(self, chunks: AsyncIterator[bytes], limit: int) -> Stored:
        """Reads at most `limit` bytes. Raises TooLarge beyond them, OSError when the disk refuses."""
        digest, size = hashlib.sha256(), 0
        handle, name = tempfile.mkstemp(dir=self._root, prefix="partial-")
        partial = Path(name)
        try:
            with os.fdopen(handle, "wb") as out:
                async for chunk in chunks:
                    size += len(chunk)
                    if size > limit:
                        raise TooLarge
                    digest.update(chunk)
                    out.write(chunk)
                out.flush()
                await asyncio.to_thread(self._settle, out.fileno(), partial, digest.hexdigest())
        except BaseException:
            with suppress(FileNotFoundError):
                os.unlink(partial)
            raise
        return Stored(digest.hexdigest(), size)

    def path(self, digest: str) -> Path:
        """Where the content lies. The digest is checked, since it comes from a row."""
        if len(digest) != 64 or not all(sign in "0123456789abcdef" for sign in digest):
            raise ValueError("not a digest")
        return self._root / digest[:2] / digest

    def drop(self, digest: str, before: float) -> bool:
        """Removes a content that nobody names. One that was kept since may be named any moment, and stays; says so."""
        path = self.path(digest)
        try:
            if path.stat().st_mtime > before:
                return False
            path.unlink()
        except FileNotFoundError:
            return True
        _sync(path.parent)
        return True

    def _settle(self, handle: int, partial: Path, digest: str) -> None:
        """On a thread of its own: a disk that takes its time holds up nobody else."""
        os.fsync(handle)
        target = self.path(digest)
        try:
            target.parent.mkdir()
        except FileExistsError:
            pass
        else:
            _sync(self._root)
        partial.replace(target)
        _sync(target.parent)


def _sync(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
