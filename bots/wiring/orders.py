"""Asks the desk's shop for somebody's orders over HTTP, and goes nowhere else (E2, faults F7).

Every address of the host is judged before a connection is made, and it is that address which is connected to: a name
that leads inwards, or that leads elsewhere the second time, leads nowhere. A redirect is no answer.
"""

import ipaddress
import json
import socket
from collections.abc import Collection
from typing import Any

import aiohttp
from aiohttp.abc import AbstractResolver, ResolveResult
from aiohttp.resolver import ThreadedResolver
from yarl import URL

from core.relay.orders import NoAnswer

GREATEST = 256 * 1024
CHUNK = 16 * 1024
TRANSLATED = tuple(ipaddress.ip_network(net) for net in ("64:ff9b::/32", "2002::/16", "2001::/32"))
"""IPv6 that stands for an IPv4 address, perhaps one inside."""


class Shut(OSError):
    """The host leads where nothing may be asked."""


class Outwards(AbstractResolver):
    """Resolves to public addresses only; `inside` names hosts of the house that the operator has allowed."""

    def __init__(self, inside: Collection[str] = (), resolver: AbstractResolver | None = None) -> None:
        self._inside = {host.casefold() for host in inside}
        self._resolver = resolver or ThreadedResolver()

    async def resolve(
        self, host: str, port: int = 0, family: socket.AddressFamily = socket.AF_INET
    ) -> list[ResolveResult]:
        found = await self._resolver.resolve(host, port, family)
        if host.casefold() not in self._inside and not all(public(one["host"]) for one in found):
            raise Shut(f"{host} leads inwards")
        return found

    async def close(self) -> None:
        await self._resolver.close()


def public(address: str) -> bool:
    """Whether an address is one of the open network; what cannot be read is none."""
    try:
        ip = ipaddress.ip_address(address.partition("%")[0])
    except ValueError:
        return False
    if isinstance(ip, ipaddress.IPv6Address):
        ip = ip.ipv4_mapped or ip
    inner = isinstance(ip, ipaddress.IPv6Address) and any(ip in net for net in TRANSLATED)
    return ip.is_global and not ip.is_multicast and not inner


class Shop:
    """Implements the port `Asker`. `token` goes along as a bearer's."""

    def __init__(
        self, token: str | None = None, inside: Collection[str] = (), resolver: AbstractResolver | None = None
    ) -> None:  # fmt: skip
        self._inside = {host.casefold() for host in inside}
        self._headers = {"Accept": "application/json", "Accept-Encoding": "identity"}
        self._headers |= {"Authorization": f"Bearer {token}"} if token else {}
        connector = aiohttp.TCPConnector(resolver=Outwards(inside, resolver), use_dns_cache=False, limit=8)
        self._session = aiohttp.ClientSession(connector=connector, trust_env=False, cookie_jar=aiohttp.DummyCookieJar())

    async def __call__(self, url: str, seconds: float) -> Any:
        where = URL(url, encoded=True)
        if not self._may(where):
            raise NoAnswer("refused")
        try:
            async with self._session.get(
                where, headers=self._headers, allow_redirects=False, timeout=aiohttp.ClientTimeout(total=seconds)
            ) as answer:
                return await _read(answer)
        except TimeoutError:
            raise NoAnswer("slow") from None
        except Shut:
            raise NoAnswer("refused") from None
        except aiohttp.ClientError as error:
            shut = isinstance(error.__cause__, Shut) or isinstance(getattr(error, "os_error", None), Shut)
            raise NoAnswer("refused" if shut else "unreachable") from None

    def _may(self, url: URL) -> bool:
        """A host that is written as an address is not resolved, and so judged here."""
        host = (url.host or "").casefold()
        literal = host.replace(".", "").isdigit() or ":" in host
        return url.scheme in ("http", "https") and bool(host) and (host in self._inside or not literal or public(host))

    async def close(self) -> None:
        await self._session.close()


async def _read(answer: aiohttp.ClientResponse) -> Any:
    if answer.status == 404:
        return []
    if answer.status != 200:
        raise NoAnswer("refused" if 300 <= answer.status < 500 else "unreachable")
    kind = answer.content_type
    if kind != "application/json" and not kind.endswith("+json"):
        raise NoAnswer("malformed")
    body = bytearray()
    async for chunk in answer.content.iter_chunked(CHUNK):
        body += chunk
        if len(body) > GREATEST:
            raise NoAnswer("large")
    try:
        return json.loads(body)
    except (ValueError, RecursionError):
        raise NoAnswer("malformed") from None
