"""Whoever opens a ticket has seen what its customer wrote (X1). Like typing it may be lost: nothing waits for it."""

from core.api.commands import Desk, MarkSeen
from core.api.errors import Busy, Refusal
from core.api.kinds import Door, TicketId, Visitor


class Receipts:
    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    async def __call__(self, user: str, ticket: TicketId) -> None:
        """Who only looks on has seen nothing for the desk (E11)."""
        try:
            await self._desk(MarkSeen(ticket), Visitor(Door.SLACK, user))
        except (Refusal, Busy):
            return
