"""Modals about words that were said already: to correct them, to take them away, to read what they were before."""

from collections.abc import Iterator

from bots.slack.heading import heading
from bots.slack.inputs import LONGEST, words
from bots.slack.sight import Sight
from bots.slack.speech import Speech
from bots.slack.text import Block, context, date_token, mrkdwn, plain, said, tame
from bots.slack.ways import kept_by_mail
from bots.slack.wire import Subject
from core.api.kinds import shorten
from core.api.shapes import MessageView, Revisions

PREVIEW = 2000
TEXTS = 10
"""Newest of a message's texts: together they stay below the hundred blocks of a modal."""
LONG = 6000
NAME = 60


def correct(about: Subject, sight: Sight, say: Speech) -> Iterator[Block]:
    """What cannot be corrected any more is said before somebody types."""
    message = _message(sight)
    yield heading(sight.page)
    if message is None or message.withdrawn_at is not None:
        yield context(plain(say("slack-modal-edit-gone")))
    elif len(message.body) > LONGEST:
        yield context(plain(say("slack-modal-edit-long")))
    else:
        yield context(plain(_reaches(message, say, "slack-modal-correct-reach")))
        field = words(say("slack-modal-correct-text"), say("slack-modal-correct-hint"), optional=bool(message.files))
        filled = {"initial_value": message.body} if message.body else {}
        yield field | {"element": field["element"] | filled}


def withdraw(about: Subject, sight: Sight, say: Speech) -> Iterator[Block]:
    message = _message(sight)
    yield heading(sight.page)
    if message is None or message.withdrawn_at is not None:
        yield context(plain(say("slack-modal-edit-gone")))
        return
    yield from said(shorten(message.body, PREVIEW))
    yield context(plain(_reaches(message, say, "slack-modal-withdraw-reach")))


def before(about: Subject, sight: Sight, say: Speech) -> Iterator[Block]:
    """The newest first."""
    yield heading(sight.page)
    found = sight.revisions
    if found is None:
        return
    for one in list(reversed(found.texts))[:TEXTS]:
        name = tame(shorten(one.by.name, NAME))
        yield context(mrkdwn(f"{date_token(one.at)} · {name}"))
        yield from said(shorten(one.body, LONG)) if one.body else [context(plain(say("slack-edits-empty")))]
    if len(found.texts) > TEXTS:
        yield context(plain(say("slack-edits-more", count=str(len(found.texts) - TEXTS))))


def _message(sight: Sight) -> MessageView | None:
    found: Revisions | None = sight.revisions
    return found.message if found else None


def _reaches(message: MessageView, say: Speech, key: str) -> str:
    """Where it will follow, and where it cannot."""
    where = "note" if message.internal and message.held is None else "held" if message.held else "sent"
    mailed = "yes" if kept_by_mail(message) else "no"
    return say(key, where=where, mailed=mailed)
