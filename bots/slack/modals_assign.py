"""Whose work it is from now on: a person's, a group's, or nobody's (A2, C7)."""

from collections.abc import Iterator

from bots.slack.away import away_mark
from bots.slack.fields import GROUP, NOBODY, PERSON
from bots.slack.heading import heading
from bots.slack.inputs import asked, hidden, menu
from bots.slack.sight import Sight
from bots.slack.speech import Speech
from bots.slack.text import Block
from bots.slack.wire import Subject
from core.api.kinds import shorten
from core.api.shapes import Choice, TicketCard, TriageForm, Who


def assign(about: Subject, sight: Sight, say: Speech) -> Iterator[Block]:
    assert sight.form is not None
    yield heading(sight.page)
    yield from whose(sight.form, sight.page.card, say)
    yield hidden(say, ticked=sight.hidden)


def whose(form: TriageForm, card: TicketCard, say: Speech) -> Iterator[Block]:
    chosen = _choice(card.assignee, say) if card.assignee else None
    yield asked(PERSON, say("slack-assignee").rstrip(":"), menu(persons(form, say), chosen, say))
    if form.groups:
        yield asked(GROUP, say.term("group"), menu(form.groups, form.group, say))


def persons(form: TriageForm, say: Speech) -> list[Choice]:
    """Who may work on it. Nobody is a choice too, since not every client lets a menu be emptied."""
    nobody = Choice(NOBODY, {say.language: say("slack-modal-nobody")})
    return [nobody, *(_choice(one, say) for one in form.people)]


def _choice(who: Who, say: Speech) -> Choice:
    """Whoever is away, or soon will be, is marked so."""
    away = f" · {away_mark(who.away, say)}" if who.away else ""
    return Choice(str(who.id), {"": shorten(who.name, 75 - len(away)) + away})
