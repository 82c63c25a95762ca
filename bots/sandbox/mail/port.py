"""The SMTP port, which can die and come back."""

import asyncio
import socket

from bots.sandbox.mail.connection import Connection
from bots.sandbox.mail.line import Line
from bots.sandbox.mail.world import World


def bound(port: int) -> socket.socket:
    """Taken but not listening: connections are refused, and nobody else can have the port."""
    taken = socket.socket(proto=socket.IPPROTO_TCP)  # without it asyncio leaves Nagle on: 40 ms an answer
    taken.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    taken.bind(("127.0.0.1", port))
    return taken


class Port:
    def __init__(self, world: World, number: int) -> None:
        self._world = world
        self._taken = bound(number)
        self.number: int = self._taken.getsockname()[1]
        self._server: asyncio.Server | None = None
        self._open: set[Connection] = set()

    async def revive(self) -> None:
        if self._server is None:
            loop = asyncio.get_running_loop()
            self._server = await loop.create_server(lambda: Line(self._world, self._open), sock=self._taken)

    def die(self) -> None:
        """As when the host goes down: the open lines break, and no new one is answered."""
        if self._server is not None:
            self._server.close()
            self._server = None
            self._taken = bound(self.number)
        for line in list(self._open):
            line.abort()
