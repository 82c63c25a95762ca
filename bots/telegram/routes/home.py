"""The way home, from wherever somebody stands: nothing that was written is lost on it (X1)."""

from bots.telegram.draft import Draft
from bots.telegram.routes import registering, talk
from bots.telegram.routes.asking import NEW, REST, WHICH, ask, of, unfinished
from bots.telegram.steps import Data
from bots.telegram.turn import Turn


async def home(turn: Turn) -> None:
    """Whoever is not let in yet is asked who they are (A5). A ticket that is half written waits, and is shown so.

    Where other words wait for an answer, that is asked once more: what is written next goes there.
    """
    talk.turn_away(turn)
    if turn.situation.me.outside:
        await registering.invite(turn)
        return
    turn.steps.forget(_empty)
    begun = turn.steps.recall(of(NEW))
    if begun:
        turn.move(REST, **turn.data)
    known = unfinished(turn.data) if begun else {}
    if turn.steps.recall(of(WHICH)) or not begun:
        ask(turn, again=True)
    turn.show("welcome", **known)


def _empty(state: str, data: Data) -> bool:
    """Asked for, and nothing said yet: whoever goes home has left it."""
    family = state.partition(":")[0]
    if family == NEW:
        draft = Draft.read(data)
        return not draft.begun and not draft.kept
    return family != WHICH and not data.get("kept")
