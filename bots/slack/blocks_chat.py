"""A company's group chat among the agents: whose it is, how it stands, and what an administrator can make of it (X1).

Its title is its members' own words: it stands in plain text.
"""

from collections.abc import Iterator

from bots.slack.draw import Drawing
from bots.slack.keeping.parts import confirm
from bots.slack.speech import Speech
from bots.slack.text import Block, context, date_token, fallback, mrkdwn, plain, unmarked
from bots.slack.wire import CONNECT, END_GROUP, LET_GROUP
from core.api.kinds import one_line, shorten
from core.api.shapes import GroupCard

HEADER, LABEL, NAME = 150, 75, 100


def draw_group_chat(card: GroupCard, say: Speech) -> Drawing:
    title = say("slack-group-title", state=card.state, name=_name(card))
    return Drawing(fallback(title), list(_blocks(card, title, say)), whole=unmarked(f"{title}\n{about(card, say)}"))


def about(card: GroupCard, say: Speech) -> str:
    """Whose it is, and what it is told things in."""
    company = shorten(one_line(card.company[1]), NAME) if card.company else ""
    return say(
        "slack-group-about", company=company, known="yes" if company else "no", state=card.state,
        spoken=card.language or say.words.languages[0],
    )  # fmt: skip


def _blocks(card: GroupCard, title: str, say: Speech) -> Iterator[Block]:
    yield {"type": "header", "text": plain(shorten(title, HEADER))}
    yield {"type": "section", "text": plain(about(card, say))}
    yield context(plain(say("slack-group-hint", state=card.state)), mrkdwn(date_token(card.at)))
    elements: list[Block] = []
    if card.state == "waiting":
        elements.append(_button(LET_GROUP, say("slack-group-let"), _told(card)) | {"style": "primary"})
    elements.append(_button(CONNECT, say("slack-group-connect", state=card.state), _place(card)))
    if card.state != "ended":
        label = say("slack-group-end", state=card.state)
        ask = confirm(say("slack-group-end-sure", name=_name(card)), label, say)
        elements.append(_button(END_GROUP, label, _told(card)) | {"style": "danger", "confirm": ask})
    yield {"type": "actions", "block_id": f"group-chat:{card.id}", "elements": elements}


def _place(card: GroupCard) -> str:
    return f"{card.id}:{card.door.value}:{card.key}"


def _told(card: GroupCard) -> str:
    """What a press names: the chat, and whose it is said to be."""
    return f"{card.door.value}:{card.key}:{card.company[0] if card.company else ''}"


def _name(card: GroupCard) -> str:
    return shorten(one_line(card.title) or card.key, NAME)


def _button(action: str, label: str, value: str) -> Block:
    return {"type": "button", "action_id": action, "text": plain(shorten(label, LABEL)), "value": value}
