"""Who sits in which of the desk's channels, and who is in its user group, read whole from the workspace (faults F6)."""

from collections.abc import AsyncIterator, Mapping
from typing import Any

import structlog
from slack_sdk.errors import SlackApiError

from bots.slack.said import said
from bots.slack.verdict import SHUT
from bots.slack.workspace import Workspace
from core.api.commands import Member

log = structlog.get_logger("slack")

User = Mapping[str, Any]
Seats = dict[str, frozenset[str]]
"""The channels, by the ids of users; whoever is an agent by the user group alone sits in none."""
STRANGE = ("deleted", "is_bot", "is_restricted", "is_ultra_restricted", "is_stranger", "is_workflow_bot")
"""Bots, guests, people of other workspaces and those who left are members of a channel, and no agents."""


class Roster:
    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace

    async def seats(self) -> Seats:
        """Raises when one of them cannot be read, so that nobody loses a role to a lost line.

        In a queue's channel that the bot was taken out of nobody is known to sit: what is only for its members is shown
        to nobody until that is mended.
        """
        found: dict[str, set[str]] = {}
        for channel in self._workspace.channels:
            async for id in self._members(channel):
                found.setdefault(id, set()).add(channel)
        for id in await self.group():
            found.setdefault(id, set())
        found.pop(self._workspace.bot_user, None)
        return {id: frozenset(channels) for id, channels in found.items()}

    async def group(self) -> list[str]:
        """https://docs.slack.dev/reference/methods/usergroups.users.list"""
        if self._workspace.usergroup is None:
            return []
        answer = await self._workspace.client.usergroups_users_list(usergroup=self._workspace.usergroup)
        return [str(id) for id in answer["users"]]

    async def read(self, id: str) -> User | None:
        try:
            return dict((await self._workspace.client.users_info(user=id, include_locale=True))["user"])
        except SlackApiError as error:
            if said(error) in ("user_not_found", "user_not_visible"):
                return None
            raise

    def member(self, user: User | None, seats: frozenset[str]) -> Member | None:
        if user is None or any(user.get(mark) for mark in STRANGE) or user.get("team_id") != self._workspace.team:
            return None
        profile = user.get("profile") or {}
        return Member(
            external_id=str(user["id"]),
            name=str(profile.get("real_name") or user.get("real_name") or user.get("name") or "?"),
            email=profile.get("email") or None,
            language=str(user.get("locale") or ""),
            zone=str(user.get("tz") or ""),
            channels=self.named(seats),
        )

    def named(self, seats: frozenset[str]) -> tuple[str, ...]:
        """As the profile calls them."""
        return tuple(name for name, id in self._workspace.places.items() if id in seats)

    async def _members(self, channel: str) -> AsyncIterator[str]:
        cursor = None
        while cursor != "":
            try:
                page = await self._workspace.client.conversations_members(channel=channel, limit=200, cursor=cursor)
            except SlackApiError as error:
                if channel == self._workspace.channel or said(error) not in SHUT:
                    raise
                log.error("a queue's channel cannot be read", alarm=True, channel=channel, reason=said(error))
                return
            for id in page["members"]:
                yield str(id)
            cursor = (page.get("response_metadata") or {}).get("next_cursor") or ""
