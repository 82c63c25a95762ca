"""Crash points, put round the product's own functions in the child alone: the product carries no test hooks."""

import asyncio
import os
import signal
from collections.abc import Awaitable, Callable
from functools import wraps
from itertools import count
from typing import Any

from slack_bolt.adapter.socket_mode import aiohttp as bolt_socket
from sqlalchemy.engine.default import DefaultDialect

from bots.email import line
from bots.email.channel import MailChannel
from bots.slack.channel import SlackChannel
from bots.slack.http import SlackHttp
from bots.telegram.channel import TelegramChannel
from bots.telegram.receive import TelegramReceiver
from bots.telegram.webhook import Webhook
from core.desk import Desk
from core.inbox import store as inbox
from core.outbox import claims, lost
from core.outbox import store as outbox
from core.relay.deliver import Relay
from core.relay.fetch import Fetch
from core.relay.receive import Journal
from tests.faults.rig.doors import Doors

IN_THE_AIR = 0.004
"""How long after a call has begun its request is probably on the wire, and unanswered."""

Place = tuple[Any, str]
POINTS: dict[str, tuple[str, Place]] = {
    "before a commit": ("before", (DefaultDialect, "do_commit")),
    "after a commit": ("after", (DefaultDialect, "do_commit")),
    "inputs written, not committed": ("after", (inbox, "journal")),
    "inputs committed, not confirmed": ("after", (Journal, "__call__")),
    "inputs claimed, not committed": ("after", (inbox, "claim")),
    "an input taken up": ("before", (TelegramReceiver, "receive")),
    "an input settled, its button not answered": ("before", (TelegramReceiver, "_answer")),
    "a command carried out, not committed": ("after", (Desk, "_carry_out")),
    "a command committed, nobody told": ("after", (Desk, "__call__")),
    "before an acknowledgement to Slack": ("before", (bolt_socket, "send_async_response")),
    "after an acknowledgement to Slack": ("after", (bolt_socket, "send_async_response")),
    "an update posted and committed, not answered": ("after", (Webhook, "accept")),
    "before an answer to Slack over HTTP": ("after", (SlackHttp, "_answered")),
    "notices claimed, not committed": ("after", (claims, "claim")),
    "before a call to Telegram": ("before", (TelegramChannel, "deliver")),
    "a call to Telegram in the air": ("during", (TelegramChannel, "deliver")),
    "after a call to Telegram": ("after", (TelegramChannel, "deliver")),
    "before a call to Slack": ("before", (SlackChannel, "deliver")),
    "a call to Slack in the air": ("during", (SlackChannel, "deliver")),
    "after a call to Slack": ("after", (SlackChannel, "deliver")),
    "before a letter": ("before", (MailChannel, "deliver")),
    "a letter at its final dot": ("during", (line, "tell")),
    "after a letter": ("after", (MailChannel, "deliver")),
    "files claimed, not fetched": ("before", (Fetch, "_one")),
    "a delivery settled, not committed": ("after", (outbox, "settle")),
    "a delivery settled and committed": ("after", (Relay, "_one")),
    "what a dead sender left, found": ("after", (lost, "expired")),
}

_ONLY: dict[str, Callable[[Doors], bool]] = {
    "before an acknowledgement to Slack": lambda doors: not doors.http,
    "after an acknowledgement to Slack": lambda doors: not doors.http,
    "before an answer to Slack over HTTP": lambda doors: doors.http,
    "an update posted and committed, not answered": lambda doors: doors.webhook,
}


def reachable(point: str, doors: Doors) -> bool:
    """Whether a life with these doors can come to the point at all."""
    only = _ONLY.get(point)
    return only is None or only(doors)


def arm(point: str, hit: int, last_words: Callable[[str], None]) -> None:
    """The `hit`-th time that the process comes to the point it is killed there."""
    hits = count(1)

    def struck() -> None:
        if next(hits) == hit:
            last_words(point)
            os.kill(os.getpid(), signal.SIGKILL)

    when, (owner, name) = POINTS[point]
    plain = getattr(owner, name)
    wrap = _asynchronous if asyncio.iscoroutinefunction(plain) else _synchronous
    setattr(owner, name, wrap(plain, when, struck))


def _synchronous(plain: Callable[..., Any], when: str, struck: Callable[[], None]) -> Callable[..., Any]:
    @wraps(plain)
    def wrapped(*args: Any, **more: Any) -> Any:
        if when == "before":
            struck()
        result = plain(*args, **more)
        if when == "after":
            struck()
        return result

    return wrapped


def _asynchronous(
    plain: Callable[..., Awaitable[Any]], when: str, struck: Callable[[], None]
) -> Callable[..., Awaitable[Any]]:
    @wraps(plain)
    async def wrapped(*args: Any, **more: Any) -> Any:
        if when == "before":
            struck()
        if when == "during":
            asyncio.get_running_loop().call_later(IN_THE_AIR, struck)
        result = await plain(*args, **more)
        if when == "after":
            struck()
        return result

    return wrapped
