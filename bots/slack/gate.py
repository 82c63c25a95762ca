"""Keeps calls back while Slack has asked for silence: to go on calling is what gets an app banned (faults G2)."""

import asyncio

from bots.slack.verdict import SHUT
from core.api.ports import Ending, RetryLater


class Gate:
    """Per method, on the loop's own clock."""

    def __init__(self) -> None:
        self._until: dict[str, float] = {}

    def shut(self, method: str) -> RetryLater | None:
        """The ending of a call that is not even made."""
        left = self._until.get(method, 0.0) - asyncio.get_running_loop().time()
        return RetryLater("too many requests", left) if left > 0 else None

    def heed(self, method: str, ending: Ending) -> Ending:
        """Remembers how long Slack wants to be left alone. What one channel refuses keeps back none of the others."""
        if isinstance(ending, RetryLater) and ending.after is not None and ending.reason not in SHUT:
            self._until[method] = asyncio.get_running_loop().time() + ending.after
        return ending
