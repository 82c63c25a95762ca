"""Which press and which form of these windows goes to which deed."""

import re
from collections.abc import Awaitable, Callable
from typing import Any

from slack_bolt.async_app import AsyncApp
from slack_bolt.context.ack.async_ack import AsyncAck

from bots.slack.admin.rooms import Rooms
from bots.slack.keeping.spot import DO, FIND, GO, SEND, TURN
from bots.slack.wire import CONNECT

Body = dict[str, Any]
Deed = Callable[[AsyncAck, Body], Awaitable[None]]


def administrate(app: AsyncApp, guarded: Callable[[Deed], Callable[..., Awaitable[None]]], rooms: Rooms) -> None:
    app.action(FIND)(guarded(rooms.find))
    app.action(CONNECT)(guarded(rooms.connect))
    for begin, deed in ((GO, rooms.go), (DO, rooms.do), (TURN, rooms.turn)):
        app.action(re.compile(re.escape(begin) + r"[\w:-]+"))(guarded(deed))
    app.view(re.compile(re.escape(SEND) + r"[\w-]+"))(guarded(rooms.send))
