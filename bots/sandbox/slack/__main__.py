"""`python -m bots.sandbox.slack`: prints one line of JSON when it listens, and serves until it is told to stop."""

import argparse
import asyncio
import json
import signal
import socket

import uvicorn

from bots.sandbox.clock import Clock
from bots.sandbox.slack.app import application
from bots.sandbox.slack.hangup import OpenProtocol
from bots.sandbox.slack.standin import stand_in

FRAME_LIMIT = 64 * 1024 * 1024


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m bots.sandbox.slack", description=__doc__)
    parser.add_argument("--port", type=int, default=0)
    parser.add_argument("--bot-token", default="xoxb-TEST")
    parser.add_argument("--app-token", default="xapp-TEST")
    parser.add_argument("--clock", help="file:PATH with an offset in seconds")
    parser.add_argument("--no-limits", action="store_true")
    return parser.parse_args()


class Server(uvicorn.Server):
    """Says where it listens once it does, and leaves at once when asked."""

    base = ""

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        print(json.dumps({"url": self.base, "api": f"{self.base}/api/"}), flush=True)


async def serve(options: argparse.Namespace) -> None:
    listener = socket.socket(proto=socket.IPPROTO_TCP)  # asyncio sets TCP_NODELAY only where the protocol is named
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    listener.bind(("127.0.0.1", options.port))
    base = f"http://127.0.0.1:{listener.getsockname()[1]}"
    slack = stand_in(base, options.bot_token, options.app_token, Clock(options.clock), not options.no_limits)
    config = uvicorn.Config(
        application(slack),
        http=OpenProtocol,
        ws="websockets-sansio",
        ws_max_size=FRAME_LIMIT,
        log_config=None,
        access_log=False,
        timeout_graceful_shutdown=1,
        timeout_keep_alive=75,
    )
    server = Server(config)
    server.base = base
    await server.serve(sockets=[listener])


if __name__ == "__main__":
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    try:
        asyncio.run(serve(arguments()))
    except KeyboardInterrupt:
        raise SystemExit(0) from None
