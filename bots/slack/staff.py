"""Who is an agent: the members of the configured channel, as the workspace describes them (faults F6)."""

import asyncio
from collections.abc import AsyncIterator, Mapping
from typing import Any

import structlog
from slack_sdk.errors import SlackApiError

from bots.slack.workspace import Workspace, said
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


class Staff:
    """Keeps the roster. What the workspace does not answer changes nothing: nobody loses a role to a lost line."""

    def __init__(self, workspace: Workspace, desk: Desk, ask: Ask) -> None:
        self._workspace = workspace
        self._desk = desk
        self._ask = ask
        self._roster: dict[str, Member] = {}
        self._strangers: dict[str, float] = {}
        self._turn = asyncio.Lock()

    async def sync(self) -> None:
        """Reads the whole channel. Raises when it cannot be read."""
        async with self._turn:
            ids = [id async for id in self._members()]
            found = {}
            for count, id in enumerate(ids):
                if count >= BRISK:
                    await asyncio.sleep(PACE)
                if (member := await self._read(id)) is not None:
                    found[id] = member
            self._roster = found
            self._strangers.clear()
            await self._desk(SyncStaff(tuple(found.values())), HOUSE)

    async def agent(self, user: str) -> Me | None:
        """The agent behind a user id, looked up in the workspace if they are not known yet; None for a stranger."""
        visitor = Visitor(Door.SLACK, user)
        me = await self._ask(WhoAmI(), visitor)
        if not me.staff and await self._admit(user):
            me = await self._ask(WhoAmI(), visitor)
        return me if me.staff else None

    async def presser(self, user: User) -> Me | None:
        """The same for the `user` of a payload; whoever comes from another workspace is nobody here."""
        foreign = user.get("team_id") not in (None, self._workspace.team)
        return None if foreign else await self.agent(str(user["id"]))

    async def changed(self, user: User) -> None:
        """Somebody's account changed; of those who are not in the channel nothing has to be known."""
        id = str(user["id"])
        if id not in self._roster:
            return
        async with self._turn:
            await self._put(id, self._member(user))

    async def joined(self, user: str) -> None:
        self._strangers.pop(user, None)
        async with self._turn:
            await self._put(user, await self._read(user))

    async def left(self, user: str) -> None:
        async with self._turn:
            await self._put(user, None)

    def name(self, user: str) -> str | None:
        member = self._roster.get(user)
        return member.name if member else None

    def anyone(self) -> Visitor | None:
        """One of those who may read what the channel shows."""
        return next((Visitor(Door.SLACK, id) for id in self._roster), None)

    async def _admit(self, user: str) -> bool:
        now = asyncio.get_running_loop().time()
        if self._strangers.get(user, 0.0) > now:
            return False
        try:
            async with self._turn:
                member = await self._read(user) if user in [id async for id in self._members()] else None
                if member is not None:
                    await self._put(user, member)
                    return True
        except SlackApiError as error:
            log.warning("a stranger could not be looked up", reason=said(error))
        self._strangers[user] = now + DISBELIEF
        return False

    async def _put(self, id: str, member: Member | None) -> None:
        """Tells the core about one change, once the whole roster is known; before that it would dismiss the others."""
        if self._roster.get(id) == member:
            return
        if not self._roster:
            self._roster = {one: found async for one, found in self._everybody()}
        roster = {one: known for one, known in self._roster.items() if one != id}
        self._roster = roster | ({id: member} if member else {})
        await self._desk(SyncStaff(tuple(self._roster.values())), HOUSE)

    async def _everybody(self) -> AsyncIterator[tuple[str, Member]]:
        async for id in self._members():
            if (member := await self._read(id)) is not None:
                yield id, member

    async def _members(self) -> AsyncIterator[str]:
        cursor = None
        while cursor != "":
            page = await self._workspace.client.conversations_members(
                channel=self._workspace.channel, limit=200, cursor=cursor
            )
            for id in page["members"]:
                if id != self._workspace.bot_user:
                    yield id
            cursor = (page.get("response_metadata") or {}).get("next_cursor") or ""

    async def _read(self, id: str) -> Member | None:
        try:
            answer = await self._workspace.client.users_info(user=id, include_locale=True)
        except SlackApiError as error:
            if said(error) in ("user_not_found", "user_not_visible"):
                return None
            raise
        return self._member(answer["user"])

    def _member(self, user: User) -> Member | None:
        """Bots, guests, people of other workspaces and those who left are members of a channel, and no agents."""
        strange = ("deleted", "is_bot", "is_restricted", "is_ultra_restricted", "is_stranger", "is_workflow_bot")
        if any(user.get(mark) for mark in strange) or user.get("team_id") != self._workspace.team:
            return None
        profile = user.get("profile") or {}
        return Member(
            external_id=str(user["id"]),
            name=str(profile.get("real_name") or user.get("real_name") or user.get("name") or "?"),
            email=profile.get("email") or None,
            language=str(user.get("locale") or ""),
            zone=str(user.get("tz") or ""),
        )
