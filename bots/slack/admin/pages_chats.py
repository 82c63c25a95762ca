"""Group chats of companies: which are served, for whom, in what language (X1)."""

from collections.abc import Iterator, Sequence

from bots.slack.blocks_chat import about
from bots.slack.keeping.parts import brief, do, entry, go, line, note, row, select, text, turning
from bots.slack.keeping.spot import CHAT, Spot
from bots.slack.speech import Speech
from bots.slack.text import Block
from core.api.shapes import GroupCard

LINES = 8


def chats(found: Sequence[GroupCard], spot: Spot, say: Speech) -> Iterator[Block]:
    for n, one in enumerate(found[:LINES]):
        name = brief(one.title) or one.key
        yield line(say("slack-group-title", state=one.state, name=name))
        yield note(about(one, say))
        to = spot.at(CHAT, str(one.id), one.door.value, one.key)
        label, sure = say("slack-group-end", state=one.state), say("slack-group-end-sure", name=name)
        end = [do("end-chat", n, label, one.door.value, one.key, ask=sure, say=say)] if one.state != "ended" else []
        yield from row([go(f"{CHAT}{n}", say("slack-group-connect", state=one.state), to), *end])
    if not found:
        yield text(say("slack-group-none"))
    more = (spot.after or 0) + LINES if len(found) > LINES else None
    yield from turning(spot, more, say)


def chat_form(card: GroupCard, say: Speech) -> Iterator[Block]:
    yield text(say("slack-group-title", state=card.state, name=brief(card.title) or card.key))
    company = card.company[0] if card.company else ""
    yield entry("company", say("slack-group-company"), 100, company, hint=say("slack-group-company-hint"))
    spoken = [(one, say("slack-mine-language", spoken=one)) for one in say.words.languages]
    yield select("language", say("slack-group-language"), spoken, card.language or say.words.languages[0])
