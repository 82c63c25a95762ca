"""The agents' door, put together: the app with its sockets or over HTTP, the channel out, the receiver, the fetcher."""

import asyncio
from collections.abc import Awaitable, Callable
from contextlib import suppress

import structlog
from starlette.requests import Request
from starlette.responses import Response

from bots.elsewhere import NOWHERE, Elsewhere
from bots.letters import Letters
from bots.slack.actions import Actions
from bots.slack.admin.drawing import Pages
from bots.slack.admin.rooms import Rooms
from bots.slack.app import make_app
from bots.slack.catchup import CatchUp
from bots.slack.channel import SlackChannel
from bots.slack.files import SlackFiles
from bots.slack.http import SlackHttp
from bots.slack.hurry import Hurry
from bots.slack.line import Line
from bots.slack.lists.command import Command
from bots.slack.lists.deeds import Lists
from bots.slack.lists.looking import Looking
from bots.slack.lists.ordering import Inviting, Ordering
from bots.slack.lists.showing import Showing
from bots.slack.making.deeds import Making
from bots.slack.opening import Opening
from bots.slack.presence import Presence
from bots.slack.previewing import Preview
from bots.slack.queues import Queues
from bots.slack.reactions import Emoji
from bots.slack.receipts import Receipts
from bots.slack.receive import NO_EMOJI, SlackReceiver
from bots.slack.redrawing import Redrawing
from bots.slack.registering import Refusing
from bots.slack.staff import Staff
from bots.slack.verdict import ending
from bots.slack.voice import Voice
from bots.slack.workspace import Workspace
from bots.wording import Words
from core.api.commands import Desk
from core.api.ports import Channel, Fetcher, Journal, Receiver, RetryLater
from core.api.queries import Ask

log = structlog.get_logger("slack")

SYNC = 240.0
SYNC_AGAIN = 15.0
WHOLE = 15
"""Every so many readings, all that can be compared is: an hour."""
LINES = 2


class SlackBot:
    """`run` until `stop`. The channel, the fetcher and the receiver are worked by the relay, whether it runs or not.

    `http` answers POST requests where the workspace has a signing secret; sockets are opened where it has an app token.
    `hidden`: the desk's forms begin with it ticked (E8).
    """

    def __init__(
        self, workspace: Workspace, desk: Desk, ask: Ask, journal: Journal, words: Words, language: str,
        thread_public: bool, profile_limit_bytes: int, letters: Letters, hidden: bool = False, emoji: Emoji = NO_EMOJI,
        prefix: str = "HD", elsewhere: Elsewhere = NOWHERE, inviting: Inviting | None = None,
    ) -> None:  # fmt: skip
        self._staff = Staff(workspace, desk, ask)
        self._queues = Queues(workspace, journal)
        self._catch_up = CatchUp(workspace, ask, journal, emoji)
        self._hurry = Hurry(desk, journal)
        voice = Voice(workspace.client, words, language)
        showing, receipts = Showing(self._staff, voice), Receipts(desk)
        presence = Presence(workspace.client, desk, ask, self._staff, voice, elsewhere)
        preview = Preview(workspace.client, ask, showing, elsewhere)
        opening = Opening(workspace.client, ask, self._staff, voice, letters, presence, receipts, hidden=hidden)
        redrawing = Redrawing(workspace.client, ask, self._staff, voice)
        refusing = Refusing(workspace.client, self._staff, voice)
        actions = Actions(
            opening, redrawing, refusing, presence, preview, self._staff, voice, self._hurry, profile_limit_bytes
        )
        lists = Lists(workspace.client, Looking(ask, words), showing, presence, receipts, self._staff)
        making = Making(workspace.client, ask, self._staff, voice, letters)
        pages = Pages(ask, self._staff)
        rooms = Rooms(workspace.client, pages, showing, self._staff, voice, self._hurry)
        ordering = Ordering(desk, words, inviting)
        command = Command(lists, making, self._staff, voice, words, prefix, ordering, rooms.window)
        app = make_app(workspace, journal, actions, command, rooms)
        self._gap = asyncio.Event()
        self._lines = [Line(app, token, self._gap.set) for token in [workspace.app_token] * LINES if token]
        self._http = SlackHttp(app, workspace.signing_secret) if workspace.signing_secret else None
        self._stopping = asyncio.Event()
        self.channel: Channel = SlackChannel(workspace, ask, words, self._staff, letters)
        self.fetcher: Fetcher = SlackFiles(workspace)
        self.receiver: Receiver = SlackReceiver(
            desk, ask, self._staff, voice, workspace, public=thread_public, emoji=emoji,
            messages=making.messages, invited=self._gap.set,
        )  # fmt: skip

    async def run(self) -> None:
        """Returns when stopped: nothing comes in any more, and every press that had begun is carried out."""
        async with asyncio.TaskGroup() as tasks:
            self._hurry.tasks = tasks
            if self._http is not None:
                self._http.open = True
            watch = [tasks.create_task(line.run()) for line in self._lines]
            watch.append(tasks.create_task(self._keep_up()))
            await self._stopping.wait()
            if self._http is not None:
                await self._http.close()
            for task in watch:
                task.cancel()
        self._hurry.tasks = None

    def stop(self) -> None:
        self._stopping.set()

    @property
    def http(self) -> Callable[[Request], Awaitable[Response]] | None:
        return self._http.handle if self._http is not None else None

    def healthy(self) -> bool:
        """Whether payloads can come in: one socket is enough, and without sockets the HTTP door."""
        by_http = not self._lines and self._http is not None and self._http.open
        return by_http or any(line.up for line in self._lines)

    async def reconcile(self, *, whole: bool = True) -> int:
        """Who is there, and what was said and done, as Slack shows it now; says how much nobody had told of."""
        if whole:
            await self._queues.look()
        await self._staff.sync()
        return await self._catch_up(whole=whole)

    async def _keep_up(self) -> None:
        """Events tell at once who comes and goes and what is said; this finds what they did not (faults A3, F6).

        All of it after a start, after every gap of a socket, and each hour; in between what is new.
        """
        self._gap.set()
        turn = 0
        while True:
            whole = self._gap.is_set() or turn % WHOLE == 0
            self._gap.clear()
            try:
                await self.reconcile(whole=whole)
                turn, pause = turn + 1, SYNC
            except Exception as error:
                log.warning("the channel could not be read", error=repr(error)[:300])
                then = ending(error)
                pause = then.after if isinstance(then, RetryLater) and then.after else SYNC_AGAIN
                turn = 0 if whole else turn
                await asyncio.sleep(pause)
                continue
            with suppress(TimeoutError):
                await asyncio.wait_for(self._gap.wait(), pause)
