"""Words that name a button: whatever can be pressed can be typed, by its label or by its number (X1).

A number is a press only where one of several things is asked for; elsewhere it is an answer like any other.
"""

import re
from collections.abc import Sequence

from aiogram.types import InlineKeyboardButton as Button
from aiogram.types import Message

from bots.telegram.draw import Content
from bots.telegram.routes import asking, buttons, verbs
from bots.telegram.routes.asking import REASON, SIMILAR, SUMMARY, WHICH
from bots.telegram.routes.home import home
from bots.telegram.turn import Turn
from bots.telegram.wire import Go, Press
from core.api.errors import Refusal
from core.api.kinds import HOUR, SECOND

HOME = frozenset({"в начало", "home"})
BACK = frozenset({"назад", "back"})
CANCEL = frozenset({"отмена", "cancel"})
LONGEST = 100
FRESH = HOUR
"""What was shown longer ago, or before something else came of a ticket, is not what somebody answers."""
OWN = 10 * SECOND
"""By then what the person did themselves has changed their ticket."""
COUNTED = frozenset({SUMMARY, SIMILAR, WHICH, REASON})
COUNTED_BOARDS = frozenset({"welcome", "help", "list", "found", "language", "files", "notices", "settings"})
BACKWARD = ("back", "ticket", "list", "home")
_EDGES = re.compile(r"^[\W_]+|[\W_]+$")
_COUNT = re.compile(r"[1-9][0-9]?")
_NUMBERED = re.compile(r"\d+\. ")


async def pressed(message: Message, turn: Turn) -> bool:
    """Whether the words were a press, which has been done then."""
    text = message.text or ""
    said = plain(text)
    if not said or "\n" in text or len(text) > LONGEST or message.reply_to_message:
        return False
    if said in HOME:
        await home(turn)
        return True
    if said in CANCEL and turn.state is not None:
        asking.stop(turn)
        return True
    content = _board(turn) or asking.question(turn)
    if content is None:
        return False
    rows = (await turn.draw(content)).rows
    offered = [one for row in rows for one in row if one.callback_data]
    button = _meant(offered, said, counted=_counted(turn, content))
    if button is None:
        return False
    await _press(turn, button.callback_data or "")
    return True


def plain(text: str) -> str:
    """As it is said: without signs and arrows around it."""
    return _EDGES.sub("", " ".join(text.split()).casefold())


def _board(turn: Turn) -> Content | None:
    board = turn.steps.board
    if board is None or turn.situation.now - int(board["at"]) > FRESH:
        return None
    there = turn.situation.open
    if board["screen"] == "noted" and any(one.id == board["ticket"] and one.open for one in there):
        return None
    return None if any(one.updated_at - int(board["at"]) > OWN for one in there) else board


def _counted(turn: Turn, content: Content) -> bool:
    if content.get("screen") in COUNTED_BOARDS:
        return True
    return turn.state in COUNTED and content.get("screen") not in ("ticket", "story", "observers", "noted", "done")


def _meant(offered: Sequence[Button], said: str, *, counted: bool) -> Button | None:
    for one in offered:
        label = plain(_NUMBERED.sub("", one.text, count=1))
        if said in (label, plain(one.text)) or label.startswith(f"{said} · "):
            return one
    if said in BACK:
        leading = {Go.unpack(data).to: one for one in offered if (data := one.callback_data or "").startswith("g1:")}
        return next((leading[to] for to in BACKWARD if to in leading), None)
    if counted and _COUNT.fullmatch(said) and int(said) <= len(offered):
        return offered[int(said) - 1]
    return None


async def _press(turn: Turn, data: str) -> None:
    if data.startswith(f"{Press.__prefix__}:"):
        await verbs.verb(None, Press.unpack(data), turn)
    else:
        await buttons.step(None, Go.unpack(data), turn)
    if turn.settled or turn.toast is None:
        return
    match turn.toast:
        case Refusal() as refusal:
            turn.refuse(refusal)
        case (text, values):
            turn.show("say", text=text, values=values)
