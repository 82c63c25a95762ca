"""The Bolt app: events are journalled before they are acknowledged, presses go to their deeds."""

import re
from collections.abc import Awaitable, Callable
from typing import Any

import structlog
from slack_bolt.async_app import AsyncApp
from slack_bolt.authorization import AuthorizeResult
from slack_bolt.response import BoltResponse
from slack_sdk.web.async_client import AsyncWebClient

from bots.slack.actions import Actions
from bots.slack.receive import conversation
from bots.slack.wire import AGAIN, CLAIM, END, MOVE, NOTE, REPLY, entry
from bots.slack.workspace import Workspace
from core.api.ports import Entry, Journal

log = structlog.get_logger("slack")

ANY = re.compile(".*", re.DOTALL)


def make_app(workspace: Workspace, journal: Journal, actions: Actions) -> AsyncApp:
    """Bolt acknowledges events before their listeners run, so events never get that far: the door takes them.

    What comes over HTTP has its signature checked before it gets here; sockets need none.
    """

    async def take(body: dict[str, Any], next: Callable[[], Awaitable[BoltResponse]]) -> BoltResponse | None:
        """What raises here is not acknowledged, and Slack sends it again (faults A2)."""
        if body.get("type") == "url_verification":
            await next()
            return None
        if not _ours(workspace, body):
            log.warning("a payload for somebody else", team=body.get("team_id"), app=body.get("api_app_id"))
            return BoltResponse(status=200)
        if body.get("type") != "event_callback":
            await next()
            return None
        await journal([Entry("slack", body["event_id"], conversation(body["event"]), entry(body))])
        return BoltResponse(status=200)

    async def authorize() -> AuthorizeResult:
        return AuthorizeResult(
            enterprise_id=None, team_id=workspace.team, bot_token=workspace.bot_token, bot_id=workspace.bot,
            bot_user_id=workspace.bot_user,
        )  # fmt: skip

    client = AsyncWebClient(base_url=workspace.client.base_url, session=workspace.session, retry_handlers=[])
    app = AsyncApp(
        name="zayavka", client=client, before_authorize=take, authorize=authorize,
        signing_secret=workspace.signing_secret or "", ssl_check_enabled=False,
    )  # fmt: skip
    _listen(app, actions)
    return app


def _listen(app: AsyncApp, actions: Actions) -> None:
    """In order: the last two answer old and unknown buttons kindly."""
    app.action(CLAIM)(actions.guarded(actions.change))
    for button in (MOVE, END):
        app.action(button)(actions.guarded(actions.move))
    for button in (REPLY, NOTE, AGAIN):
        app.action(button)(actions.guarded(actions.open))
    for modal in (REPLY, NOTE, AGAIN, MOVE):
        app.view(modal)(actions.guarded(actions.submit))
    app.action(ANY)(actions.guarded(actions.unknown))
    app.view_submission(ANY)(actions.guarded(actions.unknown))


def _ours(workspace: Workspace, body: dict[str, Any]) -> bool:
    """Checked on every payload: of this workspace, and for this app (faults F6)."""
    team = body.get("team_id") or (body.get("team") or {}).get("id")
    return team == workspace.team and body.get("api_app_id") in (None, workspace.app)
