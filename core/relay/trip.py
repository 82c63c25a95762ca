"""What goes out on its own, round after round: when a bell rings, or a tick has passed."""

from abc import ABC, abstractmethod

import structlog

from core.storage.bells import Bells


class Trip(ABC):
    """Runs until stopped. `tick`: so many seconds it waits at most for its bell."""

    def __init__(self, bells: Bells, bell: str, tick: float) -> None:
        self._tick = tick
        self._bell = bells.listen(bell)
        self._log = structlog.get_logger(bell)
        self._stopping = False

    @abstractmethod
    async def round(self) -> int:
        """Does what is due now; says how much that was."""

    async def run(self) -> None:
        while not self._stopping:
            self._bell.clear()
            if not await self._tried():
                await self._bell.wait(self._tick)

    def stop(self) -> None:
        """Takes nothing new; `run` returns when what has begun is done."""
        self._stopping = True
        self._bell.ring()

    async def _tried(self) -> int:
        """A database that is away for a while ends no trip; what was begun is due again when its lease ends."""
        try:
            return await self.round()
        except Exception:
            self._log.exception("round failed")
            return 0
