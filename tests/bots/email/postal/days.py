"""Virtual days: letters go to and fro between the desk and machines, and the clock jumps from one to the next."""

import heapq
from collections import Counter
from collections.abc import Mapping
from itertools import count

from core.clock import DAY, SECOND
from tests.bots.email.postal.desk import MailDesk, Posted
from tests.bots.email.postal.responders import Responder

WEEK = 7 * DAY
HOUR = 3_600
MOST = 3_000
"""So many letters in a week are a loop that nothing has stopped."""


class Days:
    """`robots` maps addresses to what answers there. `goes` ends when the week is over, or fails at an endless loop."""

    def __init__(self, desk: MailDesk, robots: Mapping[str, Responder]) -> None:
        self.desk = desk
        self.letters: list[Posted] = []
        self.came = 0
        self._robots = robots
        self._begun = desk.house.clock.now()
        self._waiting: list[tuple[int, int, bytes, str]] = []
        self._turns = count()

    @property
    def passed(self) -> int:
        return self.desk.house.clock.now() - self._begun

    def comes(self, raw: bytes, sender: str, after: float = 0) -> None:
        at = self.desk.house.clock.now() + round(after * SECOND)
        heapq.heappush(self._waiting, (at, next(self._turns), raw, sender))

    async def until(self, hour: float) -> None:
        """Everything that happens before that hour of the week happens, and the desk's own jobs run every hour."""
        end = self._begun + round(hour * HOUR * SECOND)
        await self._told()
        while (now := self.desk.house.clock.now()) < end:
            soon = self._waiting[0][0] if self._waiting else end
            await self._to(max(now, min(soon, end, now + HOUR * SECOND)))
            for tick in self.desk.house.jobs.ticks:
                await tick.run()
            while self._waiting and self._waiting[0][0] <= self.desk.house.clock.now():
                _, _, raw, sender = heapq.heappop(self._waiting)
                self.came += 1
                assert self.came < MOST, "an endless loop"
                await self.desk.gets(raw, sender)
            await self._told()

    async def _to(self, at: int) -> None:
        if (left := at - self.desk.house.clock.now()) > 0:
            await self.desk.house.pass_time(left / SECOND + 0.001)

    async def _told(self) -> None:
        for posted in await self.desk.writes():
            self.letters.append(posted)
            for address, robot in self._robots.items():
                if posted.to == address:
                    for after, raw, sender in robot(address, posted):
                        self.comes(raw, sender, after)

    def last(self) -> float:
        """The hour of the last letter that went out."""
        return max(((one.at - self._begun) / (HOUR * SECOND) for one in self.letters), default=0.0)

    def most_in_a_day(self) -> int:
        """The most letters of the desk's own that any address had about one ticket within any 24 hours."""
        kept = [one for one in self.letters if one.automatic and not one.passed_on]
        found: Counter[int] = Counter()
        for place, one in enumerate(kept):
            about = _ticket(one)
            found[place] = sum(
                1 for other in kept[: place + 1]
                if other.to == one.to and _ticket(other) == about and one.at - other.at < DAY
            )  # fmt: skip
        return max(found.values(), default=0)


def _ticket(posted: Posted) -> str:
    """The number in the subject; a letter about none is about none."""
    words = str(posted.letter["Subject"]).replace("[", " ").replace("]", " ").replace(":", " ").split()
    return next((word for word in words if word.startswith("HD-")), "")
