"""Why a ticket is taken for spam, in words, and what a list of spam says of each (E3)."""

from collections.abc import Iterator

from bots.slack.speech import Speech
from bots.slack.text import Block, context, date_token, mrkdwn, plain, said
from core.api.kinds import one_line, shorten
from core.api.shapes import DeskLine, Judge, SetAside, Verdict

SENDER, HEADER, WORD = 120, 60, 30


def why_spam(verdict: Verdict, say: Speech) -> str:
    """Which header with what score, or which words and how much they have weighed."""
    match verdict.judge:
        case Judge.HEADER:
            header = shorten(one_line(verdict.header or "?"), HEADER)
            scored = "none" if verdict.score is None else "some"
            return say("slack-spam-header", header=header, scored=scored, score=f"{verdict.score or 0:g}")
        case Judge.WORDS:
            words = ", ".join(f"{shorten(one.word, WORD)} {one.weight:+.1f}" for one in verdict.words)
            return say("slack-spam-words", sure=f"{100 * (verdict.score or 0):.0f}", words=words)
        case Judge.AGENT:
            return say("slack-spam-agent")


def aside_blocks(one: DeskLine, aside: SetAside, say: Speech) -> Iterator[Block]:
    """Who wrote, what it says and why it is here: enough to judge it without opening it."""
    yield context(plain(_sender(one, aside, say)), mrkdwn(date_token(one.opened_at)))
    yield from said(aside.body, quoted=True)
    yield context(plain(why_spam(aside.verdict, say)))


def _sender(one: DeskLine, aside: SetAside, say: Speech) -> str:
    name, address = shorten(one_line(one.requester), SENDER), shorten(aside.address, SENDER)
    known = name if address in ("", name) else f"{name} <{address}>"
    return f"{known} · {say('slack-spam-files', count=aside.files)}" if aside.files else known
