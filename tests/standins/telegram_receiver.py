"""A bot's door for webhooks: keeps what is posted to it, and answers as the test likes."""

import asyncio
import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from types import TracebackType
from typing import Self

from aiohttp import web

from tests.standins.telegram import Json

Answer = Callable[[Json], Awaitable[web.Response]]


@dataclass(frozen=True, slots=True)
class Post:
    update: Json
    headers: dict[str, str]
    at: float = field(default_factory=time.monotonic)


async def takes(update: Json) -> web.Response:
    return web.Response()


class Receiver:
    """`async with Receiver() as door:` listens at `door.url`; `door.answer` may be changed at any time."""

    def __init__(self, answer: Answer = takes) -> None:
        self.answer = answer
        self.posts: list[Post] = []
        self.url = ""
        app = web.Application()
        app.router.add_post("/hook/{rest:.*}", self._taken)
        self._runner = web.AppRunner(app, handler_cancellation=True, shutdown_timeout=0.1)

    async def __aenter__(self) -> Self:
        await self._runner.setup()
        site = web.TCPSite(self._runner, "127.0.0.1", 0)
        await site.start()
        self.url = f"http://127.0.0.1:{self._runner.addresses[0][1]}/hook/"
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self._runner.cleanup()

    async def _taken(self, request: web.Request) -> web.Response:
        update = await request.json()
        self.posts.append(Post(update, dict(request.headers)))
        return await self.answer(update)

    @property
    def ids(self) -> list[int]:
        return [int(post.update["update_id"]) for post in self.posts]

    async def until(self, count: int, within: float = 5.0) -> list[Post]:
        """What was posted, once it is so much."""
        async with asyncio.timeout(within):
            while len(self.posts) < count:  # noqa: ASYNC110
                await asyncio.sleep(0.01)
        return self.posts

    async def nothing_more(self, seconds: float = 0.2) -> bool:
        before = len(self.posts)
        await asyncio.sleep(seconds)
        return len(self.posts) == before
