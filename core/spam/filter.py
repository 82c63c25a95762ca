"""Asks what was learned about a letter; learns anew when the lessons are others, beside the database and the loop."""

import asyncio
from collections.abc import Callable, Sequence
from functools import partial
from typing import Protocol

import structlog

from core.spam import lessons
from core.spam.lessons import MOST, Revision
from core.spam.model import Lesson, Verdict
from core.storage.hop import Hop

log = structlog.get_logger("spam")

PAGE = 200
"""Lessons that are read in one go, so that people's reads go in between."""

Words = Sequence[int]
Model = Callable[[str], Verdict | None]
Learn = Callable[[Sequence[Words], Sequence[Words]], Model | None]


class Suspects(Protocol):
    """What the desk's own filter makes of a letter's words: a verdict only where it is spam."""

    async def __call__(self, text: str) -> Verdict | None: ...


async def trusting(text: str) -> Verdict | None:
    """Where no filter is installed, everything is good."""
    return None


class Filter:
    """`learn` makes a model of the lessons of spam and of good letters, or none where they are too few.

    Every letter looks whether the lessons are still those that were learned, so that all replicas judge alike.
    """

    def __init__(self, hop: Hop, learn: Learn) -> None:
        self._hop = hop
        self._learn = learn
        self._model: Model | None = None
        self._known: Revision | None = None
        self._turn = asyncio.Lock()

    async def __call__(self, text: str) -> Verdict | None:
        """What cannot be judged is good: no letter waits for the filter."""
        try:
            async with self._turn:
                await self._keep_up()
            model = self._model
            return None if model is None else await asyncio.to_thread(model, text)
        except Exception:
            log.exception("a letter could not be judged")
            return None

    async def _keep_up(self) -> None:
        """What is committed meanwhile is learned with the next letter."""
        now = await self._hop.read(lessons.revision)
        if now != self._known:
            spam, good = await self._taught(Lesson.SPAM), await self._taught(Lesson.GOOD)
            self._model = await asyncio.to_thread(self._learn, spam, good)
            self._known = now

    async def _taught(self, lesson: Lesson) -> list[Words]:
        found: list[Words] = []
        before: int | None = None
        while len(found) < MOST:
            page = await self._hop.read(partial(lessons.newest, lesson=lesson, before=before, most=PAGE))
            found += [row.words for row in page]
            if len(page) < PAGE:
                break
            before = page[-1].id
        return found[:MOST]
