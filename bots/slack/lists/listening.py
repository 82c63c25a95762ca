"""Which press in a list, and which command, goes to which deed."""

import re
from collections.abc import Awaitable, Callable
from typing import Any

from slack_bolt.async_app import AsyncApp
from slack_bolt.context.ack.async_ack import AsyncAck

from bots.slack.lists.browse import BRAND, FIND, LIST, PAGE, QUEUE, STORY, THEIRS
from bots.slack.lists.command import NAME, Command
from bots.slack.wire import SPAM_QUEUE, TICKET, wanted

Body = dict[str, Any]
Deed = Callable[[AsyncAck, Body], Awaitable[None]]


def browse(app: AsyncApp, guarded: Callable[[Deed], Callable[..., Awaitable[None]]], command: Command) -> None:
    lists = command.lists
    exact: dict[str, Deed] = {
        BRAND: lists.brand, FIND: lists.find, TICKET: lists.ticket, LIST: lists.again, THEIRS: lists.theirs,
    }  # fmt: skip
    for action, deed in exact.items():
        app.action(action)(guarded(deed))
    for listen in (app.action, app.shortcut):
        listen(SPAM_QUEUE)(guarded(lists.spam))
    for begin, deed in ((QUEUE, lists.queue), (PAGE, lists.page), (STORY, lists.story)):
        app.action(re.compile(re.escape(begin) + r"\w+"))(guarded(deed))

    @app.event("app_home_opened")
    async def opened(body: Body) -> None:
        await lists.opened(body)

    @app.command(NAME)
    async def commanded(ack: AsyncAck, body: Body) -> None:
        where = {"user": {"id": body["user_id"]}, "container": {"channel_id": body.get("channel_id")}}
        await guarded(command)(ack, where | body)


def then(deed: Deed, after: Callable[[Body], Awaitable[None]]) -> Deed:
    """Something that is done once a deed has been."""

    async def both(ack: AsyncAck, body: Body) -> None:
        await deed(ack, body)
        await after(body)

    return both


def either(button: str, one: Deed, other: Deed) -> Deed:
    """What a menu does when that button is picked in it, and what for all others."""

    async def picked(ack: AsyncAck, body: Body) -> None:
        await (one if wanted(body)[0] == button else other)(ack, body)

    return picked
