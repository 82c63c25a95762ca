"""Finds words that Slack never told of: an outage's events are not always replayed (faults A3)."""

import asyncio
from collections.abc import AsyncIterator, Mapping
from typing import Any

from bots.slack.receive import conversation, is_reply
from bots.slack.staff import HOUSE
from bots.slack.workspace import Workspace
from core.api.kinds import Door
from core.api.ports import Entry, Journal
from core.api.queries import Ask, PostAt

CARDS = 200
REPLIES = 200
PACE = 1.3
"""Seconds between two readings of threads: 50 a minute are allowed."""

Message = Mapping[str, Any]


class CatchUp:
    """Reads the threads of the newest cards that have moved since it looked last. What is known already is left."""

    def __init__(self, workspace: Workspace, ask: Ask, journal: Journal) -> None:
        self._client = workspace.client
        self._channel = workspace.channel
        self._bot_user = workspace.bot_user
        self._ask = ask
        self._journal = journal
        self._seen = "0"

    async def __call__(self) -> int:
        """Says how many words were missing; they are journalled as if Slack had sent them."""
        page = await self._client.conversations_history(channel=self._channel, limit=CARDS)
        moved = [card for card in page["messages"] if str(card.get("latest_reply") or "") > self._seen]
        found = [entry async for entry in self._missed(moved)]
        if found:
            await self._journal(found)
        self._seen = max([self._seen, *(str(card["latest_reply"]) for card in moved)])
        return len(found)

    async def _missed(self, cards: list[Message]) -> AsyncIterator[Entry]:
        for card in cards:
            thread = str(card["ts"])
            if not await self._known(thread):
                continue
            async for reply in self._replies(thread):
                event = {**reply, "type": "message", "channel": self._channel}
                if is_reply(event, self._channel, self._bot_user) and not await self._known(str(reply["ts"])):
                    yield self._entry(event)

    async def _replies(self, thread: str) -> AsyncIterator[Message]:
        cursor = None
        while cursor != "":
            page = await self._client.conversations_replies(
                channel=self._channel, ts=thread, oldest=self._seen, limit=REPLIES, cursor=cursor
            )
            for reply in page["messages"]:
                yield reply
            cursor = (page.get("response_metadata") or {}).get("next_cursor") or ""
            await asyncio.sleep(PACE)

    async def _known(self, ts: str) -> bool:
        return await self._ask(PostAt(Door.SLACK, self._channel, ts), HOUSE) is not None

    def _entry(self, event: Message) -> Entry:
        id = f"{self._channel}:{event['ts']}"
        return Entry("slack", id, conversation(event), {"type": "event_callback", "event_id": id, "event": event})
