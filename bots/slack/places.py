"""The channels that the settings and the profile name, found and proved before anything runs.

https://docs.slack.dev/reference/methods/conversations.list
"""

import re
from collections.abc import AsyncIterator, Iterable, Iterator, Mapping
from enum import StrEnum
from typing import Any

from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from bots.slack.said import said
from core.api.errors import Misconfigured

CHANNEL_ID = re.compile(r"[CG][A-Z0-9]{7,}")
MEND = "Make it in Slack or mend `channel` in the profile; a private channel is seen only after /invite of the bot"
INVITE = "Write /invite @zayavka in that channel"

Found = Mapping[str, Any]


async def common(client: AsyncWebClient, wanted: str) -> str:
    """The id of the channel that all agents share. Raises Misconfigured."""
    found = await _found(client, [wanted])
    _all_seen([wanted], found, "Check ZAYAVKA_SLACK_CHANNEL; a private channel is seen only after /invite of the bot")
    _all_joined([wanted], found)
    return str(found[wanted]["id"])


class Known(Mapping[str, str]):
    """Ids of channels by their names. It may grow while others read: what they have begun to read stays as it was."""

    def __init__(self, ids: Mapping[str, str]) -> None:
        self._ids = dict(ids)

    def add(self, ids: Mapping[str, str]) -> None:
        self._ids = {**self._ids, **ids}

    def __getitem__(self, name: str) -> str:
        return self._ids[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self._ids)

    def __len__(self) -> int:
        return len(self._ids)


class Lacks(StrEnum):
    """Why a channel cannot be used yet; worded under `slack-queues-missing`."""

    ABSENT = "absent"
    OUTSIDE = "outside"
    """It is there, and the bot is not in it."""


async def own(
    client: AsyncWebClient, queues: Mapping[str, bool], shared: str
) -> tuple[dict[str, str], dict[str, Lacks]]:  # fmt: skip
    """The ids of single queues' channels, and what others lack: their tickets stand in the common one until then.

    Raises Misconfigured for a private queue without its channel, and for one whose channel is open to all: their
    tickets must not stand anywhere else.
    """
    found = await _found(client, queues)
    secret = [name for name, private in queues.items() if private]
    _all_seen(secret, found, MEND)
    _all_joined(secret, found)
    lacking = {name: lack for name in queues if (lack := _lack(found.get(name))) is not None}
    _all_closed(queues, found, shared)
    return {name: str(found[name]["id"]) for name in queues if name not in lacking}, lacking


def lacking(lacks: Mapping[str, Lacks]) -> Misconfigured | None:
    """What an operator is told of channels that queues have to do without."""
    absent = [name for name, why in lacks.items() if why is Lacks.ABSENT]
    if absent:
        return Misconfigured(f"There is no Slack channel {_listed(absent)} that the bot can see", MEND)
    outside = [name for name, why in lacks.items() if why is Lacks.OUTSIDE]
    if outside:
        return Misconfigured(f"The bot is not in the Slack channel {_listed(outside)}", INVITE)
    return None


def _lack(found: Found | None) -> Lacks | None:
    if found is None:
        return Lacks.ABSENT
    return None if found.get("is_member") else Lacks.OUTSIDE


def _all_closed(queues: Mapping[str, bool], found: Mapping[str, Found], shared: str) -> None:
    open = [name for name, private in queues.items() if private and not found[name].get("is_private")]
    if open:
        raise Misconfigured(
            f"Everybody of the workspace can read {_listed(open)}, and its queue is private in the profile",
            "Make the channel private in Slack, or drop `private` from the profile",
        )
    for name, private in queues.items():
        if private and found[name]["id"] == shared:
            raise Misconfigured(
                f"The Slack channel {name!r} is common to all agents, and its queue is private in the profile",
                "Give the queue a channel of its own, or name another in ZAYAVKA_SLACK_CHANNEL",
            )


async def group(client: AsyncWebClient, wanted: str) -> str:
    """The id of a user group. https://docs.slack.dev/reference/methods/usergroups.list"""
    name = wanted.removeprefix("@")
    try:
        known = (await client.usergroups_list())["usergroups"]
    except SlackApiError as error:
        if said(error) != "missing_scope":
            raise
        raise Misconfigured(
            "The bot may not read user groups", "Add the scope usergroups:read to the app and install it again"
        ) from error
    found = next((one for one in known if name in (one["id"], one["handle"])), None)
    if found is None:
        raise Misconfigured(f"There is no Slack user group {wanted!r}", "Check ZAYAVKA_SLACK_USERGROUP")
    return str(found["id"])


async def _found(client: AsyncWebClient, wanted: Iterable[str]) -> dict[str, Found]:
    """By what was asked for; what the bot cannot see is missing."""
    found: dict[str, Found] = {}
    names: dict[str, str] = {}
    for one in wanted:
        name = one.removeprefix("#")
        if not CHANNEL_ID.fullmatch(name):
            names[name] = one
        elif (known := await _by_id(client, name)) is not None:
            found[one] = known
    if names:
        async for channel in _all(client):
            if channel["name"] in names:
                found[names.pop(channel["name"])] = channel
            if not names:
                break
    return found


async def _by_id(client: AsyncWebClient, id: str) -> Found | None:
    try:
        return dict((await client.conversations_info(channel=id))["channel"])
    except SlackApiError as error:
        if said(error) != "channel_not_found":
            raise
        return None


async def _all(client: AsyncWebClient) -> AsyncIterator[Found]:
    cursor = None
    while cursor != "":
        page = await client.conversations_list(
            types="public_channel,private_channel", exclude_archived=True, limit=500, cursor=cursor
        )
        for channel in page["channels"]:
            yield dict(channel)
        cursor = (page.get("response_metadata") or {}).get("next_cursor", "")


def _all_seen(wanted: Iterable[str], found: Mapping[str, Found], mend: str) -> None:
    if missing := [name for name in wanted if name not in found]:
        raise Misconfigured(f"There is no Slack channel {_listed(missing)} that the bot can see", mend)


def _all_joined(wanted: Iterable[str], found: Mapping[str, Found]) -> None:
    if strange := [name for name in wanted if not found[name].get("is_member")]:
        raise Misconfigured(f"The bot is not in the Slack channel {_listed(strange)}", INVITE)


def _listed(names: Iterable[str]) -> str:
    return ", ".join(repr(name) for name in names)
