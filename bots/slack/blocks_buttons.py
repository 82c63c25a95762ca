"""The buttons of a card: a verb and an id each, never a right (agreement 7)."""

from collections.abc import Callable, Mapping, Sequence

from bots.slack.speech import Speech
from bots.slack.text import Block, plain
from bots.slack.wire import (
    ACK,
    AGAIN,
    ASSIGN,
    CLAIM,
    END,
    INCIDENTS,
    MORE,
    MOVE,
    NOTE,
    REPLY,
    RESTORE,
    SOLVE,
    SOLVES,
    SPAM_QUEUE,
    TRIAGE,
    UNMERGE,
    Subject,
)
from core.api.kinds import shorten
from core.api.shapes import Target, TicketCard, Verb

OVERFLOW = 5
OPTIONS = 100
LABEL = 75


def buttons(card: TicketCard, say: Speech, *, whole: bool = True) -> list[Block]:
    """What is pressed often by itself, the rest in a menu. `whole`: the history is offered, since it is not shown here.

    The block's id changes with the workflow, so that a client forgets what was picked before.
    """
    rare = _rare(card)
    drawn = [BUTTONS[verb](card, say) for verb in card.verbs if verb in BUTTONS and verb not in rare]
    drawn = _solving(card, drawn, say)
    queue = _button(SPAM_QUEUE, say("slack-spam-queue"), card) if card.spam else None
    elements = [element for element in [*drawn, queue, _more(card, rare, say, whole=whole)] if element is not None]
    return [{"type": "actions", "block_id": f"card:{card.id}:{card.rev}", "elements": elements}] if elements else []


def _solving(card: TicketCard, drawn: list[Block | None], say: Speech) -> list[Block | None]:
    """To answer and to resolve is what an answer is most often for: one press, beside the other (X2)."""
    if Verb.REPLY not in card.verbs or card.resolves is None:
        return drawn
    value = Subject(card.id, card.rev, asks=SOLVES).value()
    button = _button(SOLVE, say("slack-solve"), card) | {"value": value}
    place = [verb for verb in card.verbs if verb in BUTTONS].index(Verb.REPLY) + 1
    return [*drawn[:place], button, *drawn[place:]]


def _rare(card: TicketCard) -> list[Verb]:
    """Whoever cannot take a ticket that is nobody's has to be given it: then that is usual."""
    given = card.assignee is None and Verb.CLAIM not in card.verbs
    return [verb for verb in card.verbs if verb in RARE and not (given and verb is Verb.ASSIGN)]


def _more(card: TicketCard, rare: Sequence[Verb], say: Speech, *, whole: bool) -> Block | None:
    """Values are words of the menu; a move of which the customer hears nothing is offered beside the usual ones."""
    words = [(RARE[verb][0], _label(card, verb, RARE[verb][1], say)) for verb in rare]
    if card.targets and Verb.MOVE in card.verbs:
        words.append(("quiet", say("slack-quiet")))
    if Verb.REPLY in card.verbs:
        words.append(("answering", say("slack-answering")))
    if card.orders is not None and Verb.TRIAGE in card.verbs:
        words.append(("orders", say("slack-orders-again")))
    if whole and Verb.TRIAGE in card.verbs:
        words.append(("story", say("slack-moved-story")))
    if card.letter:
        words.append(("letter", say("slack-letter")))
    options = [
        {"text": plain(shorten(label, LABEL)), "value": Subject(card.id, card.rev, word).value()}
        for word, label in words
    ]
    if not options:
        return None
    if len(options) <= OVERFLOW:
        return {"type": "overflow", "action_id": MORE, "options": options}
    return {"type": "static_select", "action_id": MORE, "placeholder": plain(say("slack-more")), "options": options}


def _claim(card: TicketCard, say: Speech) -> Block:
    return _button(CLAIM, _label(card, Verb.CLAIM, "slack-claim", say), card) | {"style": "primary"}


def _reply(card: TicketCard, say: Speech) -> Block:
    return _button(REPLY, _label(card, Verb.REPLY, "slack-reply", say), card)


def _note(card: TicketCard, say: Speech) -> Block:
    return _button(NOTE, _label(card, Verb.NOTE, "slack-note", say), card)


def _again(card: TicketCard, say: Speech) -> Block:
    return _button(AGAIN, _label(card, Verb.NOT_ENOUGH, "slack-again", say), card)


def _acknowledge(card: TicketCard, say: Speech) -> Block:
    return _button(ACK, _label(card, Verb.ACK, "slack-ack", say), card)


def _triage(card: TicketCard, say: Speech) -> Block:
    return _button(TRIAGE, _label(card, Verb.TRIAGE, "slack-triage", say), card)


def _assign(card: TicketCard, say: Speech) -> Block:
    return _button(ASSIGN, _label(card, Verb.ASSIGN, "slack-assign", say), card)


def _restore(card: TicketCard, say: Speech) -> Block:
    return _button(RESTORE, _label(card, Verb.RESTORE, "slack-restore", say), card)


def _incidents(card: TicketCard, say: Speech) -> Block:
    """Once the problem itself is solved this is what comes next (C5)."""
    button = _button(INCIDENTS, _label(card, Verb.INCIDENTS, "slack-incidents", say), card)
    return button | ({} if card.open else {"style": "primary"})


def _unmerge(card: TicketCard, say: Speech) -> Block:
    """Asked for again, since both customers hear of it."""
    confirm = {
        "title": plain(say("slack-unmerge")), "text": plain(say("slack-unmerge-text", number=card.merged_into or "")),
        "confirm": plain(say("slack-unmerge-yes")), "deny": plain(say("slack-unmerge-no")),
    }  # fmt: skip
    return _button(UNMERGE, _label(card, Verb.UNMERGE, "slack-unmerge", say), card) | {"confirm": confirm}


def _end(card: TicketCard, say: Speech) -> Block | None:
    """A move in one tap; what it demands is asked for as of any other move (D5)."""
    if card.end is None:
        return None
    label = _label(card, Verb.END, "slack-end", say)
    return _button(END, label, card) | {"style": "primary", "value": _towards(card, card.end)}


def _move(card: TicketCard, say: Speech) -> Block:
    """A menu as long as it can be one: it lets the same target be picked again after a modal was closed."""
    options = [_option(card, target, say) for target in card.targets][:OPTIONS]
    if len(options) <= OVERFLOW:
        return {"type": "overflow", "action_id": MOVE, "options": options}
    return {"type": "static_select", "action_id": MOVE, "placeholder": plain(say("slack-move")), "options": options}


def _option(card: TicketCard, target: Target, say: Speech) -> Block:
    return {"text": plain(shorten(say.choice(target), LABEL)), "value": _towards(card, target)}


def _towards(card: TicketCard, target: Target) -> str:
    asks = ("c" if target.comment else "") + ("u" if target.until else "") + ("f" if target.fields else "")
    return Subject(card.id, card.rev, target.id, asks).value()


def _label(card: TicketCard, verb: Verb, id: str, say: Speech) -> str:
    """The desk's own words for a button, where it has any."""
    own = card.labels.get(verb)
    return say.words.label(say.language, own) if own else say(id)


def _button(action: str, label: str, card: TicketCard) -> Block:
    value = Subject(card.id, card.rev).value()
    return {"type": "button", "action_id": action, "text": plain(shorten(label, LABEL)), "value": value}


BUTTONS: Mapping[Verb, Callable[[TicketCard, Speech], Block | None]] = {
    Verb.CLAIM: _claim,
    Verb.REPLY: _reply,
    Verb.NOTE: _note,
    Verb.NOT_ENOUGH: _again,
    Verb.END: _end,
    Verb.ACK: _acknowledge,
    Verb.MOVE: _move,
    Verb.TRIAGE: _triage,
    Verb.ASSIGN: _assign,
    Verb.RESTORE: _restore,
    Verb.INCIDENTS: _incidents,
    Verb.UNMERGE: _unmerge,
}
RARE: Mapping[Verb, tuple[str, str]] = {
    Verb.ASSIGN: ("assign", "slack-assign"),
    Verb.WHY: ("why", "slack-why-due"),
    Verb.SPAM: ("spam", "slack-spam"),
    Verb.SNOOZE: ("snooze", "slack-snooze"),
    Verb.WATCH: ("watch", "slack-watch"),
    Verb.UNWATCH: ("unwatch", "slack-unwatch"),
    Verb.PROBLEM: ("problem", "slack-problem"),
    Verb.PARENT: ("parent", "slack-parent"),
    Verb.MERGE: ("merge", "slack-merge"),
    Verb.SPLIT: ("split", "slack-split"),
}
"""Verb → its word in the menu's values, and its label."""
