"""What is made of a company's group chat in its window (X1)."""

from collections.abc import Sequence

from bots.slack.fields import entered
from bots.slack.keeping.spot import Spot
from bots.slack.wire import Payload
from core.api.commands import BindGroupChat, EndGroupChat
from core.api.kinds import Command, Door


def connected(view: Payload, spot: Spot) -> Command:
    _, door, chat = spot.of
    given = entered(view)
    return BindGroupChat(Door(door), chat, str(given.get("company") or ""), str(given.get("language") or ""))


def ended(of: Sequence[str]) -> Command:
    return EndGroupChat(Door(of[0]), of[1])
