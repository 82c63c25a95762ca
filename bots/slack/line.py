"""One Socket Mode connection, replaced when it stays dead. https://docs.slack.dev/apis/events-api/using-socket-mode"""

import asyncio
from collections.abc import Callable
from contextlib import suppress

import structlog
from slack_bolt.adapter.socket_mode.async_handler import AsyncSocketModeHandler
from slack_bolt.async_app import AsyncApp
from slack_sdk.socket_mode.aiohttp import SocketModeClient
from slack_sdk.socket_mode.request import SocketModeRequest

log = structlog.get_logger("slack")

LOOK = 2.0
DEAD = 30
"""So many looks in a row without a connection: the SDK does not mend it any more."""
GOODBYE = 1.5


class Handler(AsyncSocketModeHandler):
    """Knows whether it is answering anything."""

    def __init__(self, app: AsyncApp, app_token: str) -> None:
        super().__init__(app, app_token)
        self.idle = asyncio.Event()
        self.idle.set()
        self._busy = 0

    async def handle(self, client: SocketModeClient, req: SocketModeRequest) -> None:  # type: ignore[override]
        self._busy += 1
        self.idle.clear()
        try:
            await super().handle(client, req)
        finally:
            self._busy -= 1
            if not self._busy:
                self.idle.set()


class Line:
    """The SDK reconnects by itself; this watches that it does. `back`: it is up again after it was seen to be down."""

    def __init__(self, app: AsyncApp, app_token: str, back: Callable[[], None]) -> None:
        self._back = back
        self._app = app
        self._app_token = app_token
        self._handler: Handler | None = None

    @property
    def up(self) -> bool:
        session = self._handler.client.current_session if self._handler else None
        return session is not None and not session.closed

    async def run(self) -> None:
        """Until cancelled."""
        while True:
            handler = self._handler = Handler(self._app, self._app_token)
            try:
                async with asyncio.TaskGroup() as tasks:
                    connecting = tasks.create_task(handler.connect_async())  # type: ignore[no-untyped-call]
                    await self._dead(handler)
                    log.error("a socket stays dead; another takes its place", alarm=True)
                    connecting.cancel()
            finally:
                await _hang_up(handler)

    async def _dead(self, handler: Handler) -> None:
        looks = 0
        while looks < DEAD:
            await asyncio.sleep(LOOK)
            if not await handler.client.is_connected():
                looks += 1
            elif looks:
                looks = 0
                self._back()


async def _hang_up(handler: Handler) -> None:
    """What is being answered is answered first; what comes now Slack sends again. Bounded: the SDK waits long."""
    client = handler.client
    client.socket_mode_request_listeners.clear()
    with suppress(Exception):
        async with asyncio.timeout(GOODBYE):
            await handler.idle.wait()
            await handler.close_async()  # type: ignore[no-untyped-call]
    for task in (client.message_processor, client.current_session_monitor, client.message_receiver):
        if task is not None:
            task.cancel()
    await client.aiohttp_client_session.close()
