"""The workspace itself: people, channels, messages, files, views. It knows nothing of HTTP or sockets."""

import asyncio
from collections import defaultdict
from collections.abc import Iterator
from itertools import count

from bots.sandbox.clock import Clock
from bots.sandbox.slack.kinds import App, Channel, File, Message, Team, User, UserGroup, View


class Pulse:
    """Lets any number of waiters sleep until something was said or changed."""

    def __init__(self) -> None:
        self._event = asyncio.Event()

    def beat(self) -> None:
        self._event.set()
        self._event = asyncio.Event()

    async def next(self, seconds: float) -> bool:
        """False when nothing happened in that time."""
        try:
            await asyncio.wait_for(self._event.wait(), seconds)
        except TimeoutError:
            return False
        return True


class World:
    def __init__(self, clock: Clock) -> None:
        self.clock = clock
        self.app = App()
        self.team = Team()
        self.pulse = Pulse()
        self.users: dict[str, User] = {}
        self.channels: dict[str, Channel] = {}
        self.groups: dict[str, UserGroup] = {}
        self.files: dict[str, File] = {}
        self.views: dict[str, View] = {}
        self.modals: dict[str, list[str]] = defaultdict(list)
        self.homes: dict[str, str] = {}
        self.ephemerals: dict[str, list[Message]] = defaultdict(list)
        self._numbers = count(1)
        self._last_ts = 0
        self.users[self.app.bot_user] = self._own_bot()

    def _own_bot(self) -> User:
        return User(
            self.app.bot_user, self.app.name, self.app.name, "", self.team.id, is_bot=True, updated=self.seconds()
        )

    def seconds(self) -> int:
        return int(self.clock.now())

    def new_id(self, letter: str) -> str:
        """Ids look like Slack's: a letter for the kind, then capitals and digits."""
        return f"{letter}{next(self._numbers):08X}"

    def new_ts(self) -> str:
        """Unique in the workspace and rising, as `ts` is in a channel."""
        self._last_ts = max(int(self.clock.now() * 1_000_000), self._last_ts + 1)
        return f"{self._last_ts // 1_000_000}.{self._last_ts % 1_000_000:06d}"

    def direct(self, user: str) -> Channel:
        """The direct message between the bot and a person, made when first asked for."""
        for channel in self.channels.values():
            if channel.im_with == user:
                return channel
        channel = Channel(self.new_id("D"), "directmessage", self.seconds(), im_with=user)
        channel.members = [self.app.bot_user, user]
        self.channels[channel.id] = channel
        return channel

    def has_bot(self, channel: Channel) -> bool:
        return self.app.bot_user in channel.members

    def thread(self, channel: Channel, ts: str) -> Iterator[Message]:
        """The parent first, then its replies in order."""
        parent = channel.messages[ts]
        yield parent
        for reply in parent.replies:
            yield channel.messages[reply]

    def ephemeral(self, user: str, ts: str) -> Message | None:
        return next((m for m in self.ephemerals[user] if m.ts == ts), None)

    def top_modal(self, user: str) -> View | None:
        stack = self.modals[user]
        return self.views[stack[-1]] if stack else None
