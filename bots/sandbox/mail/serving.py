"""The process around it: tells its addresses once it listens, and leaves at once when asked to."""

import json
import socket

import uvicorn

from bots.sandbox.leaving import LeavingServer
from bots.sandbox.mail.port import Port
from bots.sandbox.mail.world import World


class Server(LeavingServer):
    def __init__(self, config: uvicorn.Config, world: World, port: Port, until_stdin_closes: bool) -> None:
        super().__init__(config, until_stdin_closes)
        self._world = world
        self._port = port

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets=sockets)
        await self._port.revive()
        for listening in sockets or ():
            url = f"http://127.0.0.1:{listening.getsockname()[1]}"
            print(json.dumps({"url": url, "smtp": f"smtp://127.0.0.1:{self._port.number}"}), flush=True)

    def leave(self) -> None:
        self._port.die()
        self._world.close()
        super().leave()
