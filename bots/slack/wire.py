"""What buttons and modals carry, and what comes back in payloads. A value is ids and a word, never a right.

https://docs.slack.dev/reference/interaction-payloads
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from core.api.commands import Attachment
from core.api.kinds import MessageId, TicketId

TICKET = "v1:ticket"
"""A ticket's window, and what opens it."""
CLAIM, REPLY, NOTE, MOVE, AGAIN, END = "v1:claim", "v1:reply", "v1:note", "v1:move", "v1:again", "v1:end"
"""Versioned, since old cards and open modals outlive a release. A modal has the id of the button that opens it."""
TRIAGE, ASSIGN, WHY, ACK = "v1:triage", "v1:assign", "v1:why", "v1:ack"
SAID, CORRECT, WITHDRAW, BEFORE = "v1:said", "v1:correct", "v1:withdraw", "v1:before"
"""About a message: its menu, another text for it, taking it away, what it said before. `rev` names the message."""
SPAM, RESTORE = "v1:spam", "v1:restore"
"""It is spam; it is none (E3)."""
SPAM_QUEUE = "v1:spam_queue"
"""The queue of what is set aside, from a card that stands there, or from anywhere."""
TAKE_BACK = "v1:take-back"
"""Its value names the message in the place of the revision."""
PROBLEM, PARENT, MERGE, UNMERGE = "v1:problem", "v1:parent", "v1:merge", "v1:unmerge"
SPLIT, SNOOZE, INCIDENTS = "v1:split", "v1:snooze", "v1:incidents"
WATCH, UNWATCH = "v1:watch", "v1:unwatch"
QUIET = "v1:quiet"
"""A move of which the customer hears nothing, with the status still to be picked (E8)."""
MORE = "v1:more"
"""A menu: its options name the buttons that have no room of their own."""
LETTER, EML = "v1:letter", "v1:eml"
"""The letter that a message was taken from, to be read whole; the same as a file."""
RETRY, SHELVE = "v1:retry", "v1:shelve"
"""Of a letter that nobody understood, whose number stands where a ticket's does."""
SOLVE = "v1:solve"
"""An answer that resolves: the modal of an answer, with that move picked already."""
SOLVES = "r"
"""In a subject's `asks`."""
ANSWERING = "v1:answering"
"""Somebody says that they are at it, though they answer elsewhere (E10)."""
ORDERS = "v1:orders"
"""The requester's orders, as another system tells of them by now (E2)."""
TYPING, THEN, PREVIEW = "v1:typing", "v1:then", "v1:preview"
"""Inside that modal: a letter was typed, a status picked; how the customer will see it."""
QUESTIONS, TIES, CANNED, SEARCH = "v1:questions", "v1:ties", "v1:canned", "v1:search"
"""Inside a modal: an answer on which questions hang, the customer's things, a ready answer, a long list."""
LET_GROUP, CONNECT, END_GROUP = "v1:let-group", "v1:connect-group", "v1:end-group"
"""On the message about a group chat: let in as it asks, let in otherwise, not or no more."""
ADMIT, ADMIT_AS, REFUSE = "v1:admit", "v1:admit-as", "v1:refuse"
"""On a stranger's request (A5): their values name it, and no ticket."""
MAKE, NEW_PERSON, WHO = "v1:make", "v1:new-person", "v1:who"
"""A new ticket, from a message or a call (C1, E15); fields for somebody new; whose it is, searched for."""
MODALS = {END: MOVE, QUIET: MOVE, SOLVE: REPLY}
"""But for those that ask what another one asks."""
MENU = {
    "assign": ASSIGN, "why": WHY, "quiet": QUIET, "problem": PROBLEM, "parent": PARENT, "merge": MERGE, "split": SPLIT,
    "snooze": SNOOZE, "watch": WATCH, "unwatch": UNWATCH, "letter": LETTER, "spam": SPAM,
    "answering": ANSWERING, "orders": ORDERS, "story": TICKET,
}  # fmt: skip
OF_MESSAGE = {"correct": CORRECT, "withdraw": WITHDRAW, "before": BEFORE}
SECRETS = ("token", "trigger_id", "response_url", "response_urls")

Payload = Mapping[str, Any]


class Unreadable(Exception):
    """A button or modal of another release, or of nobody's."""


@dataclass(frozen=True, slots=True)
class Subject:
    """What a button is about. `rev` is the workflow revision that was seen.

    `asks`: c for a comment, u for a time, f for answers that the form lacks, r for an answer that resolves.
    """

    ticket: TicketId
    rev: int
    to: str = ""
    asks: str = ""

    def value(self) -> str:
        return ":".join([str(self.ticket), str(self.rev), self.to, self.asks]).rstrip(":")


@dataclass(frozen=True, slots=True)
class Place:
    """Where an answer to the person belongs."""

    channel: str
    thread: str


def subject(value: str) -> Subject:
    try:
        ticket, rev, to, asks = (value.split(":") + ["", ""])[:4]
        return Subject(TicketId(int(ticket)), int(rev), to, asks)
    except ValueError:
        raise Unreadable(value) from None


def message(about: Subject) -> MessageId | None:
    """Of buttons about a message; where none is named, the first word of the ticket is meant."""
    if about.to and not about.to.isdecimal():
        raise Unreadable(about.to)
    return MessageId(int(about.to)) if about.to else None


def metadata(about: Subject, place: Place) -> str:
    """What a modal must know when it comes back, in its `private_metadata`."""
    return json.dumps({"about": about.value(), "channel": place.channel, "thread": place.thread})


def pressed(body: Payload) -> Subject:
    """What the pressed button, or the picked option, is about."""
    action = body["actions"][0]
    option = action.get("selected_option") or {}
    return subject(str(action.get("value") or option.get("value") or ""))


def wanted(body: Payload) -> tuple[str, Subject]:
    """Which button was pressed, be it in the menu, and what about."""
    about, action = pressed(body), str(body["actions"][0]["action_id"])
    menu = {MORE: MENU, SAID: OF_MESSAGE}.get(action)
    if menu is None:
        return action, about
    if about.to not in menu:
        raise Unreadable(about.to)
    return menu[about.to], replace(about, to="")


def within(body: Payload) -> Subject:
    """What the modal is about that something happens in."""
    try:
        return subject(str(_kept(body)["about"]))
    except (KeyError, json.JSONDecodeError) as error:
        raise Unreadable(repr(error)) from error


def place(body: Payload) -> Place:
    """The thread of the card that was pressed, or the one that a modal belongs to."""
    if "view" in body:
        kept = json.loads(body["view"].get("private_metadata") or "{}")
        return Place(str(kept.get("channel") or ""), str(kept.get("thread") or ""))
    container = body.get("container") or {}
    thread = container.get("thread_ts") or container.get("message_ts") or ""
    return Place(str(container.get("channel_id") or ""), str(thread))


def entry(body: Payload) -> Payload:
    """A payload as it is journalled: whole, but for what could be used by whoever reads it."""
    return {name: value for name, value in body.items() if name not in SECRETS}


def _kept(body: Payload) -> Payload:
    return dict(json.loads(body["view"]["private_metadata"]))


def attachments(files: list[Payload]) -> tuple[Attachment, ...]:
    """Files as Slack announces them. One from another workspace comes without a URL; it is asked for when fetched."""
    return tuple(
        Attachment(
            name=str(file.get("name") or file.get("title") or ""),
            media_type=str(file.get("mimetype") or ""),
            source={
                "id": file.get("id"),
                "url": file.get("url_private_download") or file.get("url_private"),
                "type": file.get("mimetype"),
            },
            size=file.get("size"),
        )
        for file in files
    )
