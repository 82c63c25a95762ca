"""An app's HTTP door for what Slack sends: keeps every request, and answers as the test likes."""

import asyncio
import json
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from types import TracebackType
from typing import Any, Self
from urllib.parse import parse_qsl

from aiohttp import web

Json = dict[str, Any]
Answer = Callable[["Sent"], Awaitable[web.Response]]


@dataclass(frozen=True, slots=True)
class Sent:
    """`payload` is the event callback, the interaction, or the fields of the command."""

    headers: dict[str, str]
    body: bytes
    payload: Json

    @property
    def retry(self) -> tuple[str | None, str | None]:
        return self.headers.get("X-Slack-Retry-Num"), self.headers.get("X-Slack-Retry-Reason")


async def takes(sent: Sent) -> web.Response:
    return web.Response()


async def gives_challenge_back(sent: Sent) -> web.Response:
    return web.Response(text=sent.payload["challenge"])


class Receiver:
    """`async with Receiver() as door:` listens at `door.url`; `answer` and `challenged` may be changed at any time."""

    def __init__(self) -> None:
        self.answer: Answer = takes
        self.challenged: Answer = gives_challenge_back
        self.requests: list[Sent] = []
        self.url = ""
        app = web.Application()
        app.router.add_post("/slack/events", self._taken)
        self._runner = web.AppRunner(app, handler_cancellation=True, shutdown_timeout=0.1)

    async def __aenter__(self) -> Self:
        await self._runner.setup()
        await web.TCPSite(self._runner, "127.0.0.1", 0).start()
        self.url = f"http://127.0.0.1:{self._runner.addresses[0][1]}/slack/events"
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self._runner.cleanup()

    async def _taken(self, request: web.Request) -> web.Response:
        body = await request.read()
        sent = Sent(dict(request.headers), body, read(request.content_type, body.decode()))
        self.requests.append(sent)
        verifying = sent.payload.get("type") == "url_verification"
        return await (self.challenged if verifying else self.answer)(sent)

    @property
    def told(self) -> list[Sent]:
        """Everything but the verification of the URL."""
        return [one for one in self.requests if one.payload.get("type") != "url_verification"]

    def of_event(self, event_id: str) -> list[Sent]:
        return [one for one in self.told if one.payload.get("event_id") == event_id]

    async def until_event(self, event_id: str, count: int = 1, within: float = 5.0) -> list[Sent]:
        """The deliveries of one event, once there are so many."""
        async with asyncio.timeout(within):
            while len(found := self.of_event(event_id)) < count:  # noqa: ASYNC110
                await asyncio.sleep(0.01)
        return found


def read(content_type: str, text: str) -> Json:
    if content_type == "application/json":
        return dict(json.loads(text))
    fields = dict(parse_qsl(text, keep_blank_values=True, strict_parsing=True))
    return dict(json.loads(fields["payload"])) if "payload" in fields else dict(fields)
