"""Bodies of requests, never longer than they may be: counted as they come, whatever their headers say (faults F5)."""

from collections.abc import AsyncIterator

from starlette.requests import Request
from starlette.types import Message, Receive


class Overflow(Exception):
    """The body is longer than it may be. What follows is not read."""


def capped(request: Request, most: int) -> Request:
    """The same request; reading its body raises Overflow beyond `most` bytes."""
    declared = request.headers.get("content-length", "0")
    if not declared.isdecimal() or int(declared) > most:
        raise Overflow
    return Request(request.scope, _counted(request.receive, most))


async def whole(request: Request, most: int) -> bytes:
    return await capped(request, most).body()


async def drained(request: Request, most: int) -> None:
    """Reads on and keeps nothing, so that a browser hears the answer instead of losing its connection."""
    while most > 0 and (message := await request.receive()).get("more_body"):
        most -= len(message.get("body", b""))


def replayed(request: Request, body: bytes) -> Request:
    """A request whose body has been read, for somebody who wants to read it once more."""
    parts: AsyncIterator[Message] = _once(body)

    async def receive() -> Message:
        return await anext(parts)

    return Request(request.scope, receive)


def _counted(receive: Receive, most: int) -> Receive:
    left = most

    async def counted() -> Message:
        nonlocal left
        message = await receive()
        left -= len(message.get("body", b""))
        if left < 0:
            raise Overflow
        return message

    return counted


async def _once(body: bytes) -> AsyncIterator[Message]:
    yield {"type": "http.request", "body": body, "more_body": False}
    while True:
        yield {"type": "http.disconnect"}
