"""The place of one view: a modal, opened or in the place of another, or the Home tab. It may be drawn several times.

https://docs.slack.dev/reference/methods/views.publish
"""

from dataclasses import dataclass, field
from typing import Any

from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from bots.slack.said import said
from bots.slack.text import Block

OVERTAKEN = frozenset({"hash_conflict", "not_found"})
"""Something newer stands there, or the person has closed it: nothing is left to draw."""


@dataclass(slots=True)
class Screen:
    """By `user` the Home tab, by `trigger` a new modal, by `view` one that stands. `hash` is what was seen there.

    What was drawn on meanwhile by a later press is never overwritten by an earlier one.
    """

    client: AsyncWebClient
    user: str = ""
    trigger: str = ""
    view: str = ""
    hash: str | None = None
    over: bool = False
    """A new modal stands over the one that it was asked for in."""
    gone: bool = field(default=False, init=False)

    async def show(self, view: Block) -> None:
        if self.gone:
            return
        try:
            answer = await self._sent(view)
        except SlackApiError as error:
            if said(error) not in OVERTAKEN:
                raise
            self.gone = True
            return
        self.view, self.hash = str(answer["view"]["id"]), str(answer["view"]["hash"])

    async def _sent(self, view: Block) -> Any:
        if self.user:
            return await self.client.views_publish(user_id=self.user, view=view, hash=self.hash)
        if self.view:
            return await self.client.views_update(view_id=self.view, view=view, hash=self.hash)
        put = self.client.views_push if self.over else self.client.views_open
        return await put(trigger_id=self.trigger, view=view)
