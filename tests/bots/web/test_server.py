"""The server takes an address or says why not, and leaves when told to."""

import asyncio
import signal
import socket

import pytest
from aiohttp import ClientSession
from fastapi import FastAPI
from starlette.requests import Request
from starlette.responses import PlainTextResponse

from bots.web.server import WebServer
from core.api.errors import Misconfigured


def _app(slow: asyncio.Event | None = None) -> FastAPI:
    async def answer(request: Request) -> PlainTextResponse:
        if slow is not None:
            await slow.wait()
        return PlainTextResponse("yes")

    app = FastAPI()
    app.add_api_route("/", answer, response_model=None)
    return app


async def test_a_taken_address_is_a_misconfiguration() -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        with pytest.raises(Misconfigured, match="ZAYAVKA_WEB_LISTEN"):
            await WebServer(_app(), f"127.0.0.1:{taken.getsockname()[1]}").open()


@pytest.mark.parametrize("listen", ["", "8080x", "localhost", "127.0.0.1:", "127.0.0.1:99999", "no.such.host.test:1"])
async def test_an_address_that_is_none_is_a_misconfiguration(listen: str) -> None:
    with pytest.raises(Misconfigured):
        await WebServer(_app(), listen).open()


async def test_it_finishes_what_it_has_begun_and_leaves_the_signals_alone() -> None:
    slow = asyncio.Event()
    server = WebServer(_app(slow), "127.0.0.1:0")
    await server.open()
    before = signal.getsignal(signal.SIGTERM)
    async with asyncio.timeout(10), asyncio.TaskGroup() as tasks, ClientSession() as session:
        running = tasks.create_task(server.run())
        asking = tasks.create_task(session.get(f"http://127.0.0.1:{server.port}/"))
        await asyncio.sleep(0.3)
        assert signal.getsignal(signal.SIGTERM) is before
        server.stop()
        await asyncio.sleep(0.3)
        assert not running.done()
        slow.set()
        assert await (await asking).text() == "yes"
        await running


async def test_the_same_address_can_be_taken_again_at_once() -> None:
    for _ in range(2):
        server = WebServer(_app(), "127.0.0.1:0")
        await server.open()
        async with asyncio.TaskGroup() as tasks, ClientSession() as session:
            tasks.create_task(server.run())
            async with session.get(f"http://127.0.0.1:{server.port}/") as answer:
                assert await answer.text() == "yes"
            server.stop()
