"""The product seen from outside: born, ready, killed or told to stop, dead."""

import asyncio
import json
import os
import signal
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Self

from tests.faults.rig.orders import Birth
from tests.nursery import started

ROOT = Path(__file__).resolve().parents[3]
IMPORTS = 60.0


@dataclass(slots=True)
class Life:
    """`struck` names the crash point that it died at; `status` is negative for a signal."""

    pid: int
    ready: asyncio.Event = field(default_factory=asyncio.Event)
    dead: asyncio.Event = field(default_factory=asyncio.Event)
    struck: str = ""
    status: int | None = None

    def kill(self) -> None:
        self._signal(signal.SIGKILL)

    def stop(self) -> None:
        self._signal(signal.SIGTERM)

    def _signal(self, number: signal.Signals) -> None:
        if not self.dead.is_set():
            os.kill(self.pid, number)

    async def rises(self, within: float) -> bool:
        """True when it runs; False when it has died before."""
        async with asyncio.timeout(within):
            waits = [asyncio.ensure_future(event.wait()) for event in (self.ready, self.dead)]
            await asyncio.wait(waits, return_when=asyncio.FIRST_COMPLETED)
            for one in waits:
                one.cancel()
        return self.ready.is_set() and not self.dead.is_set()

    async def dies(self, within: float) -> bool:
        try:
            async with asyncio.timeout(within):
                await self.dead.wait()
        except TimeoutError:
            return False
        return True


class Nursery:
    """One preloaded process. The first birth waits for its imports; after that one takes milliseconds."""

    def __init__(self) -> None:
        self._lives: dict[int, Life] = {}
        self._born: asyncio.Queue[Life] = asyncio.Queue()
        self._open = asyncio.Event()

    async def __aenter__(self) -> Self:
        pipe = asyncio.subprocess.PIPE
        self._process = await asyncio.create_subprocess_exec(
            *started("-m", "tests.faults.rig.nursery"), cwd=ROOT, stdin=pipe, stdout=pipe
        )
        self._listening = asyncio.create_task(self._listen())
        return self

    async def __aexit__(self, *_: object) -> None:
        assert self._process.stdin is not None
        self._process.stdin.close()
        async with asyncio.timeout(10):
            await self._process.wait()
        self._listening.cancel()

    async def birth(self, birth: Birth) -> Life:
        assert self._process.stdin is not None
        async with asyncio.timeout(IMPORTS):
            await self._open.wait()
        self._process.stdin.write(birth.line())
        await self._process.stdin.drain()
        async with asyncio.timeout(10):
            return await self._born.get()

    async def _listen(self) -> None:
        assert self._process.stdout is not None
        while line := await self._process.stdout.readline():
            self._heard(json.loads(line))
        self._open.set()

    def _heard(self, words: dict[str, Any]) -> None:
        if "open" in words:
            self._open.set()
        elif "born" in words:
            self._born.put_nowait(self._life(words["born"]))
        else:
            life = self._life(words["pid"])
            life.struck = words.get("struck", life.struck)
            if "ready" in words:
                life.ready.set()
            if "died" in words:
                life.status = words["died"]
                life.dead.set()

    def _life(self, pid: int) -> Life:
        """A child may report before its parent does."""
        return self._lives.setdefault(pid, Life(pid))
