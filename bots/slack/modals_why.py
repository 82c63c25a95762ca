"""Why is it due then: the reckoning line by line, in the agent's language (X5)."""

from collections.abc import Iterator
from dataclasses import replace
from itertools import islice

from bots.reckoning import lines, title
from bots.slack.heading import heading
from bots.slack.sight import Sight
from bots.slack.speech import Speech
from bots.slack.text import Block, bold, context, literal, pieces, plain, rich
from bots.slack.wire import Subject
from core.api.shapes import Reckoning

MOST = 90
"""Blocks: a modal takes a hundred."""
LINES = 300
"""Of one reckoning, beside its sum: nobody reads more, and wording them takes time."""


def why(about: Subject, sight: Sight, say: Speech) -> Iterator[Block]:
    yield heading(sight.page)
    if not sight.why:
        yield context(plain(say("sla-none")))
    shown = [block for one in sight.why for block in _reckoned(one, say)]
    yield from shown[:MOST]
    if len(shown) > MOST:
        yield context(plain("…"))


def _reckoned(one: Reckoning, say: Speech) -> Iterator[Block]:
    yield rich(bold(title(say.words, say.language, one)))
    told = list(islice(lines(say.words, say.language, one), LINES))
    if len(one.lines) > LINES:
        told += ["…", *lines(say.words, say.language, replace(one, lines=one.lines[-1:]))]
    for piece in pieces("\n".join(told)):
        yield rich(literal(piece))
