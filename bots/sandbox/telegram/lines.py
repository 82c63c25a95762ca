"""The open connections, so that a fault can break one off without an answer."""

import asyncio
from typing import Any

from starlette.requests import Request
from uvicorn.protocols.http.h11_impl import H11Protocol

Address = tuple[str, int]


class Lines:
    def __init__(self) -> None:
        self._open: dict[Address, asyncio.Transport] = {}

    def protocol(self) -> type[asyncio.Protocol]:
        """A server protocol that keeps the register of open connections."""
        register = self._open

        class Line(H11Protocol):
            def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
                super().connection_made(transport)
                self.address: Any = transport.get_extra_info("peername")[:2]
                register[self.address] = transport

            def connection_lost(self, exc: Exception | None) -> None:
                register.pop(self.address, None)
                super().connection_lost(exc)

        return Line

    def cut(self, request: Request) -> None:
        client = request.client
        transport = self._open.get((client.host, client.port)) if client else None
        if transport is not None:
            transport.abort()
