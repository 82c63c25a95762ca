"""What the bot waits for, and how it asks. A new matter sets the old one aside; when it ends, the old one returns."""

from collections.abc import Callable, Mapping
from typing import Any

from bots.telegram.days import today
from bots.telegram.draft import Draft
from bots.telegram.heard import Heard
from bots.telegram.steps import Data
from bots.telegram.turn import Turn
from core.api.kinds import one_line, shorten

CHOICE, QUESTION, OBSERVERS, SUMMARY = "new:choice", "new:question", "new:observers", "new:summary"
SIMILAR = "new:similar"
SUBJECT, BODY, GATE, REST = "new:subject", "new:body", "new:gate", "new:rest"
WORD, COPY, COPY_SURE = "word:grade", "copy:address", "copy:sure"
ANSWER, WHICH = "answer", "which"
REASON, GRIEVANCE = "escalate:reason", "escalate:text"
ADDRESS, CODE = "mail:address", "mail:code"
PARTICULAR, ABOUT = "reg:particular", "reg:about"
QUIET, DIGEST, PHONE_SHARED, FORGET, SURE = "set:quiet", "set:digest", "set:phone", "set:forget", "set:sure"
NEW, ESCALATE, MAIL, REMARK, OBSERVE, REGISTER, SET = "new", "escalate", "mail", "word", "copy", "reg", "set"
MOST = 4
"""So many matters wait at most. Each kind but escalations waits once, so only those are ever declined."""
FULL = 16_000
"""So many characters wait at most: together they have to fit into one message of a ticket."""
CALLED = 80


def _opening(data: Data) -> dict[str, Any]:
    return {"screen": "opening", **Draft.read(data).shown()}


def unfinished(data: Data) -> dict[str, Any]:
    """What a ticket that waits half written is called at home."""
    draft = Draft.read(data)
    return {"draft": shorten(draft.subject or one_line(draft.words), CALLED), "files": draft.files, "waits": True}


_QUESTIONS: Mapping[str, Callable[[Data], dict[str, Any]]] = {
    **dict.fromkeys((CHOICE, QUESTION, SUBJECT, BODY, OBSERVERS, SUMMARY, SIMILAR), _opening),
    GATE: lambda data: {"screen": "registration"},
    REST: lambda data: {"screen": "welcome", **unfinished(data)},
    PARTICULAR: lambda data: {"screen": "particular", "at": data["at"], "said": data["said"]},
    ABOUT: lambda data: {"screen": "particulars", "said": data["said"]},
    COPY: lambda data: {"screen": "observe", "ticket": data["ticket"]},
    COPY_SURE: lambda data: {"screen": "observe-sure", **{name: data[name] for name in ("ticket", "person", "name")}},
    ANSWER: lambda data: {"screen": "answer", "ticket": data["ticket"]},
    WHICH: lambda data: {"screen": "which", "text": "tg-which", "closed": data.get("closed", 0)},
    REASON: lambda data: {"screen": "reasons", "ticket": data["ticket"], "text": "tg-reason-ask"},
    GRIEVANCE: lambda data: {"screen": "grievance", "ticket": data["ticket"]},
    ADDRESS: lambda data: {"screen": "step", "text": "tg-mail-ask", "family": MAIL},
    CODE: lambda data: {"screen": "code"},
    QUIET: lambda data: {"screen": "times", "at": QUIET},
    DIGEST: lambda data: {"screen": "times", "at": DIGEST},
    PHONE_SHARED: lambda data: {"screen": "phone"},
    FORGET: lambda data: {"screen": "forget"},
    SURE: lambda data: {"screen": "sure"},
}


def of(family: str, ticket: int = 0) -> Callable[[str, Data], bool]:
    """Whether a step belongs to a matter: a ticket that is being written, an escalation of that ticket …"""
    return lambda state, data: state.partition(":")[0] == family and ticket in (0, data.get("ticket"))


def question(turn: Turn) -> dict[str, Any] | None:
    """What the step under way asks."""
    found = _QUESTIONS.get(turn.state or "")
    if found is None:
        return None
    asked = found(turn.data)
    day = {"today": today(turn.situation.now, turn.situation.me.zone)} if asked["screen"] == "opening" else {}
    return {**asked, **day}


def ask(turn: Turn, *, again: bool = False, **values: Any) -> None:
    """The question of the step under way, if there is one. Its buttons are the ones that count from here on."""
    asked = question(turn)
    if asked is not None:
        turn.steps.board = None
        turn.show(**{**asked, "again": again, **values})


def full(turn: Turn, said: Heard, waiting: list[dict[str, Any]] | None = None) -> bool:
    """`waiting` is what waits already, if it is not the step under way that holds it."""
    kept = turn.waiting if waiting is None else waiting
    return sum(len(one["text"]) for one in kept) + len(said.text) > FULL


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
    text = "tg-stopped" if turn.state else "tg-nothing-to-stop"
    shared = bool(turn.data.get("shared")) or turn.state == PHONE_SHARED
    turn.steps.board = None
    turn.show("say", text=text, unkeyed=shared)
    finish(turn)
