"""One POST to the app's own door, spoken with h11, which uvicorn brings: a client library would double the start."""

import asyncio
from dataclasses import dataclass
from urllib.parse import urlsplit

import h11

PORTS = {"http": 80, "https": 443}
CHUNK = 65_536


@dataclass(frozen=True, slots=True)
class Reply:
    """Header names are in lower case."""

    status: int
    reason: str
    headers: dict[str, str]
    body: bytes


async def post(url: str, headers: dict[str, str], body: bytes, within: float) -> Reply:
    """TimeoutError when no answer comes `within` seconds, another OSError when nobody is there or hangs up."""
    parts = urlsplit(url)
    port = parts.port or PORTS[parts.scheme]
    target = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    head = {"Host": f"{parts.hostname}:{port}", "Content-Length": str(len(body)), "Connection": "close"} | headers
    request = h11.Request(method="POST", target=target, headers=list(head.items()))
    async with asyncio.timeout(within):
        reader, writer = await asyncio.open_connection(parts.hostname, port, ssl=parts.scheme == "https" or None)
        try:
            return await _exchange(reader, writer, request, body)
        except h11.RemoteProtocolError as error:
            raise ConnectionAbortedError(str(error)) from error
        finally:
            writer.close()


async def _exchange(
    reader: asyncio.StreamReader, writer: asyncio.StreamWriter, request: h11.Request, body: bytes
) -> Reply:
    line = h11.Connection(h11.CLIENT)
    for part in (request, h11.Data(data=body), h11.EndOfMessage()):
        writer.write(line.send(part) or b"")
    await writer.drain()
    head, said = h11.Response(status_code=599, headers=[]), bytearray()
    while not isinstance(event := line.next_event(), h11.EndOfMessage):
        if event is h11.NEED_DATA:
            line.receive_data(await reader.read(CHUNK))
        elif isinstance(event, h11.Response):
            head = event
        elif isinstance(event, h11.Data):
            said += event.data
    headers = {name.decode("latin-1"): value.decode("latin-1") for name, value in head.headers}
    return Reply(head.status_code, head.reason.decode("latin-1"), headers, bytes(said))
