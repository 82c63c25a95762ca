"""The agents' door, put together: the app with its sockets or over HTTP, the channel out, the receiver, the fetcher."""

import asyncio
from collections.abc import Awaitable, Callable

import structlog
from starlette.requests import Request
from starlette.responses import Response

from bots.slack.actions import Actions
from bots.slack.app import make_app
from bots.slack.catchup import CatchUp
from bots.slack.channel import SlackChannel
from bots.slack.files import SlackFiles
from bots.slack.http import SlackHttp
from bots.slack.hurry import Hurry
from bots.slack.line import Line
from bots.slack.opening import Opening
from bots.slack.receive import SlackReceiver
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
LINES = 2


class SlackBot:
    """`run` until `stop`. The channel, the fetcher and the receiver are worked by the relay, whether it runs or not.

    `http` answers POST requests where the workspace has a signing secret; sockets are opened where it has an app token.
    """

    def __init__(
        self, workspace: Workspace, desk: Desk, ask: Ask, journal: Journal, words: Words, language: str,
        thread_public: bool, profile_limit_bytes: int,
    ) -> None:  # fmt: skip
        self._staff = Staff(workspace, desk, ask)
        self._catch_up = CatchUp(workspace, ask, journal)
        self._hurry = Hurry(desk, journal)
        voice = Voice(workspace.client, words, language)
        opening = Opening(workspace.client, ask, self._staff, voice)
        actions = Actions(opening, self._staff, voice, self._hurry, profile_limit_bytes)
        app = make_app(workspace, journal, actions)
        self._lines = [Line(app, token) for token in [workspace.app_token] * LINES if token]
        self._http = SlackHttp(app, workspace.signing_secret) if workspace.signing_secret else None
        self._stopping = asyncio.Event()
        self.channel: Channel = SlackChannel(workspace, ask, words, self._staff)
        self.fetcher: Fetcher = SlackFiles(workspace)
        self.receiver: Receiver = SlackReceiver(
            desk, ask, self._staff, voice, workspace.channel, workspace.bot_user, public=thread_public
        )

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

    async def _keep_up(self) -> None:
        """Events tell at once who comes and goes and what is said; this finds what they did not (faults A3, F6)."""
        while True:
            try:
                await self._staff.sync()
                await self._catch_up()
                pause = SYNC
            except Exception as error:
                log.warning("the channel could not be read", error=repr(error)[:300])
                then = ending(error)
                pause = then.after if isinstance(then, RetryLater) and then.after else SYNC_AGAIN
            await asyncio.sleep(pause)
