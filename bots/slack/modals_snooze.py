"""An agent puts a ticket off for themselves: quick choices, or a time of their own (X2)."""

from collections.abc import Iterator

from bots.slack.fields import NOBODY, TIME, UNTIL
from bots.slack.heading import heading
from bots.slack.inputs import asked, menu, moment
from bots.slack.sight import Sight
from bots.slack.speech import Speech
from bots.slack.text import Block, context, plain
from bots.slack.wire import Subject
from core.api.kinds import SECOND
from core.api.shapes import Choice


def snooze(about: Subject, sight: Sight, say: Speech) -> Iterator[Block]:
    times = sight.times
    assert times is not None
    yield heading(sight.page)
    yield context(plain(say("slack-snooze-what")))
    offered = [Choice(str(at // SECOND), {"": say("slack-snooze-time", time=name)}) for name, at in times.offered]
    if times.now is not None:
        offered.append(Choice(NOBODY, {"": say("slack-snooze-time", time="now")}))
    yield asked(TIME, say("slack-snooze-until"), menu(offered, None, say))
    yield asked(UNTIL, say("slack-snooze-own"), moment(times.now), hint=say("slack-snooze-own-hint"))
