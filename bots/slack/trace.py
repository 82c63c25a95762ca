"""Finds what was posted before: by the delivery's id in the message's metadata, since Slack has no key for a repeat.

https://docs.slack.dev/messaging/message-metadata
"""

from typing import Any

from slack_sdk.web.async_client import AsyncWebClient

from core.api.ports import FileContent

EVENT = "zayavka"
PAGES = 10
PER_PAGE = 200


def mark(delivery: str) -> dict[str, Any]:
    """Ids only: any app of the workspace can read it."""
    return {"event_type": EVENT, "event_payload": {"delivery": delivery}}


class Trace:
    """Looks through a channel, or through one thread of it."""

    def __init__(self, client: AsyncWebClient, bot_user: str) -> None:
        self._client = client
        self._bot_user = bot_user

    async def post(self, channel: str, thread: str | None, delivery: str) -> str | None:
        """The newest post that carries the delivery's id."""
        found = None
        async for message in self._messages(channel, thread):
            payload = (message.get("metadata") or {}).get("event_payload") or {}
            if payload.get("delivery") == delivery and message.get("user") == self._bot_user:
                found = max(found or "", str(message["ts"]))
        return found

    async def file(self, channel: str, thread: str, content: FileContent) -> str | None:
        """An upload carries no metadata; its name and size tell it."""
        async for message in self._messages(channel, thread):
            for file in message.get("files") or () if message.get("user") == self._bot_user else ():
                if (file.get("name"), file.get("size")) == (content.name, content.size):
                    return str(file["id"])
        return None

    async def _messages(self, channel: str, thread: str | None) -> Any:
        cursor = None
        for _ in range(PAGES):
            where: dict[str, Any] = {"channel": channel, "limit": PER_PAGE, "cursor": cursor}
            page = (
                await self._client.conversations_replies(ts=thread, include_all_metadata=True, **where)
                if thread
                else await self._client.conversations_history(include_all_metadata=True, **where)
            )
            for message in page["messages"]:
                yield message
            cursor = (page.get("response_metadata") or {}).get("next_cursor")
            if not cursor:
                return
