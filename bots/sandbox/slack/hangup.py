"""A connection that closes without an answer, as a lost network does."""

import asyncio
from typing import Any

from starlette.responses import Response
from starlette.types import Receive, Scope, Send
from uvicorn.protocols.http.h11_impl import H11Protocol

EXTENSION = "sandbox.transport"


class HangUp(Response):
    """Answers nothing. The status is only for the journal."""

    def __init__(self) -> None:
        super().__init__(b"", status_code=599)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        scope["extensions"][EXTENSION].close()
        while (await receive())["type"] != "http.disconnect":
            continue


class OpenProtocol(H11Protocol):
    """uvicorn's HTTP protocol, with the transport handed to the application."""

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        super().connection_made(transport)
        inner = self.app

        async def app(scope: Any, receive: Any, send: Any) -> None:
            extensions = {**scope.get("extensions", {}), EXTENSION: transport}
            await inner({**scope, "extensions": extensions}, receive, send)

        self.app = app
