"""The one HTTP server of the process: on a socket of its own, with the signals left to the wiring."""

import socket
from collections.abc import Iterator
from contextlib import contextmanager

import uvicorn
from fastapi import FastAPI

from core.api.errors import Misconfigured

GRACE = 5
TOGETHER = 500


class WebServer:
    """`open` takes the address, `run` serves until `stop`. `listen` is `host:port`; port 0 takes a free one."""

    def __init__(self, app: FastAPI, listen: str) -> None:
        self._listen = listen
        self._socket: socket.socket | None = None
        self._server = _Quiet(_config(app))

    async def open(self) -> None:
        """Raises Misconfigured where the address cannot be had."""
        host, port = _parted(self._listen)
        family = socket.AF_INET6 if ":" in host else socket.AF_INET
        listening = socket.socket(family, proto=socket.IPPROTO_TCP)  # without it asyncio leaves Nagle on
        listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            listening.bind((host, port))
            listening.listen(TOGETHER)
        except OSError as error:
            listening.close()
            problem = f"Cannot listen on {self._listen}: {error.strerror or error}"
            raise Misconfigured(problem, "Choose another ZAYAVKA_WEB_LISTEN") from error
        self._socket = listening

    @property
    def port(self) -> int:
        return int(self._opened.getsockname()[1])

    @property
    def _opened(self) -> socket.socket:
        if self._socket is None:
            raise RuntimeError("the server is not open")
        return self._socket

    async def run(self) -> None:
        await self._server.serve(sockets=[self._opened])

    def stop(self) -> None:
        """Takes nothing new; `run` returns when what has begun is answered, or the grace period is over."""
        self._server.should_exit = True

    async def close(self) -> None:
        """For an address that was taken and never served."""
        if self._socket is not None:
            self._socket.close()


class _Quiet(uvicorn.Server):
    @contextmanager
    def capture_signals(self) -> Iterator[None]:
        """uvicorn would take SIGTERM away from the wiring, which ends intake before the doors close."""
        yield


def _config(app: FastAPI) -> uvicorn.Config:
    return uvicorn.Config(
        app,
        lifespan="off",
        log_config=None,
        log_level="error",
        access_log=False,
        proxy_headers=False,
        server_header=False,
        limit_concurrency=TOGETHER,
        timeout_graceful_shutdown=GRACE,
    )


def _parted(listen: str) -> tuple[str, int]:
    host, _, port = listen.rpartition(":")
    if not port.isdecimal() or int(port) > 65_535:
        raise Misconfigured(f"ZAYAVKA_WEB_LISTEN is {listen!r}", "It looks like 127.0.0.1:8080")
    return host.strip("[]") or "127.0.0.1", int(port)
