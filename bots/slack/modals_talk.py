"""Modals for words and moves: a note, more of what was missing, another status with what it demands."""

from collections.abc import Iterator

from bots.slack.fields import STATUS, TOWARDS, UNTIL
from bots.slack.heading import heading
from bots.slack.inputs import asked, files, heard, hidden, menu, moment, words
from bots.slack.modals_triage import lacking
from bots.slack.sight import Sight
from bots.slack.speech import Speech
from bots.slack.text import Block, context, plain
from bots.slack.wire import THEN, Subject
from core.api.shapes import Target


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
    target = next((one for one in card.targets if one.id == about.to), Target(about.to, {}))
    yield heading(sight.page)
    if about.to:
        yield context(plain(f"{say.choice(card.status)} → {say.status(about.to)}")) | {"block_id": TOWARDS}
    elif card.targets:
        picked = asked(STATUS, say("slack-modal-status"), menu(card.targets, None, say), optional=False)
        yield heard(picked, THEN)
    if target.until or ("u" in asks and (about.to or any(one.until for one in card.targets))):
        yield asked(UNTIL, say("slack-modal-until"), moment(None), optional=not about.to)
    if target.fields and sight.form is not None:
        yield from lacking(sight.form, say)
    comment, hint = ("comment", "comment-hint") if about.to else ("quiet-comment", "quiet-hint")
    needed = "c" in asks or target.comment
    yield words(say(f"slack-modal-{comment}"), say(f"slack-modal-{hint}"), optional=not needed)
    yield hidden(say, ticked=sight.hidden or not about.to)
