"""What the bot waits for, and how it asks. A new matter sets the old one aside; when it ends, the old one returns."""

from collections.abc import Callable, Mapping
from typing import Any

from bots.telegram.heard import Heard
from bots.telegram.steps import Data
from bots.telegram.turn import Turn

TYPE, SUBJECT, BODY = "new:type", "new:subject", "new:body"
ANSWER, WHICH = "answer", "which"
REASON, GRIEVANCE = "escalate:reason", "escalate:text"
ADDRESS, CODE = "mail:address", "mail:code"
NEW, ESCALATE, MAIL = "new", "escalate", "mail"
MOST = 4
"""So many matters wait at most. Each kind but escalations waits once, so only those are ever declined."""

_QUESTIONS: Mapping[str, Callable[[Data], dict[str, Any]]] = {
    TYPE: lambda data: {"screen": "types"},
    SUBJECT: lambda data: {"screen": "step", "text": "tg-subject-ask", "family": NEW},
    BODY: lambda data: {"screen": "step", "text": "tg-body-ask", "family": NEW, "skip": True},
    ANSWER: lambda data: {"screen": "answer", "ticket": data["ticket"]},
    WHICH: lambda data: {"screen": "which", "text": "tg-which", "closed": data.get("closed", 0)},
    REASON: lambda data: {"screen": "reasons", "ticket": data["ticket"], "text": "tg-reason-ask"},
    GRIEVANCE: lambda data: {"screen": "grievance", "ticket": data["ticket"]},
    ADDRESS: lambda data: {"screen": "step", "text": "tg-mail-ask", "family": MAIL},
    CODE: lambda data: {"screen": "code"},
}


def of(family: str, ticket: int = 0) -> Callable[[str, Data], bool]:
    """Whether a step belongs to a matter: a ticket that is being written, an escalation of that ticket …"""
    return lambda state, data: state.partition(":")[0] == family and ticket in (0, data.get("ticket"))


def ask(turn: Turn, *, again: bool = False, **values: Any) -> None:
    """The question of the step under way, if there is one."""
    question = _QUESTIONS.get(turn.state or "")
    if question is not None:
        turn.show(**{**question(turn.data), "again": again, **values})


def begin(turn: Turn, state: str, **data: Any) -> None:
    """Something new; what is under way is set aside for it."""
    turn.steps.set_aside()
    turn.move(state, **data)


def await_answer(turn: Turn, ticket: int) -> None:
    """The next word is for that ticket, and for no other that was asked for before."""
    turn.steps.forget(of(ANSWER))
    begin(turn, ANSWER, ticket=ticket)


def finish(turn: Turn, said: Heard | None = None) -> None:
    """The step under way has come to its end, perhaps with words that were passed on; what waited for it returns."""
    if said is not None:
        turn.steps.last = said.trace() or turn.steps.last
    if turn.steps.back():
        ask(turn, again=True)


def stop(turn: Turn, family: str = "", ticket: int = 0) -> None:
    """Ends what is under way, or the matter that an older button belongs to, and says what became of it."""
    if family and not turn.steps.recall(of(family, ticket)):
        turn.say("tg-old-button")
        return
    turn.show("say", text="tg-stopped" if turn.state else "tg-nothing-to-stop")
    finish(turn)
