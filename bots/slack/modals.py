"""The modals: an answer to the customer, a note among agents, a move with what it demands."""

from collections.abc import Iterator

from bots.slack.speech import Speech
from bots.slack.text import Block, context, plain
from bots.slack.ways import warnings
from bots.slack.wire import AGAIN, BODY, FILES, MOVE, NOTE, REPLY, UNTIL, Place, Subject, metadata
from core.api.kinds import shorten
from core.api.shapes import MessageView, TicketPage

TITLE = 24
LABEL = 75
PREVIEW = 500
MOST_FILES = 5
LONGEST = 3000

View = Block


def modal(kind: str, about: Subject, place: Place, page: TicketPage, say: Speech) -> View:
    """The modal that a button opens, under the button's own id."""
    blocks = {REPLY: _reply, NOTE: _note, AGAIN: _again, MOVE: _move}[kind](about, page, say)
    return _frame(kind, about, place, say) | {"submit": plain(say(SUBMITS[kind])), "blocks": list(blocks)}


def words(kind: str, about: Subject, place: Place, say: Speech, text: str) -> View:
    """The same modal while there is nothing to fill in yet, or will be nothing."""
    return _frame(kind, about, place, say) | {"blocks": [context(plain(text))]}


SUBMITS = {
    REPLY: "slack-modal-reply-send",
    NOTE: "slack-modal-note-send",
    AGAIN: "slack-modal-again-send",
    MOVE: "slack-modal-move-send",
}
TITLES = {REPLY: "slack-modal-reply", NOTE: "slack-modal-note", AGAIN: "slack-modal-again", MOVE: "slack-modal-move"}


def _frame(kind: str, about: Subject, place: Place, say: Speech) -> View:
    return {
        "type": "modal",
        "callback_id": kind,
        "private_metadata": metadata(about, place),
        "title": plain(shorten(say(TITLES[kind]), TITLE)),
        "close": plain(say("slack-modal-close")),
    }


def _reply(about: Subject, page: TicketPage, say: Speech) -> Iterator[Block]:
    yield _heading(page)
    last = next((one for one in reversed(page.messages.items) if not one.by_staff), None)
    if last is not None:
        yield context(plain(_preview(last, say)))
    if warned := warnings(page.card, say):
        yield context(*warned)
    yield _text(say("slack-modal-reply-text"), say("slack-modal-reply-hint"), optional=True)
    yield _files(say)


def _note(about: Subject, page: TicketPage, say: Speech) -> Iterator[Block]:
    yield _heading(page)
    yield _text(say("slack-modal-note-text"), say("slack-modal-note-hint"), optional=True)
    yield _files(say)


def _again(about: Subject, page: TicketPage, say: Speech) -> Iterator[Block]:
    """The customer is told what is still missing, if the agent says it; the pause goes on either way (D2)."""
    yield _heading(page)
    if page.card.paused is not None:
        yield context(plain(f"{say.choice(page.card.status)} → {say.choice(page.card.paused)}"))
    yield _text(say("slack-modal-comment"), say("slack-modal-again-hint"), optional=True)


def _move(about: Subject, page: TicketPage, say: Speech) -> Iterator[Block]:
    yield _heading(page)
    yield context(plain(f"{say.choice(page.card.status)} → {say.status(about.to)}"))
    if "u" in about.asks:
        yield {
            "type": "input",
            "block_id": UNTIL,
            "label": plain(say("slack-modal-until")),
            "element": {"type": "datetimepicker", "action_id": UNTIL},
        }
    yield _text(say("slack-modal-comment"), say("slack-modal-comment-hint"), optional="c" not in about.asks)


def _heading(page: TicketPage) -> Block:
    return {"type": "section", "text": plain(f"{page.card.number} · {page.card.subject}")}


def _preview(message: MessageView, say: Speech) -> str:
    words = message.body or ", ".join(file.name for file in message.files)
    return shorten(f"{say('slack-side-customer', name=message.author.name)}: {words}", PREVIEW)


def _text(label: str, hint: str, *, optional: bool) -> Block:
    element = {"type": "plain_text_input", "action_id": BODY, "multiline": True, "max_length": LONGEST}
    return {
        "type": "input",
        "block_id": BODY,
        "optional": optional,
        "label": plain(label),
        "hint": plain(hint),
        "element": element | {"focus_on_load": True},
    }


def _files(say: Speech) -> Block:
    return {
        "type": "input",
        "block_id": FILES,
        "optional": True,
        "label": plain(say("slack-modal-files")),
        "element": {"type": "file_input", "action_id": FILES, "max_files": MOST_FILES},
    }
