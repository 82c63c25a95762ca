"""The listener for mail servers: LMTP or SMTP, on a port or a socket of this machine."""

import asyncio
import os
import socket
from collections import Counter
from contextlib import suppress

import structlog

from bots.email.ways_in.listen_address import ListenAddress
from bots.email.ways_in.postbox import Postbox
from bots.email.ways_in.session import CLOSING, Line, LmtpLine
from core.api.errors import Misconfigured

log = structlog.get_logger("mail")

LINES = 200
LINES_OF_ONE = 50
GRACE = 8.0
"""Seconds for letters that are under way when the product stops; the others' senders come again."""
SOCKET_MODE = 0o660


class Listener:
    """`open` takes the address and listens, `run` lasts until `stop`. It is meant for mail servers of one's own."""

    def __init__(self, address: ListenAddress, box: Postbox) -> None:
        self._address = address
        self._box = box
        self._lines: set[Line] = set()
        self._peers: Counter[str] = Counter()
        self._server: asyncio.Server | None = None
        self._stopping = asyncio.Event()
        self._empty = asyncio.Event()
        self._empty.set()

    async def open(self) -> None:
        """Raises Misconfigured where the address cannot be had."""
        loop, kind, name = asyncio.get_running_loop(), LmtpLine if self._address.lmtp else Line, socket.gethostname()

        def line() -> Line:
            return kind(self._box, self, name)

        try:
            if self._address.path:
                self._server = await loop.create_unix_server(line, self._address.path)
                os.chmod(self._address.path, SOCKET_MODE)
            else:
                self._server = await loop.create_server(line, self._address.host, self._address.port)
        except OSError as error:
            problem = f"Mail cannot be listened for: {error.strerror or error}"
            raise Misconfigured(problem, "Choose another ZAYAVKA_MAIL_LISTEN") from error

    @property
    def port(self) -> int:
        assert self._server is not None
        return int(self._server.sockets[0].getsockname()[1])

    async def run(self) -> None:
        await self._stopping.wait()
        await self.close()
        for line in list(self._lines):
            line.leaving = True
            if not line.busy:
                await line.hang_up(CLOSING)
        with suppress(TimeoutError):
            async with asyncio.timeout(GRACE):
                await self._empty.wait()

    def stop(self) -> None:
        """Takes no new line; `run` returns when the letters that are under way are answered."""
        self._stopping.set()

    async def close(self) -> None:
        if self._server is not None:
            self._server.close()

    def enter(self, line: Line) -> bool:
        if self._stopping.is_set() or len(self._lines) >= LINES or self._peers[line.peer] >= LINES_OF_ONE:
            log.warning("no room for another mail server's line", peer=line.peer, lines=len(self._lines))
            return False
        self._lines.add(line)
        self._peers[line.peer] += 1
        self._empty.clear()
        return True

    def leave(self, line: Line) -> None:
        if line not in self._lines:
            return
        self._lines.discard(line)
        self._peers -= Counter([line.peer])
        if not self._lines:
            self._empty.set()
