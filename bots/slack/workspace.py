"""The workspace that the agents sit in: its tokens and its channel, proved before anything runs."""

import re
from dataclasses import dataclass

import aiohttp
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from core.api.errors import Misconfigured

PATIENCE = aiohttp.ClientTimeout(total=30, connect=10)
CHANNEL_ID = re.compile(r"[CG][A-Z0-9]{7,}")


@dataclass(frozen=True, slots=True)
class Workspace:
    """What the adapter knows of its surroundings. `team` and `app` are compared with every payload (faults F6).

    The client never repeats a call by itself: a repeat after a lost answer would post twice. With an `app_token` Slack
    is listened to through sockets, with a `signing_secret` through signed HTTP.
    """

    client: AsyncWebClient
    session: aiohttp.ClientSession
    bot_token: str
    app_token: str | None
    bot_user: str
    bot: str
    app: str
    team: str
    channel: str
    signing_secret: str | None = None

    async def close(self) -> None:
        await self.session.close()


async def open_workspace(
    bot_token: str, app_token: str | None, api_url: str, channel: str, signing_secret: str | None = None
) -> Workspace:
    """Raises Misconfigured, with one thing to mend, when the bot could not work there."""
    session = aiohttp.ClientSession(timeout=PATIENCE)
    url = api_url if api_url.endswith("/") else api_url + "/"
    client = AsyncWebClient(bot_token, base_url=url, session=session, retry_handlers=[])
    try:
        me = await _checked(client, "auth.test", "ZAYAVKA_SLACK_BOT_TOKEN")
        if app_token is not None:
            await _checked(client, "apps.connections.open", "ZAYAVKA_SLACK_APP_TOKEN", app_token)
        app = (await client.bots_info(bot=me["bot_id"]))["bot"]["app_id"]
        place = await _channel(client, channel)
    except Misconfigured:
        await session.close()
        raise
    except (SlackApiError, aiohttp.ClientError, TimeoutError) as error:
        await session.close()
        raise _unreachable(error) from error
    return Workspace(
        client, session, bot_token, app_token, me["user_id"], me["bot_id"], app, me["team_id"], place, signing_secret
    )  # fmt: skip


async def _checked(client: AsyncWebClient, method: str, setting: str, token: str | None = None) -> dict[str, str]:
    try:
        answer = await client.api_call(method, params={"token": token} if token else {})
    except SlackApiError as error:
        if said(error) in ("ratelimited", "fatal_error", "internal_error", ""):
            raise
        raise Misconfigured(
            f"Slack refuses {setting}: {said(error)}", "Copy the token again from the app's page at api.slack.com/apps"
        ) from error
    return {name: str(value) for name, value in dict(answer.data).items()}  # type: ignore[arg-type]


async def _channel(client: AsyncWebClient, wanted: str) -> str:
    name = wanted.removeprefix("#")
    found = await (_by_id if CHANNEL_ID.fullmatch(name) else _by_name)(client, name)
    if found is None:
        raise Misconfigured(
            f"There is no Slack channel {wanted!r} that the bot can see",
            "Check ZAYAVKA_SLACK_CHANNEL; a private channel is seen only after /invite of the bot",
        )
    if not found.get("is_member"):
        raise Misconfigured(f"The bot is not in the Slack channel {wanted!r}", "Write /invite @zayavka in that channel")
    return str(found["id"])


async def _by_id(client: AsyncWebClient, id: str) -> dict[str, object] | None:
    try:
        return dict((await client.conversations_info(channel=id))["channel"])
    except SlackApiError as error:
        if said(error) != "channel_not_found":
            raise
        return None


async def _by_name(client: AsyncWebClient, name: str) -> dict[str, object] | None:
    cursor = None
    while cursor != "":
        page = await client.conversations_list(
            types="public_channel,private_channel", exclude_archived=True, limit=500, cursor=cursor
        )
        for channel in page["channels"]:
            if channel["name"] == name:
                return dict(channel)
        cursor = (page.get("response_metadata") or {}).get("next_cursor", "")
    return None


def said(error: SlackApiError) -> str:
    """The code of a refusal; empty where Slack answered something else than its JSON."""
    data = error.response.data if hasattr(error.response, "data") else None
    return str(data.get("error", "")) if isinstance(data, dict) else ""


def _unreachable(error: Exception) -> Misconfigured:
    reason = said(error) if isinstance(error, SlackApiError) else ""
    return Misconfigured(
        f"Slack cannot be used now: {reason or error!r}", "Check the network and ZAYAVKA_SLACK_API_URL, then try again"
    )
