"""What buttons and modals carry, and what comes back in payloads. A value is a verb and ids, never a right.

https://docs.slack.dev/reference/interaction-payloads
"""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from core.api.commands import AddComment, AddNote, Attachment, Claim, MoveStatus, RestorePause
from core.api.kinds import SECOND, Command, TicketId

CLAIM, REPLY, NOTE, MOVE, AGAIN, END = "v1:claim", "v1:reply", "v1:note", "v1:move", "v1:again", "v1:end"
"""Versioned, since old cards and open modals outlive a release. A modal has the id of the button that opens it."""
MODALS = {END: MOVE}
"""But for those that ask what another one asks."""
BODY, FILES, UNTIL = "body", "files", "until"
SECRETS = ("token", "trigger_id", "response_url", "response_urls")

Payload = Mapping[str, Any]


class Unreadable(Exception):
    """A button or modal of another release, or of nobody's."""


@dataclass(frozen=True, slots=True)
class Subject:
    """What a button is about. `rev` is the workflow revision that was seen; `asks`: c for a comment, u for a time."""

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


@dataclass(frozen=True, slots=True)
class Wish:
    """A payload that changes something, understood. `key` is the same however often Slack or the person repeats it."""

    command: Command
    user: str
    key: str
    place: Place

    @property
    def conversation(self) -> str:
        return f"{self.place.channel}:{self.place.thread}"


def subject(value: str) -> Subject:
    try:
        ticket, rev, to, asks = (value.split(":") + ["", ""])[:4]
        return Subject(TicketId(int(ticket)), int(rev), to, asks)
    except ValueError:
        raise Unreadable(value) from None


def metadata(about: Subject, place: Place) -> str:
    """What a modal must know when it comes back, in its `private_metadata`."""
    return json.dumps({"about": about.value(), "channel": place.channel, "thread": place.thread})


def pressed(body: Payload) -> Subject:
    """What the pressed button, or the picked option, is about."""
    action = body["actions"][0]
    option = action.get("selected_option") or {}
    return subject(str(action.get("value") or option.get("value") or ""))


def place(body: Payload) -> Place:
    """The thread of the card that was pressed, or the one that a modal belongs to."""
    if body["type"] == "view_submission":
        kept = _kept(body)
        return Place(str(kept["channel"]), str(kept["thread"]))
    container = body.get("container") or {}
    thread = container.get("thread_ts") or container.get("message_ts") or ""
    return Place(str(container.get("channel_id") or ""), str(thread))


def wish(body: Payload) -> Wish:
    """Raises Unreadable for what is not, or no longer, understood."""
    try:
        read = _submitted if body["type"] == "view_submission" else _pressed
        return read(body)
    except (KeyError, IndexError, TypeError, json.JSONDecodeError) as error:
        raise Unreadable(repr(error)) from error


def entry(body: Payload) -> Payload:
    """A payload as it is journalled: whole, but for what could be used by whoever reads it."""
    return {name: value for name, value in body.items() if name not in SECRETS}


def _pressed(body: Payload) -> Wish:
    about, action, user = pressed(body), body["actions"][0], str(body["user"]["id"])
    key = f"slack:{action['action_ts']}:{action['action_id']}:{user}"
    commands: Mapping[str, Command] = {
        CLAIM: Claim(about.ticket, about.rev),
        MOVE: MoveStatus(about.ticket, about.to, about.rev),
        END: MoveStatus(about.ticket, about.to, about.rev),
    }
    return Wish(commands[action["action_id"]], user, key, place(body))


def _submitted(body: Payload) -> Wish:
    """The key has the entered values in it: after an error the view comes back under the same id and hash."""
    view = body["view"]
    values = json.dumps(view["state"]["values"], sort_keys=True).encode()
    key = f"slack:{view['id']}:{view['hash']}:{hashlib.sha256(values).hexdigest()[:16]}"
    return Wish(_command(view, subject(str(_kept(body)["about"]))), str(body["user"]["id"]), key, place(body))


def _command(view: Payload, about: Subject) -> Command:
    text, files = str(_entered(view, BODY, "value") or ""), attachments(_entered(view, FILES, "files") or [])
    until = _entered(view, UNTIL, "selected_date_time")
    commands: Mapping[str, Command] = {
        REPLY: AddComment(about.ticket, text, files),
        NOTE: AddNote(about.ticket, text, files),
        AGAIN: RestorePause(about.ticket, about.rev, text),
        MOVE: MoveStatus(about.ticket, about.to, about.rev, text, int(until) * SECOND if until else None),
    }
    return commands[view["callback_id"]]


def _entered(view: Payload, block: str, field: str) -> Any:
    return view["state"]["values"].get(block, {}).get(block, {}).get(field)


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
