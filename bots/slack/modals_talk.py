"""Modals for words and moves: a note, more of what was missing, another status with what it demands."""

from collections.abc import Iterator

from bots.slack.fields import STATUS, UNTIL
from bots.slack.inputs import asked, files, hidden, menu, moment, words
from bots.slack.sight import Sight
from bots.slack.speech import Speech
from bots.slack.text import Block, context, plain
from bots.slack.wire import Subject
from core.api.shapes import TicketPage


def heading(page: TicketPage) -> Block:
    return {"type": "section", "text": plain(f"{page.card.number} · {page.card.subject}")}


def note(about: Subject, sight: Sight, say: Speech) -> Iterator[Block]:
    yield heading(sight.page)
    yield words(say("slack-modal-note-text"), say("slack-modal-note-hint"), optional=True)
    yield files(say)


def again(about: Subject, sight: Sight, say: Speech) -> Iterator[Block]:
    """The customer is told what is still missing, if the agent says it; the pause goes on either way (D2)."""
    card = sight.page.card
    yield heading(sight.page)
    if card.paused is not None:
        yield context(plain(f"{say.choice(card.status)} → {say.choice(card.paused)}"))
    yield words(say("slack-modal-comment"), say("slack-modal-again-hint"), optional=True)


def move(about: Subject, sight: Sight, say: Speech) -> Iterator[Block]:
    """To a status that was picked on the card, or that is picked here: then it begins hidden, and may ask anything."""
    card, asks = sight.page.card, about.asks if about.to else "u"
    yield heading(sight.page)
    if about.to:
        yield context(plain(f"{say.choice(card.status)} → {say.status(about.to)}"))
    elif card.targets:
        yield asked(STATUS, say("slack-modal-status"), menu(card.targets, None, say), optional=False)
    if "u" in asks and (about.to or any(target.until for target in card.targets)):
        yield asked(UNTIL, say("slack-modal-until"), moment(None), optional=not about.to)
    yield words(say("slack-modal-comment"), say("slack-modal-comment-hint"), optional="c" not in asks)
    yield hidden(say, ticked=sight.hidden or not about.to)
