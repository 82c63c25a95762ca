"""The workspace that the agents sit in: its tokens and its channel, proved before anything runs."""

from collections.abc import Mapping
from dataclasses import dataclass, field

import aiohttp
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from bots.slack import places as found
from bots.slack.places import Known, Lacks
from bots.slack.said import said
from core.api.errors import Misconfigured

PATIENCE = aiohttp.ClientTimeout(total=30, connect=10)


@dataclass(frozen=True, slots=True)
class Workspace:
    """What the adapter knows of its surroundings. `team` and `app` are compared with every payload (faults F6).

    `channel` is common to all agents; `places` are the ids of the queues' own, by the names that the profile gives
    them, and `lacking` what others of those lack to be used. `usergroup` is the id of a group whose members are agents
    too.

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
    places: Known = field(default_factory=lambda: Known({}))
    usergroup: str | None = None
    lacking: dict[str, Lacks] = field(default_factory=dict)

    @property
    def channels(self) -> tuple[str, ...]:
        """All of the desk's, the common one first."""
        return tuple(dict.fromkeys([self.channel, *self.places.values()]))

    async def close(self) -> None:
        await self.session.close()


async def open_workspace(
    bot_token: str, app_token: str | None, api_url: str, channel: str, signing_secret: str | None = None,
    queues: Mapping[str, bool] | None = None, usergroup: str | None = None,
) -> Workspace:  # fmt: skip
    """`queues` are the profile's own channels, and whether only their members may see what is said there.

    Raises Misconfigured, with one thing to mend, when the bot could not work there.
    """
    session = aiohttp.ClientSession(timeout=PATIENCE)
    url = api_url if api_url.endswith("/") else api_url + "/"
    client = AsyncWebClient(bot_token, base_url=url, session=session, retry_handlers=[])
    try:
        me = await _checked(client, "auth.test", "ZAYAVKA_SLACK_BOT_TOKEN")
        if app_token is not None:
            await _checked(client, "apps.connections.open", "ZAYAVKA_SLACK_APP_TOKEN", app_token)
        app = (await client.bots_info(bot=me["bot_id"]))["bot"]["app_id"]
        place = await found.common(client, channel)
        own, lacking = await found.own(client, queues or {}, place)
        group = await found.group(client, usergroup) if usergroup else None
    except Misconfigured:
        await session.close()
        raise
    except (SlackApiError, aiohttp.ClientError, TimeoutError) as error:
        await session.close()
        raise _unreachable(error) from error
    return Workspace(
        client, session, bot_token, app_token, me["user_id"], me["bot_id"], app, me["team_id"], place, signing_secret,
        Known(own), group, lacking,
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


def _unreachable(error: Exception) -> Misconfigured:
    reason = said(error) if isinstance(error, SlackApiError) else ""
    return Misconfigured(
        f"Slack cannot be used now: {reason or error!r}", "Check the network and ZAYAVKA_SLACK_API_URL, then try again"
    )
