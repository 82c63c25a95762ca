"""What leads from one channel to the other when a card moves (X2)."""

from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from bots.slack.blocks_moved import draw_moved
from bots.slack.draw import Drawing
from bots.slack.posting import ERRORS, Posting
from bots.slack.said import said
from bots.slack.speech import Speech
from bots.slack.verdict import ending
from core.api.ports import Delivery, Ending, Refused
from core.api.shapes import Moved

NOTHING_THERE = ("message_not_found", "channel_not_found", "not_in_channel")


class Pointers:
    def __init__(self, client: AsyncWebClient, posting: Posting) -> None:
        self._client = client
        self._posting = posting

    async def left(self, delivery: Delivery, card: str | None, say: Speech) -> Ending:
        """Where the card was; one that somebody deleted leaves nothing."""
        drawing = await self.drawing(delivery, say)
        if not isinstance(drawing, Drawing):
            return drawing
        done = await self._posting.edit(delivery, card, drawing) if card else None
        return done or Refused("the card was deleted")

    async def drawing(self, delivery: Delivery, say: Speech) -> Drawing | Ending:
        """Or the ending, where Slack does not say now what leads there."""
        assert isinstance(delivery.content, Moved)
        try:
            return draw_moved(delivery.content, await self._link(delivery.content), say)
        except ERRORS as error:
            return ending(error)

    async def _link(self, moved: Moved) -> str | None:
        """None where there is nothing yet to lead to. https://docs.slack.dev/reference/methods/chat.getPermalink"""
        if moved.place is None or moved.card is None or (moved.here and moved.private):
            return None
        try:
            return str((await self._client.chat_getPermalink(channel=moved.place, message_ts=moved.card))["permalink"])
        except SlackApiError as error:
            if said(error) in NOTHING_THERE:
                return None
            raise
