"""python -m bots.sandbox.mail --port 0 [--smtp-port 0] [--user U --password P] [--clock file:PATH]"""

import argparse
import asyncio
import logging

import uvicorn

from bots.sandbox.clock import Clock
from bots.sandbox.mail.app import build
from bots.sandbox.mail.orders import Terms
from bots.sandbox.mail.port import Port, bound
from bots.sandbox.mail.serving import Server
from bots.sandbox.mail.world import World

GRACE = 1


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m bots.sandbox.mail", description="A mail server of our own")
    parser.add_argument("--port", type=int, default=0, help="of the control API")
    parser.add_argument("--smtp-port", type=int, default=0)
    parser.add_argument("--user", help="nobody sends without AUTH as this user")
    parser.add_argument("--password", default="")
    parser.add_argument("--clock", help="file:PATH, a file with an offset in seconds")
    parser.add_argument(
        "--until-stdin-closes", action="store_true", help="leave when stdin, a pipe, is closed: the starter is gone"
    )
    return parser.parse_args()


def main() -> None:
    given = arguments()
    logging.getLogger("mail.log").setLevel(logging.ERROR)  # aiosmtpd warns at each login of a field of its own
    world = World(Clock(given.clock), Terms(user=given.user, password=given.password))
    port = Port(world, given.smtp_port)
    config = uvicorn.Config(
        build(world, port),
        http="h11",
        lifespan="off",
        log_config=None,
        log_level="error",
        access_log=False,
        timeout_graceful_shutdown=GRACE,
        timeout_keep_alive=75,
        server_header=False,
    )
    asyncio.run(Server(config, world, port, given.until_stdin_closes).serve(sockets=[bound(given.port)]))


if __name__ == "__main__":
    main()
