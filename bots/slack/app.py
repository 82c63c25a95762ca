"""The Bolt app: events are journalled before they are acknowledged, presses go to their deeds."""

import re
from collections.abc import Awaitable, Callable
from typing import Any

import structlog
from slack_bolt.async_app import AsyncApp
from slack_bolt.authorization import AuthorizeResult
from slack_bolt.response import BoltResponse
from slack_sdk.web.async_client import AsyncWebClient

from bots.slack.actions import Actions, Deed
from bots.slack.admin.listening import administrate
from bots.slack.admin.rooms import Rooms
from bots.slack.lists.command import Command
from bots.slack.lists.deeds import Lists
from bots.slack.lists.listening import browse, either, then
from bots.slack.making.deeds import Making
from bots.slack.modals import SUBMITS
from bots.slack.receive import conversation
from bots.slack.wire import (
    ACK,
    ADMIT,
    ADMIT_AS,
    AGAIN,
    ASSIGN,
    BEFORE,
    CANNED,
    CLAIM,
    EML,
    END,
    END_GROUP,
    INCIDENTS,
    LET_GROUP,
    LETTER,
    MAKE,
    MORE,
    MOVE,
    NEW_PERSON,
    NOTE,
    PREVIEW,
    QUESTIONS,
    REFUSE,
    REPLY,
    RESTORE,
    RETRY,
    SAID,
    SEARCH,
    SHELVE,
    SOLVE,
    TAKE_BACK,
    THEN,
    TICKET,
    TIES,
    TRIAGE,
    TYPING,
    UNMERGE,
    WHO,
    WHY,
    entry,
)
from bots.slack.workspace import Workspace
from core.api.ports import Entry, Journal

log = structlog.get_logger("slack")

ANY = re.compile(".*", re.DOTALL)
HOME_OPENED = "app_home_opened"
"""Changes nothing and is asked again by opening once more: it is answered at once, without a row (agreement 5)."""


def make_app(workspace: Workspace, journal: Journal, actions: Actions, command: Command, rooms: Rooms) -> AsyncApp:
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
        if body["event"].get("type") == HOME_OPENED:
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
    browse(app, actions.guarded, command)
    administrate(app, actions.guarded, rooms)
    _make(app, actions, command.making)
    _listen(app, actions, command.lists)
    return app


def _make(app: AsyncApp, actions: Actions, making: Making) -> None:
    app.shortcut(MAKE)(actions.guarded(making.shortcut))
    app.action(MAKE)(actions.guarded(making.press))
    app.action(NEW_PERSON)(actions.guarded(actions.redraw.newcomer))
    app.options(WHO)(actions.guarded(actions.redraw.offer))


def _listen(app: AsyncApp, actions: Actions, lists: Lists) -> None:
    """In order: the last two answer old and unknown buttons kindly."""
    redraw = actions.redraw
    for button in (CLAIM, ACK, RESTORE, TAKE_BACK, ADMIT, ADMIT_AS, LET_GROUP, END_GROUP, EML, RETRY, SHELVE, UNMERGE):
        app.action(button)(actions.guarded(then(actions.change, lists.after)))
    for button in (MOVE, END):
        app.action(button)(actions.guarded(then(actions.move, lists.after)))
    for button in (REPLY, SOLVE, NOTE, AGAIN, TRIAGE, ASSIGN, WHY, LETTER, INCIDENTS, SAID, BEFORE):
        app.action(button)(actions.guarded(actions.open))
    app.action(MORE)(actions.guarded(either(TICKET, lists.whole, actions.more)))
    app.action(REFUSE)(actions.guarded(actions.refuse))
    for modal in (*SUBMITS, REFUSE, MAKE):
        app.view(modal)(actions.guarded(actions.submit))
    within: dict[str, Deed] = {
        QUESTIONS: redraw.questions, TIES: redraw.ties, CANNED: redraw.canned, THEN: redraw.then,
        TYPING: actions.presence.typing, PREVIEW: actions.preview,
    }  # fmt: skip
    for change, deed in within.items():
        app.action(change)(actions.guarded(deed))
    for search in (SEARCH, CANNED):
        app.options(search)(actions.guarded(redraw.offer))
    app.action(ANY)(actions.guarded(actions.unknown))
    app.view_closed(ANY)(actions.guarded(actions.presence.closed))
    app.view_submission(ANY)(actions.guarded(actions.unknown))


def _ours(workspace: Workspace, body: dict[str, Any]) -> bool:
    """Checked on every payload: of this workspace, and for this app (faults F6)."""
    team = body.get("team_id") or (body.get("team") or {}).get("id")
    return team == workspace.team and body.get("api_app_id") in (None, workspace.app)
