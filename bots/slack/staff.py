"""Who is an agent: the members of the desk's channels and of its user group, as the workspace tells (faults F6, X2)."""

import asyncio
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import structlog
from slack_sdk.errors import SlackApiError

from bots.slack.roster import Roster
from bots.slack.said import said
from bots.slack.workspace import Workspace
from core.api.commands import Desk, Member, SyncStaff
from core.api.kinds import Door, System, Visitor
from core.api.queries import Ask, WhoAmI
from core.api.shapes import Me

log = structlog.get_logger("slack")

HOUSE = System("slack")
BRISK = 40
"""So many users.info calls go at once; the rest at the pace of its tier, 100 a minute."""
PACE = 0.7
DISBELIEF = 20.0
"""For so many seconds a stranger is not looked up again."""

User = Mapping[str, Any]
NOWHERE: frozenset[str] = frozenset()


class Staff:
    """Keeps the roster. What the workspace does not answer changes nothing: nobody loses a role to a lost line."""

    def __init__(self, workspace: Workspace, desk: Desk, ask: Ask) -> None:
        self._workspace = workspace
        self._reading = Roster(workspace)
        self._desk = desk
        self._ask = ask
        self._roster: dict[str, Member] = {}
        self._seats: dict[str, frozenset[str]] = {}
        self._strangers: dict[str, float] = {}
        self._languages: dict[str, str] = {}
        self._turn = asyncio.Lock()

    async def sync(self) -> None:
        """Reads all channels. Raises when they cannot be read."""
        async with self._turn:
            await self._read_all()
            self._strangers.clear()
            await self._desk(SyncStaff(tuple(self._roster.values())), HOUSE)

    async def agent(self, user: str) -> Me | None:
        """The agent behind a user id, looked up in the workspace if they are not known yet; None for a stranger."""
        visitor = Visitor(Door.SLACK, user)
        me = await self._ask(WhoAmI(), visitor)
        if not me.staff and await self._admit(user):
            me = await self._ask(WhoAmI(), visitor)
        if me.staff:
            self._languages[user] = me.language
        return me if me.staff else None

    def language(self, user: str) -> str | None:
        """In which an agent was spoken to last, for words that cannot wait for a look at the database."""
        return self._languages.get(user)

    async def presser(self, user: User) -> Me | None:
        """The same for the `user` of a payload; whoever comes from another workspace is nobody here."""
        foreign = user.get("team_id") not in (None, self._workspace.team)
        return None if foreign else await self.agent(str(user["id"]))

    async def changed(self, user: User) -> None:
        """Somebody's account changed; of those who are in none of the channels nothing has to be known."""
        id = str(user["id"])
        if id not in self._roster:
            return
        async with self._turn:
            await self._put(id, self._reading.member(user, self._seats.get(id, NOWHERE)))

    async def joined(self, user: str, channel: str) -> None:
        self._strangers.pop(user, None)
        async with self._turn:
            await self._sits(user, self._seats.get(user, NOWHERE) | {channel})

    async def left(self, user: str, channel: str) -> None:
        """Whoever sits nowhere any more may still be one of the user group's."""
        async with self._turn:
            seats = self._seats.get(user, NOWHERE) - {channel}
            await self._sits(user, seats, stays=bool(seats) or user in await self._reading.group())

    async def regrouped(self, usergroup: str) -> None:
        """Another's user group makes nobody an agent."""
        if usergroup == self._workspace.usergroup:
            await self.sync()

    def name(self, user: str) -> str | None:
        member = self._roster.get(user)
        return member.name if member else None

    def anyone(self, channel: str) -> Visitor | None:
        """One of those who may read what a channel shows."""
        return next((Visitor(Door.SLACK, id) for id in self._roster if channel in self._seats.get(id, NOWHERE)), None)

    def seat(self, user: str) -> str:
        """Where something can be whispered to somebody: the common channel, else one where they sit."""
        seats = self._seats.get(user, NOWHERE)
        return next((one for one in self._workspace.channels if one in seats), self._workspace.channel)

    async def _admit(self, user: str) -> bool:
        now = asyncio.get_running_loop().time()
        if self._strangers.get(user, 0.0) > now:
            return False
        try:
            async with self._turn:
                seats = (await self._reading.seats()).get(user)
                member = None if seats is None else self._reading.member(await self._reading.read(user), seats)
                if member is not None and seats is not None:
                    self._seats[user] = seats
                    await self._put(user, member)
                    return True
        except SlackApiError as error:
            log.warning("a stranger could not be looked up", reason=said(error))
        self._strangers[user] = now + DISBELIEF
        return False

    async def _sits(self, user: str, seats: frozenset[str], *, stays: bool = True) -> None:
        """Somebody has come or gone; who was an agent before stays one as long as they sit anywhere."""
        known = self._roster.get(user) if stays else None
        if stays and known is None:
            known = self._reading.member(await self._reading.read(user), seats)
        self._seats[user] = seats
        await self._put(user, replace(known, channels=self._reading.named(seats)) if known else None)

    async def _put(self, id: str, member: Member | None) -> None:
        """Tells the core about one change, once the whole roster is known; before that it would dismiss the others."""
        if self._roster.get(id) == member:
            return
        if not self._roster:
            await self._read_all()
        roster = {one: known for one, known in self._roster.items() if one != id}
        self._roster = roster | ({id: member} if member else {})
        await self._desk(SyncStaff(tuple(self._roster.values())), HOUSE)

    async def _read_all(self) -> None:
        seats, found = await self._reading.seats(), {}
        for count, (id, channels) in enumerate(seats.items()):
            if count >= BRISK:
                await asyncio.sleep(PACE)
            if (member := self._reading.member(await self._reading.read(id), channels)) is not None:
                found[id] = member
        self._seats, self._roster = dict(seats), found
