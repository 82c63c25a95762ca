"""The message that somebody points at, and what it is to the desk already."""

from dataclasses import dataclass

from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from bots.slack.said import said
from bots.slack.staff import HOUSE
from bots.slack.wire import Payload
from core.api.kinds import Door, MessageId, TicketId
from core.api.queries import Ask, PostAt
from core.api.shapes import Kind

UNSEEN = frozenset({"channel_not_found", "not_in_channel", "thread_not_found", "missing_scope", "is_archived"})


@dataclass(frozen=True, slots=True)
class Spoken:
    """A word in the thread of a ticket, or its card; no message where it is a line of the bot's own."""

    ticket: TicketId
    message: MessageId | None
    card: bool = False


@dataclass(frozen=True, slots=True)
class Messages:
    client: AsyncWebClient
    ask: Ask

    async def read(self, channel: str, ts: str) -> Payload | None:
        """Nothing where the bot may not look, or where nothing is any more."""
        try:
            page = await self.client.conversations_replies(
                channel=channel, ts=ts, oldest=ts, latest=ts, inclusive=True, limit=5
            )
        except SlackApiError as error:
            if said(error) not in UNSEEN:
                raise
            return None
        return next((one for one in page["messages"] if one.get("ts") == ts), None)

    async def made(self, channel: str, ts: str) -> TicketId | None:
        """The ticket that a message has become."""
        post = await self.ask(PostAt(Door.SLACK, channel, ts), HOUSE)
        return post.ticket if post else None

    async def spoken(self, channel: str, message: Payload) -> Spoken | None:
        """Where a message belongs that stands in a ticket's thread, or is its card."""
        ts, thread = str(message["ts"]), str(message.get("thread_ts") or message["ts"])
        root = await self.ask(PostAt(Door.SLACK, channel, thread), HOUSE)
        if root is None or root.ticket is None or root.kind != Kind.CARD:
            return None
        if ts == thread:
            return Spoken(root.ticket, None, card=True)
        post = await self.ask(PostAt(Door.SLACK, channel, ts), HOUSE)
        return Spoken(root.ticket, post.message if post else None)
