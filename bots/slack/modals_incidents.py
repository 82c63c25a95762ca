"""One answer for all incidents of a problem: whom it will reach, and whom the last one reached (C5)."""

from collections.abc import Iterator

from bots.slack.fields import RESOLVES
from bots.slack.heading import heading
from bots.slack.inputs import tick, words
from bots.slack.sight import Sight
from bots.slack.speech import Speech
from bots.slack.text import Block, context, literal, plain, rich
from bots.slack.ways import delivered, failed
from bots.slack.wire import Subject
from core.api.kinds import one_line, shorten
from core.api.shapes import Had, Sheet

NUMBERS = 15
NAME = 60
SIGNS = {"sent": "✓", "waits": "⏳", "failed": "⚠", "none": "⚠"}


def incidents(about: Subject, sight: Sight, say: Speech) -> Iterator[Block]:
    sheet = sight.sheet
    assert sheet is not None
    yield heading(sight.page)
    yield context(plain(_will(sheet, say)))
    if not sheet.running:
        yield words(say("slack-incidents-text"), say("slack-incidents-hint"), optional=False)
        yield tick(RESOLVES, say("slack-incidents-then"), say("slack-incidents-resolve"), ticked=True)
    if sheet.agent is not None:
        yield from _went(sheet, say)


def _will(sheet: Sheet, say: Speech) -> str:
    if sheet.running and sheet.agent:
        return say("slack-incidents-running", name=sheet.agent.name, done=sheet.answered + sheet.left)
    more = "…" if sheet.open > NUMBERS else ""
    numbers = ", ".join(sheet.numbers[:NUMBERS]) + more
    return say("slack-incidents-will", open=sheet.open, others=sheet.count - sheet.open, numbers=numbers or "—")


def _went(sheet: Sheet, say: Speech) -> Iterator[Block]:
    """Those whom it did not reach stand first."""
    name = sheet.agent.name if sheet.agent else ""
    yield {"type": "divider"}
    yield context(plain(say("slack-incidents-went", name=name, answered=sheet.answered, left=sheet.left)))
    lines = [_line(one, say) for one in sheet.had]
    hidden = sheet.answered + sheet.left - len(lines)
    if lines:
        yield rich(literal("\n".join([*lines, *([say("value-more", count=hidden)] if hidden > 0 else [])])))


def _line(one: Had, say: Speech) -> str:
    who = f"{one.number} · {shorten(one_line(one.requester.name), NAME)}"
    if one.reason is not None:
        return f"✗ {who} · {say('slack-incidents-left', reason=one.reason)}"
    how = "sent" if delivered(one.ways) else "failed" if failed(one.ways) else "waits" if one.ways else "none"
    return f"{SIGNS[how]} {who} · {say('slack-incidents-way', how=how)}"
