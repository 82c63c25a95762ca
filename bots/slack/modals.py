"""The modals: what each button opens, under the button's own id."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace

from bots.slack import modals_talk
from bots.slack.modals_assign import assign
from bots.slack.modals_edits import before, correct, withdraw
from bots.slack.modals_incidents import incidents
from bots.slack.modals_letter import letter
from bots.slack.modals_relations import merge, parent, problem, split
from bots.slack.modals_reply import again, reply, seen, warned
from bots.slack.modals_snooze import snooze
from bots.slack.modals_talk import move, note
from bots.slack.modals_triage import triage
from bots.slack.modals_why import why
from bots.slack.present import with_present
from bots.slack.sight import Sight
from bots.slack.speech import Speech
from bots.slack.text import Block, context, plain
from bots.slack.wire import (
    AGAIN,
    ASSIGN,
    BEFORE,
    CORRECT,
    INCIDENTS,
    LETTER,
    MERGE,
    MOVE,
    NOTE,
    PARENT,
    PROBLEM,
    REPLY,
    SNOOZE,
    SPLIT,
    TRIAGE,
    WHY,
    WITHDRAW,
    Place,
    Subject,
    metadata,
)
from core.api.kinds import shorten

TITLE = 24

View = Block

DRAWN: Mapping[str, Callable[[Subject, Sight, Speech], Iterator[Block]]] = {
    REPLY: reply,
    NOTE: note,
    AGAIN: modals_talk.again,
    MOVE: move,
    TRIAGE: triage,
    ASSIGN: assign,
    WHY: why,
    LETTER: letter,
    PROBLEM: problem,
    PARENT: parent,
    MERGE: merge,
    SPLIT: split,
    SNOOZE: snooze,
    INCIDENTS: incidents,
    CORRECT: correct,
    WITHDRAW: withdraw,
    BEFORE: before,
}
SUBMITS = {
    REPLY: "slack-modal-reply-send",
    NOTE: "slack-modal-note-send",
    AGAIN: "slack-modal-again-send",
    MOVE: "slack-modal-move-send",
    TRIAGE: "slack-modal-triage-send",
    ASSIGN: "slack-modal-assign-send",
    PROBLEM: "slack-modal-problem-send",
    PARENT: "slack-modal-parent-send",
    MERGE: "slack-modal-merge-send",
    SPLIT: "slack-modal-split-send",
    SNOOZE: "slack-modal-snooze-send",
    INCIDENTS: "slack-modal-incidents-send",
    CORRECT: "slack-modal-correct-send",
    WITHDRAW: "slack-modal-withdraw-send",
}
TITLES = {
    REPLY: "slack-modal-reply",
    NOTE: "slack-modal-note",
    AGAIN: "slack-modal-again",
    MOVE: "slack-modal-move",
    TRIAGE: "slack-modal-triage",
    ASSIGN: "slack-modal-assign",
    WHY: "slack-modal-why",
    LETTER: "slack-modal-letter",
    PROBLEM: "slack-modal-problem",
    PARENT: "slack-modal-parent",
    MERGE: "slack-modal-merge",
    SPLIT: "slack-modal-split",
    SNOOZE: "slack-modal-snooze",
    INCIDENTS: "slack-modal-incidents",
    CORRECT: "slack-modal-correct",
    WITHDRAW: "slack-modal-withdraw",
    BEFORE: "slack-modal-before",
}


def modal(kind: str, about: Subject, place: Place, sight: Sight, say: Speech) -> View:
    """The filled modal. Where there is nothing to fill in, there is nothing to send."""
    about, blocks = _seen(kind, about, sight), list(DRAWN[kind](about, sight, say))
    blocks = with_present(blocks, sight.here, say, answers=kind == REPLY)
    asks = any(block["type"] == "input" for block in blocks)
    sure = kind == WITHDRAW and sight.revisions is not None and sight.revisions.message.withdrawn_at is None
    filled = kind in SUBMITS and (asks or sure)
    submit = {"submit": plain(shorten(say(SUBMITS[kind]), TITLE))} if filled else {}
    return _frame(kind, about, place, say) | submit | {"blocks": blocks}


def _seen(kind: str, about: Subject, sight: Sight) -> Subject:
    """It is judged by what the modal shows, not the card: a revision, the last word, or the last answer to all."""
    if kind in (ASSIGN, TRIAGE) and sight.form is not None:
        return Subject(about.ticket, sight.form.rev)
    if kind == REPLY:
        return Subject(about.ticket, sight.page.card.rev, str(seen(sight)), about.asks)
    if kind == MERGE:
        return Subject(about.ticket, sight.page.card.rev)
    return replace(about, to=str(sight.sheet.last)) if kind == INCIDENTS and sight.sheet else about


def answer_again(view: View, about: Subject, place: Place, sight: Sight, why: str, say: Speech) -> View:
    """The modal of an answer that was not taken: with what is true by now, and the words as they were typed."""
    blocks = again(view, about, sight, why, say)
    told, rest = blocks[:1], with_present(blocks[1:], sight.here, say, answers=True)
    about = _seen(REPLY, about, sight)
    return redrawn(view, [*told, *rest]) | {"private_metadata": metadata(about, place)}


def answer_warned(view: View, about: Subject, place: Place, newest: int, why: str) -> View:
    """The same where nothing can be read in time: whoever sends it once more has been told of the newest word."""
    return again_about(view, replace(about, to=str(newest)), place, why)


def again_about(view: View, about: Subject, place: Place, why: str) -> View:
    """A modal that was filled in for a ticket as it is no more: with the reason above it, it can be sent once more."""
    return redrawn(view, warned(view["blocks"], why)) | {"private_metadata": metadata(about, place)}


def words(kind: str, about: Subject, place: Place, say: Speech, text: str) -> View:
    """The same modal while there is nothing to fill in yet, or will be nothing."""
    return _frame(kind, about, place, say) | {"blocks": [context(plain(text))]}


def redrawn(view: View, blocks: list[Block]) -> View:
    """An open modal with other blocks; what was entered stays where a block keeps its id."""
    kept = ("type", "callback_id", "private_metadata", "title", "close", "submit", "notify_on_close")
    return {name: view[name] for name in kept if view.get(name)} | {"blocks": blocks}


def _frame(kind: str, about: Subject, place: Place, say: Speech) -> View:
    return {
        "type": "modal",
        "callback_id": kind,
        "private_metadata": metadata(about, place),
        "notify_on_close": True,
        "title": plain(shorten(say(TITLES[kind]), TITLE)),
        "close": plain(say("slack-modal-close")),
    }
