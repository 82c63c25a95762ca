"""One line to the mail server: opened for the first letter, kept while letters go out, closed when nothing follows."""

import asyncio

from aiosmtplib import SMTP, SMTPException, SMTPResponseException

from bots.email.address import Mailbox
from bots.email.dialogue import OPENING, address, invite, tell
from bots.email.server import Server

TURN = 6.0
"""Seconds to wait for the letters before; with the stages of the dialogue less than the relay waits for an ending."""
IDLE = 15.0


class Line:
    """Letters go one after the other. A letter that fails leaves the line whole, or closed."""

    def __init__(self, server: Server, hello: str) -> None:
        self._server = server
        self._hello = hello
        self._client: SMTP | None = None
        self._turn = asyncio.Lock()
        self._idle: asyncio.TimerHandle | None = None

    async def send(self, sender: Mailbox, recipient: Mailbox, letter: bytes) -> None:
        """Hands one letter over for one recipient. Any error but Doubtful says that it was not taken."""
        async with asyncio.timeout(TURN):
            await self._turn.acquire()
        try:
            async with asyncio.timeout(OPENING):
                client = await self._ready()
                await address(client, sender, recipient, len(letter))
                await invite(client)
            await tell(client, letter)
        except SMTPResponseException as error:
            if error.code < 400:
                self._abort()
            raise
        except BaseException:
            self._abort()
            raise
        finally:
            self._turn.release()
            self._wait()

    async def open(self) -> None:
        """Proves that the server takes us, credentials and all."""
        async with self._turn, asyncio.timeout(OPENING):
            await self._ready()
        self._wait()

    def close(self) -> None:
        """Says goodbye without waiting for an answer; in the middle of a letter it says nothing."""
        if self._idle is not None:
            self._idle.cancel()
        client = self._client
        if client is None or client.protocol is None or self._turn.locked():
            return self._abort()
        if client.is_connected:
            client.protocol.write(b"QUIT\r\n")
        client.close()
        self._client = None

    async def _ready(self) -> SMTP:
        """A line that stood is reset, which also shows whether it still stands: servers hang up when they like."""
        if self._idle is not None:
            self._idle.cancel()
        if self._client is not None and self._client.is_connected:
            try:
                await self._client.rset()
                return self._client
            except SMTPException:
                self._abort()
        self._client = await self._opened()
        return self._client

    async def _opened(self) -> SMTP:
        server = self._server
        tls = server.tls() if server.wrapped or server.starttls is not False else None
        client = SMTP(
            hostname=server.host, port=server.port, username=server.user, password=server.password,
            local_hostname=self._hello, timeout=OPENING, use_tls=server.wrapped, start_tls=server.starttls,
            tls_context=tls,
        )  # fmt: skip
        await client.connect()
        if client.is_ehlo_or_helo_needed:
            await client.ehlo()
        return client

    def _abort(self) -> None:
        """Drops the line together with what is still to be written, so that no cut letter goes on its way."""
        client, self._client = self._client, None
        if client is not None:
            if isinstance(client.transport, asyncio.WriteTransport):
                client.transport.abort()
            client.close()

    def _wait(self) -> None:
        if self._idle is not None:
            self._idle.cancel()
        self._idle = asyncio.get_running_loop().call_later(IDLE, self.close)
