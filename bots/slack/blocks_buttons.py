"""The buttons of a card: a verb and an id each, never a right (agreement 7)."""

from collections.abc import Callable, Mapping

from bots.slack.speech import Speech
from bots.slack.text import Block, plain
from bots.slack.wire import AGAIN, CLAIM, END, MOVE, NOTE, REPLY, Subject
from core.api.kinds import shorten
from core.api.shapes import Target, TicketCard, Verb

OVERFLOW = 5
OPTIONS = 100
LABEL = 75


def buttons(card: TicketCard, say: Speech) -> list[Block]:
    """The block's id changes with the workflow, so that a client forgets what was picked before."""
    drawn = (BUTTONS[verb](card, say) for verb in card.verbs if verb in BUTTONS)
    elements = [element for element in drawn if element is not None]
    return [{"type": "actions", "block_id": f"card:{card.id}:{card.rev}", "elements": elements}] if elements else []


def _claim(card: TicketCard, say: Speech) -> Block:
    return _button(CLAIM, _label(card, Verb.CLAIM, "slack-claim", say), card) | {"style": "primary"}


def _reply(card: TicketCard, say: Speech) -> Block:
    return _button(REPLY, _label(card, Verb.REPLY, "slack-reply", say), card)


def _note(card: TicketCard, say: Speech) -> Block:
    return _button(NOTE, _label(card, Verb.NOTE, "slack-note", say), card)


def _again(card: TicketCard, say: Speech) -> Block:
    return _button(AGAIN, _label(card, Verb.NOT_ENOUGH, "slack-again", say), card)


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
    asks = ("c" if target.comment else "") + ("u" if target.until else "")
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
    Verb.MOVE: _move,
}
