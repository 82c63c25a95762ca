"""Slack as signed HTTP requests instead of sockets. https://docs.slack.dev/authentication/verifying-requests-from-slack

A request that is sent again within its five minutes does no harm: events are journalled once, presses have their key.
"""

import asyncio
from collections.abc import Mapping
from contextlib import suppress

import structlog
from slack_bolt.adapter.starlette.async_handler import to_async_bolt_request, to_starlette_response
from slack_bolt.async_app import AsyncApp
from slack_sdk.signature import SignatureVerifier
from starlette.requests import ClientDisconnect, Request
from starlette.responses import Response

log = structlog.get_logger("slack")

GREATEST = 2**20
GOODBYE = 3.0
"""Seconds: nobody at Slack waits for an answer any longer."""


class SlackHttp:
    """The one URL that events, presses and modals are sent to. While it is not open, Slack is asked to come again."""

    def __init__(self, app: AsyncApp, signing_secret: str) -> None:
        self._app = app
        self._verifier = SignatureVerifier(signing_secret)
        self.open = False
        self._busy = 0
        self._idle = asyncio.Event()
        self._idle.set()

    async def close(self) -> None:
        """What is being answered is answered first; what comes now Slack sends again."""
        self.open = False
        with suppress(TimeoutError):
            async with asyncio.timeout(GOODBYE):
                await self._idle.wait()

    async def handle(self, request: Request) -> Response:
        """Nothing in a request is understood before its signature has been found true."""
        if not self.open:
            return Response(status_code=503)
        self._busy += 1
        self._idle.clear()
        try:
            return await self._answered(request)
        finally:
            self._busy -= 1
            if not self._busy:
                self._idle.set()

    async def _answered(self, request: Request) -> Response:
        body = await _read(request)
        if body is None:
            return Response(status_code=413)
        if not self._signed(body, request.headers):
            log.warning("a request that Slack has not signed", length=len(body))
            return Response(status_code=401)
        return to_starlette_response(await self._app.async_dispatch(to_async_bolt_request(request, body)))

    def _signed(self, body: bytes, headers: Mapping[str, str]) -> bool:
        """Its time is compared with the machine's clock. What cannot even be compared was forged."""
        try:
            return self._verifier.is_valid_request(body, dict(headers))
        except (ValueError, TypeError):
            return False


async def _read(request: Request) -> bytes | None:
    """None for a body that is too long, or that its sender did not stay for; counted as it comes (faults F5)."""
    body = bytearray()
    try:
        async for chunk in request.stream():
            body += chunk
            if len(body) > GREATEST:
                return None
    except ClientDisconnect:
        return None
    return bytes(body)
