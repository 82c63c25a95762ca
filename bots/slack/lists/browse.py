"""Where somebody stands in the lists: kept by the view itself, so that nothing of it has to be kept here."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any, Self

from bots.slack.wire import Payload, Unreadable
from core.api.kinds import TicketId
from core.api.shapes import Cursor, Queue

QUEUE, BRAND, PAGE, FIND = "v1:queue:", "v1:brand", "v1:page:", "v1:find"
STORY, LIST, THEIRS = "v1:story:", "v1:list", "v1:theirs"
HOME = "v1:home"
"""What is pressed in lists, and what their views are called. A colon at the end: which one follows."""
ALL = "-"
NEXT, BACK, FIRST = "next", "back", "first"
TRAIL = 30
TEXT = 200


@dataclass(frozen=True, slots=True)
class Browse:
    """A queue, or with `find` the answer to a question, at the page behind the last line of `trail`."""

    queue: Queue = Queue.MINE
    brand: str | None = None
    find: str = ""
    trail: tuple[Cursor, ...] = ()

    @property
    def after(self) -> Cursor | None:
        return self.trail[-1] if self.trail else None

    def kept(self) -> dict[str, Any]:
        return {"queue": self.queue.value, "brand": self.brand, "find": self.find, "trail": self.trail}

    def at(self, queue: str) -> Self:
        try:
            return replace(self, queue=Queue(queue), find="", trail=())
        except ValueError:
            raise Unreadable(queue) from None

    def of(self, brand: str) -> Self:
        return replace(self, brand=None if brand == ALL else brand, trail=())

    def finding(self, text: str) -> Self:
        return replace(self, find=" ".join(text.split())[:TEXT], trail=())

    def turned(self, where: str, value: str) -> Self:
        if where == BACK:
            return replace(self, trail=self.trail[:-1])
        if where != NEXT:
            return replace(self, trail=())
        try:
            key, id = (int(one) for one in value.split(":"))
        except ValueError:
            raise Unreadable(value) from None
        return replace(self, trail=(*self.trail, (key, id))[-TRAIL:])


def kept(body: Payload) -> Mapping[str, Any]:
    """What a view has kept, whatever else a release before has put there."""
    try:
        found = json.loads((body.get("view") or {}).get("private_metadata") or "{}")
    except json.JSONDecodeError as error:
        raise Unreadable(repr(error)) from error
    return found if isinstance(found, dict) else {}


def browsed(body: Payload) -> Browse:
    return reading(kept(body).get("browse") or {})


def reading(found: Mapping[str, Any]) -> Browse:
    try:
        trail = tuple((int(key), int(id)) for key, id in found.get("trail") or ())
        return Browse(Queue(found.get("queue", Queue.MINE)), found.get("brand"), str(found.get("find") or ""), trail)
    except (ValueError, TypeError) as error:
        raise Unreadable(repr(error)) from error


def ticket(value: str) -> TicketId:
    if not value.isdecimal():
        raise Unreadable(value)
    return TicketId(int(value))
