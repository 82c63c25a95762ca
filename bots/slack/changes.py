"""What a triage has changed of a ticket, before and after, in one line (C7)."""

from collections.abc import Sequence

from bots.slack.speech import Speech
from bots.slack.text import date_token, fitting, tame
from bots.wording import line
from core.api.kinds import one_line, shorten
from core.api.shapes import Change, Value

VALUE = 80
LINE = 1500
"""Characters, escaped signs counted as they are sent."""


def changed(changes: Sequence[Change], say: Speech) -> str:
    return fitting((_change(one, say) for one in changes), " · ", LINE)


def _change(one: Change, say: Speech) -> str:
    name = say.choice(one.field) if one.field else say.term(one.name)
    return line(tame(shorten(name, VALUE)), f"{_shown(one.before, say)} → {_shown(one.now, say)}")


def _shown(value: Value | None, say: Speech) -> str:
    if value is None:
        return say("value-none")
    if isinstance(value, int):
        return date_token(value)
    return tame(shorten(one_line(say.words.value(say.language, value)), VALUE))
