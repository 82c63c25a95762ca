"""A bare Socket Mode client that acknowledges only what it is told to, for tests of the stand-in itself."""

import asyncio
import json
from collections.abc import Callable
from types import TracebackType
from typing import Any, Self

import aiohttp

from tests.standins.slack import SlackStandIn

Json = dict[str, Any]
Answers = Callable[[Json], Json | None | bool]


class BareSocket:
    """`answers(envelope)`: False leaves it unacknowledged, None acknowledges, an object is the response payload."""

    def __init__(self, slack: SlackStandIn, answers: Answers = lambda envelope: None) -> None:
        self._slack = slack
        self._answers = answers
        self.frames: list[Json] = []
        self.url = ""

    async def __aenter__(self) -> Self:
        self._session = aiohttp.ClientSession()
        self.url = await self._ticket()
        self._socket = await self._session.ws_connect(self.url)
        self.frames.append(json.loads(await self._socket.receive_str()))
        self._reader = asyncio.create_task(self._read())
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._reader.cancel()
        await self._socket.close()
        await self._session.close()

    async def _ticket(self) -> str:
        bearer = {"Authorization": f"Bearer {self._slack.app_token}"}
        async with self._session.post(f"{self._slack.api}apps.connections.open", headers=bearer) as answer:
            return str((await answer.json())["url"])

    async def _read(self) -> None:
        async for message in self._socket:
            frame = json.loads(message.data)
            self.frames.append(frame)
            if "envelope_id" in frame:
                await self._acknowledge(frame)

    async def _acknowledge(self, frame: Json) -> None:
        answer = self._answers(frame)
        if answer is False:
            return
        payload = {"payload": answer} if isinstance(answer, dict) else {}
        await self._socket.send_json({"envelope_id": frame["envelope_id"], **payload})

    @property
    def envelopes(self) -> list[Json]:
        return [frame for frame in self.frames if "envelope_id" in frame]

    @property
    def closed(self) -> bool:
        return self._socket.closed

    def of_event(self, event_id: str) -> list[Json]:
        return [one for one in self.envelopes if one["payload"].get("event_id") == event_id]

    async def until(self, count: int, within: float = 10.0) -> list[Json]:
        """The envelopes, once there are so many."""
        return await self._until(lambda: self.envelopes, count, within)

    async def until_event(self, event_id: str, count: int = 1, within: float = 10.0) -> list[Json]:
        """The deliveries of one event, once there are so many."""
        return await self._until(lambda: self.of_event(event_id), count, within)

    async def _until(self, look: Callable[[], list[Json]], count: int, within: float) -> list[Json]:
        async with asyncio.timeout(within):
            while len(seen := look()) < count:  # noqa: ASYNC110
                await asyncio.sleep(0.01)
        return seen
