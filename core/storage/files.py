"""Contents of attachments: a folder, addressed by digest. A name never becomes a path (faults E6)."""

import hashlib
import os
import tempfile
from collections.abc import AsyncIterator
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
        handle, partial = tempfile.mkstemp(dir=self._root, prefix="partial-")
        try:
            with os.fdopen(handle, "wb") as out:
                async for chunk in chunks:
                    size += len(chunk)
                    if size > limit:
                        raise TooLarge
                    digest.update(chunk)
                    out.write(chunk)
                out.flush()
                os.fsync(out.fileno())
            self._place(Path(partial), digest.hexdigest())
        except BaseException:
            os.unlink(partial)
            raise
        return Stored(digest.hexdigest(), size)

    def path(self, digest: str) -> Path:
        """Where the content lies. The digest is checked, since it comes from a row."""
        if len(digest) != 64 or not all(sign in "0123456789abcdef" for sign in digest):
            raise ValueError("not a digest")
        return self._root / digest[:2] / digest

    def _place(self, partial: Path, digest: str) -> None:
        target = self.path(digest)
        target.parent.mkdir(exist_ok=True)
        partial.replace(target)
        folder = os.open(target.parent, os.O_RDONLY)
        try:
            os.fsync(folder)
        finally:
            os.close(folder)
