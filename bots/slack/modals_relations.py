"""Modals for tickets that belong together: an incident's problem, a part's whole, two that are one (C5, X2)."""

from collections.abc import Iterator, Sequence

from bots.slack.fields import FOLLOWING, MESSAGE, NOBODY, NUMBER, OTHER, SHARED
from bots.slack.heading import heading
from bots.slack.inputs import asked, line, menu, tick
from bots.slack.sight import Sight
from bots.slack.speech import Speech
from bots.slack.text import Block, context, plain
from bots.slack.wire import Subject
from core.api.kinds import one_line, shorten
from core.api.shapes import Choice, MessageView, Relation, TicketLine

DIGITS = 40
SUBJECT = 200
WORDS = 60


def problem(about: Subject, sight: Sight, say: Speech) -> Iterator[Block]:
    """None of them is a choice too: it unties."""
    yield from _picked(sight, "problem", say, say("slack-problem-hint"))


def parent(about: Subject, sight: Sight, say: Speech) -> Iterator[Block]:
    yield from _picked(sight, "parent", say, say("slack-parent-hint"))


def merge(about: Subject, sight: Sight, say: Speech) -> Iterator[Block]:
    yield heading(sight.page)
    yield context(plain(say("slack-merge-what", number=sight.page.card.number)))
    yield from _other([_choice(one) for one in sight.others], None, say, say("slack-merge-hint"))
    yield tick(SHARED, say("slack-merge-shared-label"), say("slack-merge-shared"), ticked=False)


def split(about: Subject, sight: Sight, say: Speech) -> Iterator[Block]:
    """The newest words of the customer's side; the desk's own are not split off."""
    theirs = [one for one in reversed(sight.page.messages.items) if not one.by_staff and not one.internal]
    yield heading(sight.page)
    if not theirs:
        yield context(plain(say("slack-split-none")))
        return
    words = [Choice(str(one.id), {"": _words(one)}) for one in theirs]
    picked = next((one for one in words if one.id == about.to), words[0])
    if about.to and picked.id != about.to:
        picked = Choice(about.to, {"": say("slack-split-picked")})
    yield asked(MESSAGE, say("slack-split-message"), menu(words, picked, say), optional=False)
    yield tick(FOLLOWING, say("slack-split-following-label"), say("slack-split-following"), ticked=False)
    yield asked("subject", say.term("subject"), line(None, SUBJECT), hint=say("slack-split-subject-hint"))


def _picked(sight: Sight, kind: str, say: Speech, hint: str) -> Iterator[Block]:
    yield heading(sight.page)
    none = Choice(NOBODY, {"": say("slack-relation-none")})
    now = _now(sight.page.card.relations, kind)
    known = {one.number: _choice(one) for one in sight.others}
    yield from _other([none, *known.values()], known.get(now or ""), say, hint)


def _other(offered: Sequence[Choice], chosen: Choice | None, say: Speech, hint: str) -> Iterator[Block]:
    """Picked, or named by its number: what was typed counts."""
    if offered:
        yield asked(OTHER, say("slack-relation-other"), menu(offered, chosen, say), hint=hint)
    yield asked(NUMBER, say("slack-relation-number"), line(None, DIGITS), hint=say("slack-relation-number-hint"))


def _choice(one: TicketLine) -> Choice:
    return Choice(str(one.id), {"": f"{one.number} · {one_line(one.subject)}"})


def _now(relations: Sequence[Relation], kind: str) -> str | None:
    return next((one.numbers[0] for one in relations if one.kind == kind), None)


def _words(one: MessageView) -> str:
    said = one_line(one.body) or ", ".join(file.name for file in one.files)
    return f"{one.author.name}: {shorten(said, WORDS)}"
