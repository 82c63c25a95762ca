"""python -m bots.sandbox.telegram --port 0 --token 42:TEST [--clock file:PATH] [--no-limits] [--until-stdin-closes]"""

import argparse
import asyncio
import json
import socket

import uvicorn

from bots.sandbox.clock import Clock
from bots.sandbox.leaving import LeavingServer
from bots.sandbox.telegram.app import build
from bots.sandbox.telegram.lines import Lines
from bots.sandbox.telegram.world import World, create

GRACE = 1


class Server(LeavingServer):
    """Tells its address once it listens, and leaves at once when asked to."""

    def __init__(self, config: uvicorn.Config, world: World, until_stdin_closes: bool) -> None:
        super().__init__(config, until_stdin_closes)
        self._world = world

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets=sockets)
        for listening in sockets or ():
            print(json.dumps({"url": f"http://127.0.0.1:{listening.getsockname()[1]}"}), flush=True)

    def leave(self) -> None:
        self._world.close()
        super().leave()


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m bots.sandbox.telegram", description="A Bot API server of our own")
    parser.add_argument("--port", type=int, default=0)
    parser.add_argument("--token", default="42:TEST")
    parser.add_argument("--clock", help="file:PATH, a file with an offset in seconds")
    parser.add_argument("--topics", action="store_true", help="the bot's topic mode is on from the start")
    parser.add_argument("--no-limits", action="store_true", help="never answer 429")
    parser.add_argument(
        "--until-stdin-closes", action="store_true", help="leave when stdin, a pipe, is closed: the starter is gone"
    )
    return parser.parse_args()


def main() -> None:
    given = arguments()
    world = create(Clock(given.clock), given.token, limits=not given.no_limits)
    world.mode.on = given.topics
    lines = Lines()
    listening = socket.socket(proto=socket.IPPROTO_TCP)  # without it asyncio leaves Nagle on: 40 ms an answer
    listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    listening.bind(("127.0.0.1", given.port))
    config = uvicorn.Config(
        build(world, lines),
        http=lines.protocol(),
        lifespan="on",
        log_config=None,
        log_level="error",
        access_log=False,
        timeout_graceful_shutdown=GRACE,
        timeout_keep_alive=75,
        server_header=False,
    )
    asyncio.run(Server(config, world, given.until_stdin_closes).serve(sockets=[listening]))


if __name__ == "__main__":
    main()
