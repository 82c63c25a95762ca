"""F7, E2: the shop is asked within bounds, and nobody is asked who stands inside: a real server, and no connection."""

import asyncio
import socket
from collections.abc import AsyncIterator
from typing import Any

import pytest
import pytest_asyncio
from aiohttp import web
from aiohttp.abc import AbstractResolver, ResolveResult

from bots.wiring.orders import Shop, public
from core.relay.orders import NoAnswer

INSIDE = (
    "127.0.0.1 127.8.8.8 10.0.0.1 172.16.0.1 172.31.255.255 192.168.1.1 169.254.169.254 100.64.0.1 0.0.0.0 0.1.2.3 "
    "192.0.0.1 198.18.0.1 224.0.0.1 240.0.0.1 255.255.255.255 ::1 :: fe80::1 fe80::1%eth0 fc00::1 fd12::1 ff02::1 "
    "::ffff:127.0.0.1 ::ffff:10.0.0.1 64:ff9b::7f00:1 64:ff9b:1::1 2002:7f00:1::1 2001:0:7f00:1::1 2001:db8::1 "
    "localhost 2130706433 0x7f.1"
).split()


class Book(AbstractResolver):
    """Says of every name what the test wants, another thing each time."""

    def __init__(self, *addresses: str) -> None:
        self.addresses = list(addresses)

    async def resolve(
        self, host: str, port: int = 0, family: socket.AddressFamily = socket.AF_INET
    ) -> list[ResolveResult]:
        address = self.addresses.pop(0) if len(self.addresses) > 1 else self.addresses[0]
        return [ResolveResult(hostname=host, host=address, port=port, family=family, proto=0, flags=0)]

    async def close(self) -> None:
        pass


class Server:
    def __init__(self) -> None:
        self.asked: list[web.Request] = []
        self.port = 0

    async def answer(self, request: web.Request) -> web.StreamResponse:
        self.asked.append(request)
        match request.path:
            case "/slow":
                await asyncio.sleep(5)
                return web.json_response([])
            case "/away":
                raise web.HTTPFound(f"http://127.0.0.1:{self.port}/good")
            case "/large":
                return web.Response(body=b'["' + b"x" * 10_000_000 + b'"]', content_type="application/json")
            case "/page":
                return web.Response(text="<html>", content_type="text/html")
            case "/broken":
                return web.Response(body=b'{"a":', content_type="application/json")
            case "/deep":
                return web.Response(body=b"[" * 200_000, content_type="application/json")
            case "/unknown":
                raise web.HTTPNotFound
            case "/sick":
                raise web.HTTPInternalServerError
        return web.json_response([{"id": "<!channel> *1*"}])


@pytest_asyncio.fixture
async def server() -> AsyncIterator[Server]:
    made = Server()
    app = web.Application()
    app.router.add_get("/{any:.*}", made.answer)
    runner = web.AppRunner(app)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0)
    await site.start()
    made.port = runner.addresses[0][1]
    yield made
    await runner.cleanup()


async def _asked(url: str, *, inside: tuple[str, ...] = (), seconds: float = 1, names: Book | None = None) -> Any:
    shop = Shop("word", inside, names)
    try:
        return await shop(url, seconds)
    except NoAnswer as none:
        return none.problem
    finally:
        await shop.close()


@pytest.mark.parametrize(("path", "answer"), [
    ("/good?a=1", [{"id": "<!channel> *1*"}]), ("/slow", "slow"), ("/away", "refused"), ("/large", "large"),
    ("/page", "malformed"), ("/broken", "malformed"), ("/deep", "malformed"), ("/unknown", []),
    ("/sick", "unreachable"),
])  # fmt: skip
async def test_an_allowed_host_is_asked_within_bounds(server: Server, path: str, answer: Any) -> None:
    found = await _asked(
        f"http://shop.internal:{server.port}{path}", inside=("Shop.internal",), names=Book("127.0.0.1")
    )
    assert found == answer and len(server.asked) == 1
    assert server.asked[0].headers["Authorization"] == "Bearer word"


async def test_who_does_not_listen_is_unreachable() -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        assert await _asked(f"http://127.0.0.1:{free.getsockname()[1]}/", inside=("127.0.0.1",)) == "unreachable"


@pytest.mark.parametrize("address", INSIDE)
async def test_nothing_inside_is_connected_to_by_address_or_by_name(server: Server, address: str) -> None:
    assert not public(address)
    host = f"[{address}]" if ":" in address and "%" not in address else address.partition("%")[0]
    if ":" not in host or host.startswith("["):
        assert await _asked(f"http://{host}:{server.port}/good", seconds=3) in ("refused", "unreachable")
    assert await _asked(f"http://shop.example:{server.port}/good", names=Book(address)) == "refused"
    assert not server.asked


async def test_a_name_that_leads_inwards_the_second_time_leads_nowhere(server: Server) -> None:
    names = Book("127.0.0.1", "93.184.216.34")
    assert await _asked(f"http://shop.example:{server.port}/good", names=names) == "refused"
    assert not server.asked


@pytest.mark.parametrize("url", ["file:///etc/passwd", "ftp://shop.example/x", "gopher://shop.example/", "http:///x"])
async def test_only_the_web_is_asked(url: str) -> None:
    assert await _asked(url) == "refused"


@pytest.mark.parametrize("address", ["93.184.216.34", "2606:2800:220:1:248:1893:25c8:1946"])
def test_the_open_network_is_open(address: str) -> None:
    assert public(address)
