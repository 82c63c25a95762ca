"""A letter whole, as it came: with the quote and the signature that its message leaves out (A7, faults C10)."""

from collections.abc import Iterator

from bots.letters import WholeLetter
from bots.slack.heading import heading
from bots.slack.sight import Sight
from bots.slack.speech import Speech
from bots.slack.text import Block, context, date, literal, plain, rich, said
from bots.slack.wire import EML, Subject
from core.api.kinds import shorten

MOST = 24_000
"""Signs of its text: a modal takes a hundred blocks and 250 KB. What is beyond stands in the file."""
FILES = 1_500
HEAD = 400
MEGABYTE = 1_000_000


def letter(about: Subject, sight: Sight, say: Speech) -> Iterator[Block]:
    yield heading(sight.page)
    if sight.letter is None:
        yield context(plain(say("slack-letter-gone")))
        return
    yield head(sight.letter, say)
    yield from said(sight.letter.text[:MOST])
    if len(sight.letter.text) > MOST:
        yield context(plain(say("slack-letter-long")))
    if sight.letter.unread:
        yield context(plain(say("slack-letter-unread")))
    if sight.letter.files:
        names = ", ".join(f"{name} ({size(octets, say)})" for name, octets in sight.letter.files)
        yield context(plain(shorten(f"📎 {names}", FILES)))
    yield context(plain(say("slack-letter-file-hint")))
    yield {"type": "actions", "elements": [_file(about, say)]}


def head(letter: WholeLetter, say: Speech) -> Block:
    """Who, to whom, about what, when: as far as it says so."""
    named = (
        ("slack-letter-from", letter.sender), ("slack-letter-to", letter.to), ("slack-letter-cc", letter.cc),
        ("slack-letter-subject", letter.subject),
    )  # fmt: skip
    lines = [literal(f"{say(id)}: {shorten(value, HEAD)}\n") for id, value in named if value]
    when = [literal(f"{say('slack-letter-date')}: "), date(letter.date), literal("\n")] if letter.date else []
    return rich(*lines, *when, literal(f"{say('slack-letter-size')}: {size(letter.size, say)}"))


def size(octets: int, say: Speech) -> str:
    if octets >= MEGABYTE:
        return say("slack-size-mb", size=f"{octets / MEGABYTE:.1f}")
    return say("slack-size-kb", size=str(-(-octets // 1_000)))


def _file(about: Subject, say: Speech) -> Block:
    label = plain(say("slack-letter-file"))
    return {"type": "button", "action_id": EML, "text": label, "value": about.value()}
