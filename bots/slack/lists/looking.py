"""What has to be read before a list or a ticket can be shown: asked for the agent who looks, answered without a row."""

from dataclasses import dataclass

from bots.finding import read
from bots.slack.lists.blocks import MOST
from bots.slack.lists.browse import Browse
from bots.wording import Words
from core.api.kinds import TicketId, Visitor
from core.api.queries import Ask, ReadBoard, ReadQueue, ReadStory
from core.api.shapes import Board, Found, Story


@dataclass(frozen=True, slots=True)
class Looking:
    ask: Ask
    words: Words

    async def found(self, viewer: Visitor, browse: Browse) -> Found:
        if browse.find:
            return await self.ask(read(self.words, browse.find, browse.after, MOST), viewer)
        page = await self.ask(ReadQueue(browse.queue, browse.brand, browse.after, MOST), viewer)
        return Found(page)

    async def board(self, viewer: Visitor, browse: Browse) -> Board:
        return await self.ask(ReadBoard(browse.brand), viewer)

    async def story(
        self, viewer: Visitor, ticket: TicketId, before: int | None = None, after: int | None = None
    ) -> Story:  # fmt: skip
        return await self.ask(ReadStory(ticket, before, after), viewer)
