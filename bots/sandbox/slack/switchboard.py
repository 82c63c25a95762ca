"""Socket Mode: single-use tickets, hello, disconnect. https://docs.slack.dev/apis/events-api/using-socket-mode"""

import asyncio
import json
import secrets
from collections.abc import Callable
from dataclasses import dataclass, field
from itertools import count

from starlette.websockets import WebSocket, WebSocketDisconnect, WebSocketState

from bots.sandbox.slack.kinds import Json

MOST_CONNECTIONS = 10
GRACE_AFTER_DISCONNECT = 10.0

Acknowledge = Callable[[Json], None]


@dataclass(slots=True, eq=False)
class Line:
    """One open connection; a retiring one was told to leave and gets nothing while another is open."""

    number: int
    socket: WebSocket
    retiring: bool = False
    left: asyncio.Event = field(default_factory=asyncio.Event)

    async def send(self, frame: Json) -> bool:
        try:
            await self.socket.send_text(json.dumps(frame, ensure_ascii=False))
        except (RuntimeError, WebSocketDisconnect, OSError):
            return False
        return True


class Switchboard:
    def __init__(self, app_id: str, changed: Callable[[], None]) -> None:
        self._app_id = app_id
        self._changed = changed
        self._tickets: set[str] = set()
        self._numbers = count(1)
        self._turn = count()
        self.lines: list[Line] = []

    def ticket(self) -> str:
        ticket = secrets.token_hex(8)
        self._tickets.add(ticket)
        return ticket

    def pick(self) -> Line | None:
        """Any one open connection, in turn."""
        fresh = [line for line in self.lines if not line.retiring] or self.lines
        return fresh[next(self._turn) % len(fresh)] if fresh else None

    async def serve(self, socket: WebSocket, ticket: str, acknowledge: Acknowledge) -> None:
        """Holds one connection from hello to its end; an unknown or used ticket is refused."""
        if ticket not in self._tickets:
            await socket.close()
            return
        self._tickets.discard(ticket)
        await socket.accept()
        line = Line(next(self._numbers), socket)
        if len(self.lines) >= MOST_CONNECTIONS:
            await line.send(self._farewell("too_many_websockets"))
            await socket.close()
            return
        self.lines.append(line)
        self._changed()
        try:
            await line.send(self._hello())
            await self._listen(line, acknowledge)
        finally:
            self._drop(line)

    async def _listen(self, line: Line, acknowledge: Acknowledge) -> None:
        try:
            while True:
                frame = json.loads(await line.socket.receive_text())
                if isinstance(frame, dict) and "envelope_id" in frame:
                    acknowledge(frame)
        except (WebSocketDisconnect, RuntimeError):
            return

    def _drop(self, line: Line) -> None:
        if line in self.lines:
            self.lines.remove(line)
            self._changed()
        line.left.set()

    async def disconnect(self, reason: str) -> int:
        """Tells every connection to go; `cut_later` sees to those that stay."""
        lines = list(self.lines)
        for line in lines:
            line.retiring = True
            await line.send(self._farewell(reason))
        return len(lines)

    async def cut_later(self) -> None:
        retiring = [line for line in self.lines if line.retiring]
        for line in retiring:
            try:
                await asyncio.wait_for(line.left.wait(), GRACE_AFTER_DISCONNECT)
            except TimeoutError:
                await self.cut(line)

    async def cut(self, line: Line) -> None:
        """Closes without a farewell, as a lost network does."""
        self._drop(line)
        if line.socket.client_state is WebSocketState.CONNECTED:
            try:
                await line.socket.close(1001)
            except RuntimeError:
                return

    def _hello(self) -> Json:
        return {
            "type": "hello",
            "num_connections": len(self.lines),
            "connection_info": {"app_id": self._app_id},
            "debug_info": {"host": "sandbox", "build_number": 1, "approximate_connection_time": 18060},
        }

    def _farewell(self, reason: str) -> Json:
        return {"type": "disconnect", "reason": reason, "debug_info": {"host": "sandbox"}}
