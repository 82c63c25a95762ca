"""The process around it: tells its addresses once it listens, and leaves at once when asked to."""

import asyncio
import json
import os
import signal
import socket
import sys
from collections.abc import Iterator
from contextlib import contextmanager

import uvicorn

from bots.sandbox.mail.port import Port
from bots.sandbox.mail.world import World


class Server(uvicorn.Server):
    def __init__(self, config: uvicorn.Config, world: World, port: Port, until_stdin_closes: bool) -> None:
        super().__init__(config)
        self._world = world
        self._port = port
        self._until_stdin_closes = until_stdin_closes

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets=sockets)
        await self._port.revive()
        for listening in sockets or ():
            url = f"http://127.0.0.1:{listening.getsockname()[1]}"
            print(json.dumps({"url": url, "smtp": f"smtp://127.0.0.1:{self._port.number}"}), flush=True)

    @contextmanager
    def capture_signals(self) -> Iterator[None]:
        loop = asyncio.get_running_loop()
        for number in (signal.SIGTERM, signal.SIGINT):
            loop.add_signal_handler(number, self._leave)
        if self._until_stdin_closes:
            loop.add_reader(sys.stdin.fileno(), self._read_stdin)
        yield

    def _read_stdin(self) -> None:
        if not os.read(sys.stdin.fileno(), 1024):
            asyncio.get_running_loop().remove_reader(sys.stdin.fileno())
            self._leave()

    def _leave(self) -> None:
        self._port.die()
        self._world.close()
        self.should_exit = True
