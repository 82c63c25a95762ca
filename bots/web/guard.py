"""Round every answer: headers that keep pages harmless, and a kind page with a reference for what nobody foresaw."""

import secrets
from collections.abc import Callable

import structlog
from starlette.datastructures import MutableHeaders
from starlette.requests import Request
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

log = structlog.get_logger("web")

HEADERS = {
    "Content-Security-Policy": (
        "default-src 'none'; style-src 'self'; img-src 'self'; form-action 'self'; frame-ancestors 'none';"
        " base-uri 'none'"
    ),
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cache-Control": "no-store",
    "X-Robots-Tag": "noindex",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}
Broken = Callable[[Request, str], Response]


class Guard:
    """`broken` draws the page for a reference; what was foreseen has been answered further in.

    Paths are found with the `prefix` of the public address and without, as the proxy in front of it may strip it.
    """

    def __init__(self, app: ASGIApp, broken: Broken, prefix: str) -> None:
        self._app = app
        self._broken = broken
        self._prefix = prefix

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            return
        begun = False

        async def guarded(message: Message) -> None:
            nonlocal begun
            if message["type"] == "http.response.start":
                begun = True
                headers = MutableHeaders(scope=message)
                for name, value in HEADERS.items():
                    headers.setdefault(name, value)
            await send(message)

        try:
            await self._app({**scope, "root_path": self._prefix}, receive, guarded)
        except Exception:
            reference = secrets.token_hex(4)
            log.exception("page failed", reference=reference, method=scope["method"])
            if not begun:
                await self._broken(Request(scope), reference)(scope, receive, guarded)
