"""The file by which a test moves the stand-ins' clock."""

from pathlib import Path


class MovedClock:
    """`path` is what a stand-in is given; time goes forward only."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._offset = 0.0

    def on(self, seconds: float) -> None:
        self._offset += seconds
        self.path.write_text(str(self._offset), encoding="ascii")
