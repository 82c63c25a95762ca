"""The stand-ins' clock: system time plus an offset that tests and demos move by writing one number into a file."""

import time
from pathlib import Path


class Clock:
    """`source` is `file:PATH`; the file holds an offset in seconds, and a missing or unreadable file means none."""

    def __init__(self, source: str | None) -> None:
        if source is not None and not source.startswith("file:"):
            raise ValueError(f"a clock is named as file:PATH, not {source!r}")
        self._path = Path(source.removeprefix("file:")) if source else None
        self._seen: tuple[int, int] | None = None
        self._offset = 0.0

    def now(self) -> float:
        """Unix seconds as the stand-in's world sees them."""
        return time.time() + self._current_offset()

    def machine(self) -> float:
        """Unix seconds of this machine, for signatures: the offset does not move them."""
        return time.time()

    def monotonic(self) -> float:
        """Machine time for waits and rate buckets; the offset does not move it."""
        return time.monotonic()

    def _current_offset(self) -> float:
        if self._path is None:
            return 0.0
        try:
            stat = self._path.stat()
        except FileNotFoundError:
            self._seen, self._offset = None, 0.0
            return 0.0
        if (stat.st_mtime_ns, stat.st_size) != self._seen:
            self._offset = self._read(self._path)
            self._seen = (stat.st_mtime_ns, stat.st_size)
        return self._offset

    def _read(self, path: Path) -> float:
        try:
            return float(path.read_text(encoding="ascii").strip() or 0)
        except (ValueError, FileNotFoundError):
            return self._offset
