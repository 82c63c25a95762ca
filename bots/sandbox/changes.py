"""Waking those who wait for something to change in the stand-in."""

import asyncio


class Signal:
    def __init__(self) -> None:
        self._event = asyncio.Event()
        self._closed = False

    def fire(self) -> None:
        self._event.set()
        self._event = asyncio.Event()

    def close(self) -> None:
        """From here on nobody waits: the process is leaving."""
        self._closed = True
        self.fire()

    async def wait(self, seconds: float) -> bool:
        """False when nothing happened for that long, or nothing ever will."""
        if self._closed:
            return False
        event = self._event
        try:
            async with asyncio.timeout(max(seconds, 0)):
                await event.wait()
        except TimeoutError:
            return False
        return not self._closed
