"""The ticket that words are for until further notice: chosen by a press, shown with each word, over by itself (X1)."""

from typing import Any

from bots.telegram.routes.asking import ANSWER, of
from bots.telegram.turn import Turn
from core.api.kinds import HOUR, TicketId

LASTS = HOUR
"""Since the last word: whoever comes back on another day is asked."""


def choose(turn: Turn, ticket: TicketId) -> None:
    """From now on, and no word is awaited for another one any more."""
    turn.steps.forget(of(ANSWER))
    _keep(turn, ticket)


def tell(turn: Turn, ticket: TicketId) -> None:
    turn.show("current", ticket=ticket, until=turn.situation.now + LASTS)


def leave(turn: Turn, message: int | None) -> None:
    turn.steps.current = None
    turn.show("say", text="tg-current-over", edit=message)


def chosen(turn: Turn) -> TicketId | None:
    """The ticket, while it is one of several open ones and its time is not over."""
    current, now = turn.steps.current, turn.situation.now
    if current is None:
        return None
    meant = next((one.id for one in turn.situation.open if one.open and one.id == current["ticket"]), None)
    if meant is None or current["until"] < now:
        turn.steps.current = None
        return None
    return meant


def goes_on(turn: Turn, ticket: TicketId) -> dict[str, Any]:
    """What is shown with a word that goes to a ticket. In a ticket's topic there is no doubt."""
    if turn.situation.here is not None:
        return {}
    current = turn.steps.current
    if current is not None and current["ticket"] == ticket:
        _keep(turn, ticket)
        return {"keeping": "chosen"}
    several = len(turn.situation.open) > 1 and any(one.id == ticket for one in turn.situation.open)
    return {"keeping": "offered"} if several else {}


def _keep(turn: Turn, ticket: TicketId) -> None:
    turn.steps.current = {"ticket": ticket, "until": turn.situation.now + LASTS}
