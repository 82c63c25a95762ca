"""The only place that asks the system for the time. Instants are UTC epoch microseconds (agreement 10)."""

import time
from pathlib import Path
from typing import Final

SECOND: Final = 1_000_000
MINUTE: Final = 60 * SECOND
HOUR: Final = 60 * MINUTE
DAY: Final = 24 * HOUR


class Clock:
    """Business time: the system's time, moved forward by the offset in a file if `ZAYAVKA_CLOCK=file:PATH` names one.

    The file holds a number of seconds. It is read again when it changes, and the clock never runs back.
    """

    def __init__(self, source: str | None = None) -> None:
        self._path = Path(source.removeprefix("file:")) if source else None
        self._stamp = 0
        self._offset = 0

    def now(self) -> int:
        """The business instant in microseconds: deadlines, back-off, link expiry, alarms."""
        return machine() + self._read_offset()

    def _read_offset(self) -> int:
        if self._path is None:
            return 0
        try:
            stamp = self._path.stat().st_mtime_ns
            if stamp != self._stamp:
                self._offset = max(self._offset, round(float(self._path.read_text() or 0) * SECOND))
                self._stamp = stamp
        except (OSError, ValueError, OverflowError):
            pass
        return self._offset


def machine() -> int:
    """The machine's own time in microseconds: leases and pacing, which no test may move."""
    return time.time_ns() // 1_000
